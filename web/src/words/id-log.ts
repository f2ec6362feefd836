/** Mentoring, Indonesian. Fetched with the pages that show it. */
export const log = {
  silent: (n: number) => `Sepi ${n} hari`,
  add: 'Catat pendampingan',
  year: 'Tahun',
  whoMentored: 'Siapa pernah mendampingi dalam hal apa',
  times: (n: number) => `${n} kali`,
  wholeVillage: 'Semua tentang desa ini',
  search: 'Cari topik, orang, desa',
  visits: (n: number) => (n === 0 ? 'Belum ada catatan' : `${n} catatan`),
  last: (when: string) => `terakhir ${when}`,
  empty: 'Belum ada catatan di desa ini.',
  emptyText:
    'Catat kunjungan, konsultasi atau pelatihan begitu selesai. Topik dan tanggal saja sudah cukup.',
  emptyReader: 'Catatan muncul di sini setelah anggota mencatat pendampingan di desa ini.',
  newTitle: 'Pendampingan baru',
  where: 'Desa mana?',
  when: 'Tanggal berapa?',
  start: 'Mulai mencatat',
  openFollowUps: (n: number) => `${n} tindak lanjut`,
  links: {
    title: 'Terkait dengan',
    entries: (n: number) => `Pendampingan yang terkait · ${n}`,
    hint: 'Ketuk yang didampingi lewat catatan ini.',
    problem: 'Masalah',
    event: 'Kegiatan',
  },
  archiveAsk: 'Arsipkan catatan ini?',
  isArchived: (when: string) => `Catatan ini diarsipkan ${when}.`,
  group: { what: 'Pokok', who: 'Siapa', how: 'Cara', result: 'Uraian dan hasil' },
  missing: 'Catatan ini tidak ada di HP ini.',
  noVillages: 'Daftar desa belum diisi.',
  fillVillages: 'Isi daftar desa',
  toRoster: 'Lihat siapa pengurus',
  askVillages: 'Minta pengurus mengisinya di Pengaturan forum.',
  total: (entries: number, villages: number) => `${entries} catatan di ${villages} desa`,
};

export type LogWords = typeof log;
