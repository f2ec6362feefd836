/** Notes and minutes, Indonesian. Fetched with the pages that show it. */
export const note = {
  add: 'Catatan baru',
  newTitle: 'Mau menulis apa?',
  newMinutes: 'Notulensi rapat',
  newMinutesText: 'Dengan agenda, keputusan dan daftar hadir',
  newFree: 'Catatan bebas',
  newFreeText: 'Judul dan isi, ditulis bersama',
  search: 'Cari catatan',
  empty: 'Belum ada catatan.',
  emptyText: 'Buat notulensi saat rapat dimulai. Anggota lain bisa ikut menulis bersamaan.',
  emptyReader: 'Catatan muncul di sini setelah anggota menulisnya.',
  agenda: 'Agenda',
  noAgenda: 'Belum ada mata acara.',
  addAgenda: 'Tambah mata acara',
  decisions: 'Keputusan',
  noDecisions: 'Belum ada keputusan.',
  addDecision: 'Tambah keputusan',
  archiveAsk: 'Arsipkan catatan ini?',
  isArchived: (when: string) => `Catatan ini diarsipkan ${when}.`,
  parts: 'Bagian notulensi',
  came: 'Hadir',
  officers: 'Petugas dan status',
  toEvent: 'Lihat kegiatannya',
  missing: 'Catatan ini tidak ada di HP ini.',
  group: { meeting: 'Rapat', people: 'Petugas' },
};

export type NoteWords = typeof note;
