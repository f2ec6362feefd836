/** Why what was typed is not taken, and what is asked about it, Indonesian. */
export const invalid = {
  phone: 'Tulis satu nomor lengkap, misalnya 0812 3456 7890, (0281) 641234 atau +65 9123 4567.',
  phone_wait: 'Pembaca nomor telepon belum siap. Tulisan Anda tetap di sini; coba lagi sebentar.',
  email: 'Tulis alamat email yang lengkap, misalnya siti@contoh.id.',
  date: 'Tulis tanggal, bulan dan tahun, misalnya 3/2/2026 atau 3 Februari 2026.',
  date_whole: 'Tulis tahunnya juga, misalnya 3/2/2026.',
  date_year: 'Periksa tahunnya: tulis empat angka, misalnya 2026.',
  date_none: 'Tanggal itu tidak ada di kalender.',
  date_far: 'Tanggal ini terlalu jauh untuk isian ini. Periksa tahunnya.',
  time: 'Tulis jam dan menit, misalnya 09.30.',
  rupiah: 'Tulis jumlahnya dengan angka, misalnya 1.500.000 atau 1,5 juta.',
  rupiah_unclear: 'Jumlah ini bisa dibaca lebih dari satu cara. Tulis lengkap, misalnya 1.500.000.',
  rupiah_negative: 'Jumlah tidak boleh kurang dari nol.',
  rupiah_big: 'Jumlah ini terlalu besar. Periksa lagi nolnya.',
  long: (over: number) => `Terlalu panjang: kelebihan ${over} huruf.`,
};

export const hours = {
  ask: (start: string, end: string) =>
    `Jam selesai ${end} lebih awal dari jam mulai ${start}. Sudah benar?`,
  swap: 'Tukar jamnya',
  keep: 'Benar, lewat tengah malam',
};
