/** Villages, and the kecamatan at one glance, Indonesian. Fetched with the pages that show them. */
export const village = {
  search: 'Cari desa',
  none: (query: string) => `Tidak ada desa yang cocok dengan “${query}”.`,
  lastContact: (when: string, ago: string) => `Terakhir didampingi ${when} (${ago})`,
  never: 'Belum pernah didampingi',
  silent: (n: number) => `Sepi ${n} hari`,
  openProblems: (n: number) => `${n} masalah`,
  mentor: 'Catat pendampingan',
  people: 'Orang',
  noPeople: 'Belum ada anggota dari desa ini.',
  posts: 'Pejabat desa',
  vacant: 'Kosong',
  unknown: (n: number) => `${n} jabatan belum dicatat`,
  asked: 'perlu dipastikan',
  nobody: 'Nama belum diisi',
  problems: 'Masalah yang belum selesai',
  noProblems: 'Tidak ada masalah yang belum selesai.',
  allProblems: 'Semua masalah desa ini',
  addProblem: 'Catat masalah',
  entries: 'Pendampingan',
  noEntries: 'Belum ada catatan pendampingan.',
  allEntries: (year: string) => `Semua catatan ${year}`,
  events: 'Kegiatan',
  untitled: 'Tanpa judul',
  toPosts: 'Semua pejabat desa ini',
};

export type VillageWords = typeof village;

/** The kecamatan at one glance. */
export const overview = {
  village: 'Desa',
  quiet: 'sepi',
  reached: 'Pendampingan per desa, 12 bulan terakhir',
  months:
    'Angka: berapa kali desa didampingi dalam bulan itu. Catatan untuk beberapa desa dihitung di tiap desa.',
  all: 'Semua',
  cell: (village: string, month: string, n: number) => `${village}, ${month}: ${n} pendampingan`,
  figures: 'Angka utama',
  figureEntries: 'pendampingan 12 bulan ini',
  figureVillages: (all: number) => `dari ${all} desa didampingi`,
  figureSilent: 'desa sepi',
  figureLate: 'tindak lanjut lewat tenggat',
  figureProblems: 'masalah belum selesai',
  silent: (n: number) => `Sepi ${n} hari`,
  silentOnes: (n: number) => `Desa sepi · ${n}`,
  silentUnset: 'Pengurus belum menentukan setelah berapa hari desa dianggap sepi.',
  silentRule: (days: number) => `Tidak didampingi lebih dari ${days} hari.`,
  noSilent: 'Tidak ada desa yang sepi.',
  lateOnes: (n: number) => `Tindak lanjut lewat tenggat · ${n}`,
  noLate: 'Tidak ada yang lewat tenggat.',
  due: (when: string, days: number) => `tenggat ${when}, lewat ${days} hari`,
  problemsOnes: (n: number) => `Masalah belum selesai · ${n}`,
  toTable: 'Tabel masalah per desa',
  news: (n: number) => `Berubah sejak kunjungan terakhir · ${n}`,
  newsSince: (when: string) => `Sejak ${when}.`,
  noNews: 'Tidak ada yang berubah.',
  firstVisit: 'Mulai sekarang, perubahan sejak kunjungan Anda tampil di sini.',
  more: (n: number) => `dan ${n} lainnya`,
  silentNever: 'Belum pernah didampingi',
};

export type OverviewWords = typeof overview;
