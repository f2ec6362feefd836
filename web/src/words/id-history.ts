/** How a document became what it is, Indonesian. Fetched with its page. */
export const history = {
  empty: 'Belum ada perubahan.',
  emptyText: 'Setiap perubahan nanti tercatat di sini: siapa, kapan, dan apa.',
  total: (n: number) => `${n} perubahan`,
  older: 'Lihat yang lebih lama',
  failed: 'Riwayat tidak bisa dibuka. Coba lagi sebentar lagi.',
  set: (place: string, value: string) => `${place}: ${value}`,
  emptied: (place: string) => `${place} dikosongkan`,
  included: (place: string, key: string) => `${place}: ${key} ditambahkan`,
  excluded: (place: string, key: string) => `${place}: ${key} dikeluarkan`,
  added: (place: string) => `${place} dibuat`,
  approved: (name: string) => `Disahkan oleh ${name}`,
  moved: (place: string) => `${place} diubah`,
  counted: (place: string, by: number) => `${place}: ${by > 0 ? '+' : '−'}${Math.abs(by)}`,
  wrote: (place: string, added: number, gone: number) =>
    [
      `${place}:`,
      [added > 0 ? `${added} huruf ditulis` : '', gone > 0 ? `${gone} huruf dihapus` : '']
        .filter((part) => part !== '')
        .join(', '),
    ].join(' '),
  more: (n: number) => `dan ${n} hal lain`,
  before: 'Sebelumnya',
  after: 'Sesudahnya',
  nothing: 'kosong',
  gone: 'Yang dihapus',
  restoreBefore: 'Kembalikan yang sebelumnya',
  restoreAfter: 'Pakai lagi yang ini',
  insertGone: 'Sisipkan lagi yang dihapus',
  restored: (place: string) => `${place} dikembalikan.`,
  same: 'Sama dengan isi sekarang.',
  isIn: 'Sekarang ada di dalamnya.',
  isOut: 'Sekarang tidak ada di dalamnya.',
  putIn: 'Masukkan lagi',
  takeOut: 'Keluarkan',
  ofField: 'Semua isi sebelumnya',
  cannot: 'Anda hanya bisa membaca ini.',
};

export type HistoryWords = typeof history;
