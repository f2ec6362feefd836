/** Two cards of one person, Indonesian. */
export const roster = {
  seems: 'Sepertinya orang yang sama',
  seemsText: (a: string, b: string) => `${a} dan ${b}`,
  seemsHere: (name: string) => `Ada kartu lain yang mirip: ${name}.`,
  ring: 'Dua kartu saling digabung',
  ringText: (a: string, b: string) =>
    `${a} dan ${b} digabung dari dua arah sekaligus. Pilih kartu mana yang dipakai.`,
  more: (n: number) => `Masih ada ${n} pasang lagi.`,
  compare: 'Bandingkan',
  explain:
    'Pilih kartu yang dipakai. Kartu satunya tidak tampil lagi di daftar; catatan lama tetap terbaca dengan nama yang dipilih. Ini bisa dipisahkan lagi kapan saja.',
  keep: (name: string) => `Pakai kartu ini: ${name}`,
  ownCard: 'Diisi sendiri oleh orangnya',
  apart: 'Bukan orang yang sama',
  kept: (name: string) => `Digabung. Yang dipakai kartu ${name}.`,
  split: 'Pisahkan lagi',
  isSplit: 'Kartunya dipisahkan lagi.',
  merged: 'Kartu yang digabung ke sini',
  into: (name: string) => `Kartu ini digabung ke kartu ${name}.`,
  toKept: 'Buka kartu yang dipakai',
  differs: 'berbeda',
  gone: 'Kartu ini tidak ada lagi, atau sudah digabung.',
};

export type RosterWords = typeof roster;
