/** Why something could not be done, and what to do, Indonesian; by the code of a failure. */
export const failure: Record<string, string> = {
  offline: 'Kecamatan tidak terjangkau. Periksa sinyal, lalu coba lagi.',
  invitation_unknown:
    'Undangan ini tidak dikenal. Salin seluruh tautan dari pesan pengurus, atau minta yang baru.',
  invitation_used:
    'Undangan ini sudah dipakai. Satu undangan hanya untuk satu HP; minta yang baru kepada pengurus.',
  invitation_expired: 'Undangan ini sudah kedaluwarsa. Minta tautan baru kepada pengurus.',
  invitation_cancelled: 'Undangan ini sudah dibatalkan. Minta tautan baru kepada pengurus.',
  keyless: 'Kunci HP ini hilang. Minta undangan baru kepada pengurus supaya bisa menulis lagi.',
  locked: 'Paguyuban di HP ini terkunci. Buka dahulu dengan PIN.',
  joined_already: 'HP ini sudah bergabung. Muat ulang halaman ini.',
  too_many: 'Sudah terlalu banyak yang berlaku. Akhiri salah satu dahulu.',
  too_often: 'Terlalu sering mencoba. Coba lagi sesudah satu menit.',
  store_broken: 'HP ini tidak bisa menyimpan, jadi perubahan tidak diterima.',
  engine_missing: 'Bagian untuk menulis belum bisa dibuka. Coba lagi bila ada sinyal.',
  not_joined: 'HP ini belum bergabung.',
  invalid_edit: 'Isian ini tidak diterima. Periksa lagi tulisannya.',
  revoked: 'HP ini sudah dikeluarkan dari paguyuban. Minta undangan baru kepada pengurus.',
  store_failed:
    'Penyimpanan di kecamatan sedang bermasalah. Belum ada yang berubah; coba lagi nanti.',
  signed_out: 'Kecamatan tidak mengenal HP ini lagi. Minta undangan baru kepada pengurus.',
  bad_signature: 'Tanda tangan HP ini tidak cocok. Minta undangan baru kepada pengurus lain.',
  malformed: 'Kecamatan tidak mengerti permintaan ini. Muat ulang halaman, lalu coba lagi.',
  too_large: 'Yang dikirim terlalu besar untuk kecamatan.',
  not_allowed: 'Hanya pengurus yang bisa melakukan ini.',
  clock: 'Jam HP ini berbeda jauh dari jam kecamatan. Perbaiki jamnya, lalu coba lagi.',
  last_organiser: 'Ini pengurus terakhir. Jadikan orang lain pengurus dahulu.',
  unknown: 'Sudah tidak ada. Lihat lagi daftar yang terbaru.',
  busy: 'Kecamatan sedang sibuk. Tunggu sebentar, lalu coba lagi.',
  too_late: 'Sinyal terlalu lambat. Coba lagi di tempat yang sinyalnya lebih baik.',
  not_the_relay:
    'Jawaban yang datang bukan dari kecamatan. Mungkin Wi-Fi ini minta masuk dahulu; masuklah, lalu coba lagi.',
  full: 'Penyimpanan HP penuh. Hapus foto atau aplikasi lain, lalu coba lagi.',
  broken:
    'HP ini tidak bisa menyimpan. Izinkan data situs untuk alamat ini, lalu muat ulang halaman.',
  other: 'Ada yang tidak beres. Coba lagi; pekerjaan yang tersimpan tidak hilang.',
};
