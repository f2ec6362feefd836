/** Who came, for events and minutes, Indonesian. Fetched with the pages that show it. */
export const meeting = {
  attendance: 'Daftar hadir',
  disputed: (n: number) => `${n} belum diputuskan`,
  fillAttendance: 'Isi daftar hadir',
  noAttendance: 'Belum ada yang diisi.',
  unmarked: 'Belum',
  otherMark: 'Lainnya',
  allPresent: 'Semua hadir',
  searchPeople: 'Cari nama',
  byVillage: 'Desa mana',
  allVillages: 'Semua desa',
  guests: 'Tamu',
  guestsHint: 'Bukan anggota. Beberapa orang boleh menghitung sekaligus; hasilnya dijumlahkan.',
  oneMore: 'Tambah satu tamu',
  oneLess: 'Kurangi satu tamu',
};

export type MeetingWords = typeof meeting;
