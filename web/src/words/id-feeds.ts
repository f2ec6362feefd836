/** Lists that a spreadsheet reads by itself, Indonesian. Fetched when somebody goes there. */
export const feeds = {
  text: 'Umpan data adalah alamat yang dibaca Google Sheets atau Excel sendiri, langsung dari kecamatan. Angkanya selalu yang terbaru, tanpa ekspor lagi.',
  organisers: 'Hanya pengurus yang mengatur umpan data.',
  add: 'Tambah umpan',
  none: 'Belum ada umpan.',
  open: 'Yang berlaku',
  ended: 'Yang sudah diakhiri',
  label: 'Nama umpan',
  labelHint: 'Hanya untuk pengurus, misalnya “Rekap kecamatan”.',
  tables: 'Tabel yang boleh dibaca',
  columns: (names: string) => `Kolom: ${names}`,
  personal: 'Sertakan nama orang',
  personalColumns: (names: string) => `Dengan nama orang: ${names}`,
  personalText:
    'Siapa pun yang memegang alamatnya bisa membaca nama-nama itu, tanpa masuk ke aplikasi. Bagikan hanya kepada yang berhak, dan akhiri bila tidak dipakai lagi.',
  never:
    'Tidak pernah ada di dalamnya: nomor telepon, penilaian, pendampingan rahasia, catatan pengurus, dan yang sudah diarsipkan atau dihapus.',
  noTable: 'Pilih paling sedikit satu tabel.',
  noLabel: 'Beri nama dahulu.',
  make: 'Buat umpan',
  making: 'Membuat…',
  made: (label: string) => `Umpan “${label}” siap`,
  madeText:
    'Alamat ini hanya terlihat sekarang. Salin dan simpan; bila hilang, akhiri umpannya dan buat yang baru.',
  copy: 'Salin alamat',
  copied: 'Alamat disalin.',
  copyFormula: 'Salin rumus',
  formulaCopied: 'Rumus disalin.',
  sheets: 'Di Google Sheets',
  sheetsText:
    'Salin rumusnya, tempel di sel A1 lembar yang kosong. Lembar berbahasa Inggris memakai koma, bukan titik koma, sesudah alamat. Google hanya bisa membacanya bila alamat kecamatan terbuka di internet.',
  excel: 'Di Excel',
  excelText:
    'Data › Dari Web (From Web), tempel alamatnya, lalu Muat. Pakai Segarkan untuk angka terbaru.',
  done: 'Selesai',
  by: (when: string, who: string) => `Dibuat ${when} oleh ${who}`,
  used: (day: string) => `Terakhir dipakai ${day}`,
  unused: 'Belum pernah dipakai',
  endedOn: (when: string) => `Diakhiri ${when}`,
  end: 'Akhiri',
  endOf: (label: string) => `Akhiri umpan ${label}`,
  endAsk: (label: string) => `Akhiri umpan “${label}”?`,
  endText:
    'Lembar yang memakainya tidak bisa membaca lagi. Ini tidak bisa dibatalkan; umpan baru mendapat alamat lain.',
  endGo: 'Ya, akhiri',
  endDone: 'Umpan diakhiri.',
  failure: {
    too_many: 'Sudah ada 20 umpan yang berlaku. Akhiri salah satu dahulu.',
  } as Record<string, string>,
};

export type FeedWords = typeof feeds;
