/** Help on each page, and a guide on one sheet, Indonesian. Fetched when somebody asks. */
export interface Help {
  what: string;
  how: string[];
  offline?: string;
}

const help: Record<string, Help> = {
  feeds: {
    what: 'Umpan data memberi lembar kerja atau sistem kecamatan satu alamat untuk membaca daftar yang dipilih pengurus.',
    how: [
      'Ketuk “Tambah umpan”, beri nama, dan pilih daftar yang boleh dibaca.',
      'Salin alamatnya saat itu juga: alamat hanya ditampilkan satu kali.',
      'Siapa pun yang memegang alamat itu bisa membaca daftarnya. Akhiri umpan yang tidak dipakai lagi.',
    ],
  },
  home: {
    what: 'Beranda menunjukkan yang menunggu Anda: hal yang perlu diputuskan, tindak lanjut Anda, dan tulisan baru dari anggota lain.',
    how: [
      'Ketuk “Catat pendampingan” atau “Tulis notulensi” untuk mulai menulis.',
      'Ketuk satu baris untuk membukanya.',
      'Kaca pembesar di atas mencari di semua daftar sekaligus.',
    ],
  },
  member: {
    what: 'Daftar anggota paguyuban dengan kartu masing-masing: jabatan, desa, dan nomor WhatsApp.',
    how: [
      'Ketuk nama untuk melihat kartunya, lalu “Ubah” untuk mengisinya.',
      'Dari kartu, ketuk WhatsApp atau Telepon untuk menghubungi.',
      'Satu orang tercatat dua kali? Aplikasi akan bertanya, lalu kartunya bisa digabung.',
    ],
  },
  log: {
    what: 'Catatan siapa mendampingi siapa, di desa mana, dan tentang apa.',
    how: [
      'Ketuk “Catat pendampingan”, pilih desa dan tanggal, lalu isi topiknya. Sisanya boleh menyusul.',
      '“Seperti terakhir” mengisi orang dan kompetensi seperti catatan sebelumnya.',
      'Janji yang dibuat ditulis sebagai tindak lanjut, supaya tidak terlupa.',
    ],
  },
  note: {
    what: 'Notulensi rapat dan catatan bebas. Beberapa orang boleh menulis bersamaan.',
    how: [
      'Ketuk “Catatan baru”, lalu pilih notulensi atau catatan bebas.',
      'Notulensi punya empat bagian: agenda, keputusan, tindak lanjut, dan hadir.',
      'Pengurus mengesahkan notulensi yang sudah selesai.',
    ],
  },
  event: {
    what: 'Pelatihan dan pertemuan: siapa diundang, siapa bisa datang, dan siapa yang hadir.',
    how: [
      'Jawab kesediaan hadir dengan satu ketukan.',
      'Pada harinya, buka kegiatannya dan tandai yang hadir. Beberapa HP boleh menandai bersamaan.',
      'Notulensi kegiatan dibuat dari halaman kegiatannya.',
    ],
  },
  problems: {
    what: 'Masalah yang dihadapi tiap desa: seberapa berat, sasaran selesainya, dan cara diselesaikan.',
    how: [
      'Ketuk desa untuk melihat atau menambah masalah.',
      'Dari satu masalah bisa langsung dicatat pendampingannya.',
      'Satu ketukan menandai masalah selesai.',
    ],
  },
  posts: {
    what: 'Siapa memegang jabatan apa di tiap desa, sejak kapan, dan mana yang kosong atau dipegang Plt.',
    how: [
      'Ketuk desa untuk melihat jabatannya.',
      'Saat pejabat berganti, catat penggantinya. Riwayat lama tetap ada.',
    ],
  },
  assessment: {
    what: 'Nilai kompetensi tiap orang, dengan buktinya. Hanya pengurus, pembina, dan orang itu sendiri yang bisa membaca.',
    how: [
      'Pilih periode, lalu ketuk nama.',
      'Tiap penilai memberi nilai sendiri. Nilai yang disepakati dicatat terpisah.',
    ],
  },
  board: {
    what: 'Catatan yang hanya dibaca pengurus.',
    how: ['Caranya sama dengan catatan biasa. Anggota lain tidak melihatnya sama sekali.'],
  },
  private: {
    what: 'Pendampingan yang hanya dibaca dua orang: pendamping dan yang didampingi.',
    how: ['Pilih orangnya, lalu catat seperti pendampingan biasa.'],
  },
  overview: {
    what: 'Gambaran satu kecamatan dalam satu halaman, untuk camat dan siapa pun yang ingin tahu cepat.',
    how: ['Gulir ke bawah untuk melihat per desa dan per bulan.', 'Halaman ini bisa dicetak.'],
  },
  tasks: {
    what: 'Semua janji dari rapat dan pendampingan, urut tenggatnya.',
    how: [
      'Ketuk lingkaran untuk menandai selesai. Salah ketuk bisa diurungkan.',
      'Pilih “Semua orang” untuk melihat milik yang lain.',
    ],
  },
  reminders: {
    what: 'Hal yang mungkin terlewat: undangan belum dijawab, tindak lanjut lewat tenggat, kegiatan tanpa notulensi, desa yang lama tidak didampingi.',
    how: ['Ketuk satu baris untuk membereskannya.'],
  },
  village: {
    what: 'Semua tentang satu desa dalam satu halaman: orang, jabatan, masalah, pendampingan, dan kegiatan.',
    how: ['Ketuk nama desa.', 'Terlihat juga siapa yang sudah mendampingi dan kapan terakhir.'],
  },
  find: {
    what: 'Satu pencarian untuk semua yang boleh Anda baca.',
    how: [
      'Ketik sebagian kata. “damping” menemukan “pendampingan”. Urutan kata bebas.',
      'Nomor telepon boleh diketik 0812… atau +62…, dengan atau tanpa garis.',
      'Ketuk “Saring” untuk memilih desa, waktu, kompetensi, orang, atau isian yang masih kosong.',
    ],
    offline: 'Pencarian berjalan di HP ini, jadi tanpa sinyal pun lengkap.',
  },
  out: {
    what: 'Membuat berkas Excel atau CSV dari daftar, untuk laporan atau aplikasi lain.',
    how: [
      'Pilih daftarnya, saring bila perlu, lalu “Simpan berkas”.',
      'Kolom yang tidak perlu bisa dilepas. Pilihan Anda diingat.',
      'Jangan ubah kolom “Kode” bila berkasnya akan dimasukkan lagi.',
    ],
    offline: 'Berkas dibuat di HP ini. Excel perlu sinyal sekali saja, saat pertama dipakai.',
  },
  import: {
    what: 'Memasukkan daftar dari Excel, CSV, atau tabel yang disalin.',
    how: [
      'Pilih berkas, periksa yang akan masuk, baru setuju.',
      'Yang sudah ada tidak digandakan, dan hasilnya bisa dibatalkan.',
    ],
  },
  reports: {
    what: 'Rekap dan laporan yang dihitung sendiri dari catatan, siap dicetak.',
    how: ['Pilih laporan, lalu pilih waktunya.', 'Di bawah tiap gambar ada tabel angkanya.'],
  },
  settings: {
    what: 'Pengaturan paguyuban, HP ini, bahasa, dan PIN.',
    how: ['Pengurus mengubah nama, desa, daftar kata, dan kop surat di “Pengaturan forum”.'],
  },
  sync: {
    what: 'Menunjukkan apa yang sudah sampai di kecamatan dan apa yang belum terkirim.',
    how: [
      'Tulisan terkirim sendiri begitu ada sinyal. “Sinkronkan sekarang” bila ingin segera.',
      'Tanpa sinyal sama sekali, yang belum terkirim bisa dititipkan sebagai berkas.',
    ],
  },
  desk: {
    what: 'Tempat pengurus mengundang anggota, mengatur peran, dan mengeluarkan HP yang hilang.',
    how: [
      'Ketuk nama untuk melihat HP dan perannya.',
      'HP hilang? Ketuk HP itu, lalu “Keluarkan HP ini”.',
    ],
    offline: 'Halaman ini perlu sinyal, karena yang berlaku diputuskan di kecamatan.',
  },
  print: {
    what: 'Kertas yang siap dicetak: notulensi, daftar hadir, kartu, berkas desa, dan surat undangan.',
    how: [
      'Pilih yang mau dicetak, lalu pilih ukuran kertasnya.',
      'Bila tidak bisa mencetak dari HP, simpan berkasnya.',
    ],
    offline: 'Mencetak tidak perlu sinyal sesudah halaman ini pernah dibuka.',
  },
  shared: {
    what: 'Teks yang dibagikan dari aplikasi lain, misalnya WhatsApp, menunggu di sini sampai ditempatkan.',
    how: ['Pilih untuk apa teksnya: catatan, pendampingan, atau yang lain.'],
  },
  more: {
    what: 'Semua halaman yang tidak ada di menu bawah.',
    how: ['Ketuk satu baris untuk membukanya.'],
  },
};

