/** What the forum knows about a person besides their card, Indonesian. Fetched with the page of a card. */
export const about = {
  tenures: 'Riwayat jabatan di desa',
  span: (from: string, until: string) => `${from || '…'} – ${until || 'sekarang'}`,
  village: 'Desanya',
  mentored: (n: number) => `Mendampingi · ${n}`,
  helped: (n: number) => `Didampingi · ${n}`,
  tasks: (n: number) => `Tindak lanjut yang belum · ${n}`,
  due: (when: string) => `tenggat ${when}`,
  parts: (n: number) => `Bertugas di rapat dan kegiatan · ${n}`,
  confided: 'Catatan pribadi bersama Anda',
  came: (n: number) => `Kehadiran · ${n}`,
  grades: 'Penilaian',
};

export type AboutWords = typeof about;
