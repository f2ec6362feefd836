/** Coming in, Indonesian. Fetched with the pages that show it. */
export const join = {
  title: 'Gabung paguyuban',
  welcome: 'Buku anggota, log pendampingan dan notulensi paguyuban. Tetap jalan tanpa sinyal.',
  needLink:
    'Untuk mulai, buka tautan undangan dari pengurus. Tautan biasanya dikirim lewat WhatsApp.',
  paste: 'Tempel tautan undangan',
  pasteHint: 'Contoh: https://…/#gabung=…',
  codeHint: 'Atau ketik kode undangan: 40 huruf dan angka.',
  scan: 'Pindai kode QR',
  scanning: 'Arahkan kamera ke kode QR pengurus.',
  scanStop: 'Berhenti memindai',
  scanFailed: 'Kamera tidak bisa dibuka. Tempel tautan atau ketik kodenya.',
  badLink: 'Tautan ini bukan tautan undangan. Salin seluruh tautan dari pesan pengurus.',
  invited: (by: string, forum: string) =>
    `${by || 'Pengurus'} mengundang Anda bergabung ke ${forum || 'paguyuban'}.`,
  elsewhere: (host: string) => `Undangan ini untuk forum di ${host}`,
  elsewhereText:
    'Forum itu punya alamat sendiri dan hanya bisa dibuka di sana. Isi di sini tidak berubah.',
  elsewhereGo: 'Buka di alamat itu',
  device: 'Nama HP ini',
  deviceHint: 'Supaya Anda dan pengurus bisa membedakannya dari HP lain.',
  deviceDefault: 'HP saya',
  go: 'Gabung',
  going: 'Menghubungi kecamatan…',
  nameTitle: 'Siapa nama Anda?',
  nameText: 'Nama ini tampil di daftar anggota dan di samping tulisan Anda.',
  name: 'Nama lengkap',
  nameNeeded: 'Isi nama lengkap dahulu.',
  save: 'Simpan dan mulai',
};

export type JoinWords = typeof join;
