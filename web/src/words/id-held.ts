/** Held work and what is carried by hand, Indonesian. Fetched with the pages that show it. */
export const held = {
  title: 'Tertahan',
  text: 'Kecamatan tidak menerima perubahan di bawah ini. Tidak ada yang hilang: semuanya tetap di HP ini.',
  revoked: 'HP ini sudah dikeluarkan dari paguyuban oleh pengurus.',
  revokedText:
    'Isi HP ini tidak hilang. Buat paket titipan, kirim kepada pengurus, dan mintalah ia menerimanya. Untuk memakai aplikasi lagi, minta undangan baru.',
  none: 'Tidak ada yang tertahan.',
  noneText: 'Semua yang Anda tulis diterima kecamatan, atau menunggu sinyal.',
  open: 'Buka',
  retryAll: 'Coba kirim lagi',
  retried: 'Dicoba lagi.',
  make: 'Buat paket titipan',
  makeText: (docs: number) =>
    `Satu berkas berisi ${docs} dokumen yang belum sampai di kecamatan. Kirim lewat WhatsApp (sebagai dokumen), Bluetooth atau kabel. Siapa pun boleh membawanya; isinya hanya bisa diterima kecamatan atas nama Anda. Foto dan berkas tidak ikut; itu terkirim sendiri bila HP ini tersambung.`,
  making: 'Menyiapkan…',
  made: 'Paket titipan sudah dibuat. Simpan berkasnya sampai pengurus menerimanya.',
  nothing: 'Tidak ada yang perlu dibawa.',
  file: 'paket-titipan',
  exported: 'Sudah ada di paket titipan',
  remove: 'Hapus dari HP ini',
  removeAsk: (title: string) => `Hapus “${title}” dari HP ini?`,
  removeText: 'Yang tertahan hanya tinggal di paket titipan yang sudah Anda buat.',
  removeGo: 'Ya, hapus',
  giveUp: 'Relakan yang tidak terbaca',
  giveUpAsk: (title: string) => `Relakan bagian “${title}” yang tidak terbaca?`,
  giveUpText:
    'Yang tidak terbaca hilang dari HP ini untuk selamanya. Yang masih terbaca tetap ada dan dikirim.',
  giveUpGo: 'Ya, relakan',

  read: 'Baca sebagai teks',
  before: '— Sebelum ada yang tidak terbaca: —',
  saveText: 'Simpan sebagai teks',
  textFile: 'tulisan-tertahan',
  textMade: 'Berkas teks sudah dibuat.',
  packetTitle: 'Terima paket titipan',
  packetText:
    'Paket titipan berisi tulisan dari HP yang belum bisa mengirim sendiri. Pilih berkasnya; tanda tangan setiap isinya diperiksa.',
  choose: 'Pilih berkas paket',
  from: (who: string) => `Dari ${who}`,
  unknownPhone: 'HP yang tidak dikenal',
  shutOut: (when: string) =>
    `HP ini sudah dikeluarkan ${when}. Terima hanya bila Anda tahu siapa yang menulis isinya.`,
  unknownText: 'HP ini tidak ada di daftar pengurus. Tanyakan dahulu dari siapa paket ini.',
  shared: 'Ada berkas yang dibagikan ke aplikasi ini.',
  sharedText: 'Buka hanya bila Anda sendiri yang membagikannya, misalnya dari WhatsApp.',
  sharedOpen: 'Buka sebagai paket titipan',
  sharedDrop: 'Buang',
  otherPhone: 'HP anggota lain',
  madeOn: (when: string) => `Dibuat ${when}`,
  documents: (n: number) => `${n} dokumen`,
  responsible:
    'Bila HP pembuatnya sudah dikeluarkan atau perannya berubah, isinya diterima atas tanggung jawab Anda dan tercatat.',
  takeIn: 'Terapkan di HP ini',
  takeInText:
    'Isinya langsung bisa dibaca di HP ini, juga tanpa sinyal, dan ikut terkirim ke kecamatan atas nama penulisnya.',
  appliedHere: (n: number, who: string) => `${n} dokumen dari ${who} sekarang ada di HP ini.`,
  takenHere: 'Diterapkan',
  knownHere: 'Sudah ada di HP ini',
  shutOutHere:
    'HP pembuatnya sudah dikeluarkan dari paguyuban, jadi isinya tidak bisa diterapkan di sini.',
  unknownHere:
    'HP ini belum mengenal HP pembuatnya, jadi isinya belum bisa diterapkan. Sambungkan HP ini ke kecamatan dahulu, lalu coba lagi.',
  notHere: {
    newer: 'Dibuat oleh aplikasi yang lebih baru. Perbarui aplikasi di HP ini dahulu.',
    not_for_you: 'Dokumen ini tidak terbuka untuk Anda.',
    unknown_device: 'HP yang menulisnya belum dikenal di sini.',
    revoked: 'HP yang menulisnya sudah dikeluarkan dari paguyuban.',
    bad_signature: 'Isinya berubah di jalan: tanda tangan penulisnya tidak cocok.',
    erased: 'Dokumennya sudah dihapus untuk semua.',
    refounded: 'Dokumennya sudah dimulai lagi; ini untuk yang sebelumnya.',
    not_allowed: 'Penulisnya tidak boleh mengubah dokumen ini.',
    missing_deps:
      'Perlu tulisan lain yang belum ada di HP ini. Terapkan dahulu paket yang lebih lama, atau sambungkan ke kecamatan.',
    malformed: 'Isinya rusak.',
    too_large: 'Isinya terlalu besar.',
    busy: 'Dokumen ini belum terbaca di HP ini. Coba lagi nanti.',
    wrong_author: 'Tercatat atas nama orang lain.',
    wrong_actor: 'Tercatat atas HP lain.',
    out_of_sequence: 'Urutannya tidak cocok dengan yang ada di HP ini.',
    forum_full: 'Dokumen ini sudah penuh.',
  } as Record<string, string>,
  accept: 'Terima',
  accepting: 'Menyerahkan ke kecamatan…',
  accepted: (n: number) => `${n} dokumen diterima kecamatan.`,
  taken: 'Diterima',
  another: 'Pilih paket lain',
  bad: {
    not_a_packet: 'Berkas ini bukan paket titipan.',
    damaged: 'Paket ini rusak atau terpotong. Minta dikirim ulang sebagai dokumen, bukan disalin.',
    too_large: 'Paket ini terlalu besar. Minta dibuat lagi dalam beberapa bagian.',
    mixed:
      'Paket ini berisi tulisan dari beberapa HP sekaligus, jadi tidak diterima. Minta satu paket dari setiap HP.',
    other_forum: 'Paket ini dari paguyuban lain.',
    malformed: 'Kecamatan tidak bisa membaca paket ini.',
    keyless: 'HP ini tidak memegang kuncinya lagi, jadi tidak bisa menandatangani.',
  } as Record<string, string>,

  goneHidden: (title: string) => `“${title}” tidak lagi terbuka untuk peran Anda.`,
  goneHeld: (title: string) =>
    `“${title}” tidak lagi terbuka untuk peran Anda. Yang belum terkirim tetap di HP ini.`,
  goneErased: (title: string) => `“${title}” sudah dihapus untuk semua.`,
  goneLost: (title: string) =>
    `“${title}” sudah dihapus untuk semua, juga tulisan Anda di dalamnya yang belum terkirim.`,
  manyHidden: (n: number) => `${n} dokumen tidak lagi terbuka untuk peran Anda.`,
  manyHeld: (n: number) =>
    `${n} dokumen tidak lagi terbuka untuk peran Anda. Yang belum terkirim tetap di HP ini.`,
  manyErased: (n: number) => `${n} dokumen sudah dihapus untuk semua.`,
  manyLost: (n: number) =>
    `${n} dokumen sudah dihapus untuk semua, juga tulisan Anda di dalamnya yang belum terkirim.`,
};

export type HeldWords = typeof held;