export const guide = {
  title: 'Panduan',
  ask: 'Bantuan untuk halaman ini',
  how: 'Caranya',
  offlineTitle: 'Tanpa sinyal',
  offline:
    'Semua tetap bisa dibaca dan ditulis. Tersimpan di HP ini dahulu, lalu terkirim sendiri saat ada sinyal.',
  whole: 'Panduan satu halaman',
  lead: 'Buku catatan bersama paguyuban sekretaris desa, di HP masing-masing.',
  open: 'Buka di HP',
  openText:
    'Arahkan kamera ke kotak ini, atau ketik alamatnya di Chrome. Undangan diminta ke pengurus.',
  parts: [
    {
      title: 'Mulai',
      points: [
        'Minta undangan ke pengurus, lalu buka tautannya di Chrome.',
        'Beri nama HP ini, isi nama lengkap, selesai.',
        'Pasang di layar utama: menu Chrome, lalu “Tambahkan ke layar utama”.',
      ],
    },
    {
      title: 'Menulis',
      points: [
        'Ketuk “Ubah”, tulis, lalu “Simpan”. Yang diketik langsung tersimpan di HP.',
        'Tanpa sinyal pun bisa. Terkirim sendiri saat ada sinyal.',
        'Salah? Ketuk “Urungkan”. Tidak ada yang benar-benar hilang: yang diarsipkan bisa dikembalikan.',
      ],
    },
    {
      title: 'Tanda centang',
      points: [
        '✓ tersimpan di HP ini',
        '✓✓ sampai di kecamatan',
        '“diterima 5 dari 8 HP”: sudah ada di lima HP anggota',
      ],
    },
    {
      title: 'Bila dua orang menulis berbeda',
      points: [
        'Aplikasi menyimpan keduanya dan bertanya mana yang benar.',
        'Buka Beranda, ketuk yang ada di “Perlu diputuskan”, lalu “Pakai ini”.',
      ],
    },
    {
      title: 'Mencari',
      points: [
        'Ketuk kaca pembesar. Ketik sebagian nama, desa, nomor, atau kata dari rapat.',
        'Ketuk tanda tanya di atas untuk bantuan halaman yang sedang dibuka.',
      ],
    },
    {
      title: 'Menjaga data',
      points: [
        'Pasang PIN di Pengaturan bila HP dipakai bersama.',
        'HP hilang? Segera beri tahu pengurus supaya HP itu dikeluarkan.',
      ],
    },
  ],
  help,
};

export type GuideWords = typeof guide;
