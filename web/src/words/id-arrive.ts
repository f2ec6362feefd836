/** Opening the app, coming in, and what is said where a part of it did not come. Indonesian. */
export const arrive = {
  short: (digits: number) =>
    `Kode undangan ini belum lengkap: baru ${digits} dari 40 huruf dan angka. Salin seluruh tautan dari pesan pengurus.`,
  long: (digits: number) =>
    `Kode undangan ini kelebihan: ada ${digits}, seharusnya 40 huruf dan angka. Periksa lagi kodenya.`,
  several: 'Di sini ada lebih dari satu undangan. Tempel satu saja, yang ditujukan kepada Anda.',
  anotherLink: 'Punya tautan atau kode lain? Tempel di sini',

  inApp: 'Buka di Chrome dahulu',
  inAppText:
    'Tautan ini terbuka di dalam aplikasi lain. Di situ data Paguyuban bisa hilang sendiri, dan undangan hanya berlaku sekali. Buka tautannya di Chrome atau Safari, lalu gabung dari sana.',
  openChrome: 'Buka di Chrome',
  copyLink: 'Salin tautan',
  copied: 'Tautan disalin. Buka Chrome, lalu tempel di baris alamat.',
  notCopied: 'Tautan tidak bisa disalin. Tekan lama tautan di pesan pengurus, lalu pilih Salin.',
  stayHere: 'Tetap gabung di sini',

  first: 'Langkah pertama',

  slow: 'Ini lebih lama dari biasanya. Periksa sinyal, tutup tab Paguyuban yang lain, lalu muat ulang.',
  reload: 'Muat ulang',
  partMissing: 'Bagian ini belum sampai ke HP. Periksa sinyal, lalu coba lagi.',
  wantedMissing:
    'Bagian ini belum pernah dipakai di HP ini, jadi perlu diambil dahulu. Cari sinyal, lalu coba lagi. Sesudah itu bisa dipakai tanpa sinyal.',
  wantedComing: 'Mengambil bagian ini…',
  pageBroken: 'Halaman ini tidak bisa ditampilkan.',
  pageBrokenText:
    'Data di HP Anda tetap aman. Coba lagi, atau buka halaman lain. Kalau tetap begini, beri tahu pengurus.',
  report: 'Salin laporan',
  reported: 'Laporan tersalin. Tempelkan dalam pesan kepada pengurus; isinya tidak memuat data.',
  itemBroken: 'Yang satu ini tidak bisa ditampilkan.',
  unknown: 'Halaman ini tidak ada.',
  unknownText: 'Alamatnya mungkin terpotong atau salah ketik.',
  goHome: 'Ke Beranda',

  insecure: 'Alamat ini belum aman',
  insecureText:
    'Paguyuban hanya bisa dipakai lewat alamat yang diawali https://. Buka alamat yang aman, atau minta tautan baru kepada pengurus.',
  openSecure: 'Buka alamat yang aman',
  storage: 'Browser tidak mengizinkan penyimpanan',
  storageText:
    'Paguyuban menyimpan tulisan di HP ini, tetapi browser menolaknya. Keluar dari mode samaran, izinkan cookie dan data situs untuk alamat ini, sisakan ruang kosong di HP, lalu muat ulang.',
  worker: 'Sebagian aplikasi belum sampai',
  workerText:
    'Bagian yang membaca dan menyimpan tulisan belum termuat. Periksa sinyal, lalu coba lagi.',
  workerReading:
    'Bagian yang menyimpan tulisan belum termuat. Anda bisa membaca, tetapi jangan menulis dahulu. Periksa sinyal, lalu coba lagi.',

  revived:
    'Bagian yang menyimpan tulisan sempat macet dan dijalankan lagi. Tulisan Anda tetap ada.',

  updated: 'Paguyuban sudah diperbarui di tab lain.',
};

export type ArriveWords = typeof arrive;
