/** What not everybody reads, Indonesian. Fetched with the pages that show it. */
export const confided = {
  boardEmpty: 'Tulis di sini apa yang hanya untuk pengurus, misalnya rapat pengurus.',
  about:
    'Catatan antara Anda dan satu orang. Yang membacanya hanya Anda berdua; pengurus dan anggota lain tidak menerimanya.',
  empty: 'Belum ada pendampingan pribadi.',
  begin: 'Mulai dengan seseorang',
  withWhom: 'Siapa yang Anda dampingi?',
  youMentor: 'Anda mendampingi',
  mentorsYou: 'Mendampingi Anda',
  count: (n: number) => (n === 0 ? 'Belum ada catatan' : `${n} catatan`),
  last: (when: string) => `terakhir ${when}`,
  add: 'Catat pertemuan',
  emptyPair: 'Belum ada catatan.',
  missing: 'Pendampingan ini tidak ada di HP ini.',
};

export type ConfidedWords = typeof confided;
