/** Texts that come from other apps, Indonesian. Fetched with the page that shows them. */
export const shared = {
  text: 'Teks',
  hint: 'Dari WhatsApp atau aplikasi lain: bagikan ke Paguyuban, atau tempel di sini.',
  none: 'Tempel teks di atas, lalu pilih tempatnya.',
  nothing: 'Tidak ada teks di dalamnya. Salin teksnya, lalu tempel di sini.',
  added: 'Teks baru ditaruh di bawah teks sebelumnya.',
  paste: 'Tempel',
  pasteFailed: 'Tekan lama di kolom teks, lalu pilih Tempel.',
  waits:
    'Teks ini belum masuk ke catatan mana pun. Hanya ada di HP ini sampai Anda memilih tempatnya.',
  where: 'Mau ditaruh di mana?',
  entry: 'Catatan pendampingan baru',
  entryText: 'Pilih desa dan tanggalnya dahulu',
  note: 'Catatan bebas baru',
  noteText: 'Baris pertama menjadi judul',
  minutes: 'Notulensi baru',
  points: (n: number) => `${n} mata acara`,
  agenda: 'Agenda notulensi yang sudah ada',
  followUps: (n: number) => (n === 1 ? 'Tindak lanjut' : `${n} tindak lanjut`),
  followUpsText: 'Di notulensi atau pendampingan yang sudah ada',
  tooLong: (chars: number) =>
    `Terlalu panjang untuk tindak lanjut. Satu baris paling banyak ${chars} huruf.`,
  card: (who: string) => `Kartu anggota baru: ${who}`,
  cardKnown: (who: string) => `Nomor ini milik ${who}. Lihat kartunya`,
  drop: 'Buang teks ini',
  dropped: 'Teks dibuang.',
  placed: (where: string) => `Teks masuk ke ${where}.`,
  which: 'Ditaruh di yang mana?',
  search: 'Cari judul, desa, tanggal',
  noneFound: 'Tidak ada yang cocok.',
  noTargets: 'Belum ada notulensi atau pendampingan yang bisa Anda ubah.',
  reading: 'Anda hanya membaca, jadi teks tidak bisa disimpan di sini. Teksnya bisa Anda salin.',
  cut: 'Teksnya sangat panjang. Hanya bagian awalnya yang diambil.',
  waiting: 'Teks dibagikan, belum ditaruh',
};

export type SharedWords = typeof shared;
