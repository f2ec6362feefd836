/** The organisers' desk, consent and forgetting, Indonesian. Fetched with the pages that show it. */
export const office = {
  offline: (when: string) =>
    `Kecamatan tidak terjangkau. Yang tampil ini dilihat ${when}; untuk bertindak perlu sinyal.`,
  never: 'Kecamatan tidak terjangkau. Halaman ini perlu sinyal.',
  looking: 'Melihat ke kecamatan…',
  reload: 'Lihat lagi',
  people: 'Orang dan HP-nya',
  unnamed: 'Belum mengisi nama',
  phone: 'HP',
  unknownPhone: 'HP yang tidak terdaftar lagi',
  search: 'Cari orang atau HP',
  inviteNew: 'Undang HP baru',
  revoked: (phone: string) => `${phone} sudah dikeluarkan.`,
  seen: (when: string) => `Terakhir tersambung ${when}`,
  behind: (n: number) => (n === 0 ? 'sudah menerima semua' : `${n} perubahan belum diterima`),
  revokedOn: (when: string) => `Dikeluarkan ${when}`,
  thisPhone: 'HP ini',

  invite: 'Undang anggota',
  inviteFor: (name: string) => `Undang ${name}`,
  moveFor: (name: string) => `HP baru untuk ${name}`,
  moveText: 'HP lama dikeluarkan begitu undangan ini dipakai. Pastikan isinya sudah terkirim.',
  role: 'Peran',
  roleText: {
    organiser: 'Bisa segalanya: mengubah semua, mengundang, mengeluarkan HP, menghapus.',
    member: 'Membaca semua; menulis pendampingan, catatan, dan kartunya sendiri.',
    viewer: 'Membaca saja. Untuk fasilitator dan tamu.',
    supervisor: 'Membaca, dan melihat penilaian. Untuk camat dan kasi pemerintahan.',
  } as Record<string, string>,
  card: 'Untuk siapa',
  newPerson: 'Orang baru (kartu diisi sendiri)',
  label: 'Nama undangan atau HP',
  labelHint: 'Hanya untuk pengurus, misalnya “HP Bu Sekdes”.',
  lasts: 'Berlaku',
  days: (n: number) => `${n} hari`,
  makeInvitation: 'Buat undangan',
  making: 'Membuat…',
  madeTitle: 'Undangan siap',
  madeText:
    'Hanya terlihat sekarang, dan hanya untuk satu HP. Kirim tautannya, atau pindai dari layar ini.',
  code: 'Kode undangan',
  copy: 'Salin tautan',
  copied: 'Tautan disalin.',
  share: 'Bagikan',
  whatsapp: 'Kirim lewat WhatsApp',
  shareText: (forum: string, link: string) =>
    `Undangan bergabung ke ${forum} (untuk satu HP):\n${link}`,
  qr: 'Kode QR undangan',

  many: 'Undang banyak sekaligus',
  manyText:
    'Satu undangan untuk tiap orang, dikirim satu per satu lewat WhatsApp ke nomor di kartunya.',
  addPeople: 'Tambah dari daftar',
  list: 'Tempel daftar nama dan nomor',
  listHint:
    'Satu orang per baris, misalnya: Sari Contoh; 0812 3456 7890; nama desa. Salinan dari Excel atau WhatsApp juga bisa.',
  listRead: 'Orang dalam daftar',
  listProblem: {
    name: 'Namanya tidak terbaca. Tambahkan nama di baris ini.',
    phone: 'Nomornya tidak terbaca. Perbaiki nomor di baris ini.',
    long: 'Namanya terlalu panjang. Pendekkan di baris ini.',
    twice: 'Orang ini sudah ada di baris lain.',
  },
  listLong: (n: number) => `Baru ${n} baris pertama yang dibaca. Tempel sisanya sesudah ini.`,
  unused: (text: string) => `Tidak dipakai: ${text}`,
  noNumber: 'Tanpa nomor WhatsApp',
  known: (name: string) => `Sudah ada – pakai kartu ini? ${name}`,
  another: 'Dibuatkan kartu baru.',
  useCard: (name: string) => `Sudah ada – pakai kartu ${name}?`,
  makeOther: 'Bukan, ini orang lain',
  takeList: (fresh: number, known: number) =>
    fresh === 0
      ? `Pakai ${known} kartu yang sudah ada`
      : known === 0
        ? `Masukkan ${fresh} orang`
        : `Masukkan ${fresh} orang, pakai ${known} kartu`,
  listTaken: (fresh: number, known: number) =>
    known === 0
      ? `${fresh} kartu dibuat.`
      : `${fresh} kartu dibuat, ${known} kartu yang sudah ada dipakai.`,
  nobody: 'Belum ada yang bisa diundang',
  nobodyText: 'Masukkan nama dan nomor anggota dahulu.',
  joinedOf: (done: number, all: number) => `${done} dari ${all} orang sudah bergabung`,
  asWhat: 'Diundang sebagai anggota. Ganti peran',
  prepare: (n: number) => `Siapkan undangan untuk ${n} orang`,
  preparing: (n: number) => `Menyiapkan… ${n} siap`,
  send: 'Kirim',
  sendAgain: 'Kirim lagi',
  sentAt: (when: string) => `Dikirim ${when}`,
  standing: {
    joined: 'Sudah bergabung',
    opened: 'Undangan sudah dibuka',
    sent: 'Dikirim',
    made: 'Siap dikirim',
    elsewhere: 'Undangan lain masih berlaku',
    none: 'Belum diundang',
  },

  invitations: 'Undangan',
  noInvitations: 'Belum ada undangan.',
  open: (until: string) => `Berlaku sampai ${until}`,
  used: (when: string) => `Dipakai ${when}`,
  expired: (when: string) => `Kedaluwarsa ${when}`,
  cancelled: (when: string) => `Dibatalkan ${when}`,
  cancelInvitation: 'Batalkan',

  rename: 'Ganti nama HP',
  save: 'Simpan',
  changeRole: 'Ganti peran',
  addPhone: 'Tambah HP',
  move: 'Pindah ke HP baru',
  revoke: 'Keluarkan HP ini',
  revokeAsk: (name: string) => `Keluarkan ${name}?`,
  revokeText:
    'HP itu langsung terputus dan tidak bisa masuk lagi. Yang belum terkirim tetap ada di sana dan bisa Anda terima lewat paket titipan.',
  revokeGo: 'Ya, keluarkan',
  done: 'Sudah dilaksanakan.',

  audit: 'Catatan tindakan',
  auditText: 'Siapa melakukan apa dan kapan. Isinya tidak pernah dicatat di sini.',
  auditMore: 'Muat lebih banyak',
  auditExport: 'Unduh sebagai CSV',
  auditLines: (n: number) => `${n} baris sejauh ini.`,
  auditCut: 'Berkas belum dibuat, karena belum semua baris terbaca. Ketuk lagi untuk melanjutkan.',
  auditNone: 'Belum ada tindakan.',
  operator: 'Petugas kecamatan',
  acts: {
    joined: 'HP bergabung',
    invited: 'Undangan dibuat',
    invitation_cancelled: 'Undangan dibatalkan',
    device_renamed: 'HP diberi nama',
    device_revoked: 'HP dikeluarkan',
    role_set: 'Peran diganti',
    erased: 'Dokumen dihapus',
    refounded: 'Dokumen dimulai lagi',
    packet_accepted: 'Paket titipan diterima',
    token_rotated: 'Sandi HP diperbarui',
    key_set: 'Kunci HP diganti',
    feed_added: 'Umpan data dibuat',
    feed_ended: 'Umpan data diakhiri',
    exported_audit: 'Catatan tindakan diunduh',
    unreadable: 'Rusak di kecamatan, tidak terbaca lagi',
  } as Record<string, string>,
  columns: [
    'nomor',
    'waktu',
    'tindakan',
    'oleh',
    'hp',
    'tentang',
    'hp_terkait',
    'dokumen',
    'keterangan',
  ],
  auditFile: 'catatan-tindakan',
  auditGap: (first: number, last: string) =>
    first === Number(last) ? `Baris ${first}` : `Baris ${first} sampai ${last}`,

  feedTables: {
    entries: 'Pendampingan',
    follow_ups: 'Tindak lanjut',
    events: 'Kegiatan',
    minutes: 'Notulensi',
    problems: 'Masalah',
    posts: 'Jabatan',
  } as Record<string, string>,
  feedPersonal: 'dengan nama orang',

  damagedPeople: 'Data HP atau undangan rusak di kecamatan',
  damagedPeopleText:
    'HP ini tidak bisa masuk lagi sampai pemiliknya diundang ulang. Yang belum terkirim tetap ada di HP-nya. Undangan yang rusak tidak berlaku; buat yang baru.',
  damagedRow: (table: string, row: string) =>
    table === 'device'
      ? `HP bernomor ${row}`
      : table === 'invitation'
        ? `Undangan ${row}`
        : 'Nama atau riwayat paguyuban',
  damaged: 'Rusak di kecamatan',
  damagedHelp:
    'Sebagian isinya hilang dari komputer kecamatan. Perubahan baru belum bisa diterima sampai ada HP yang masih menyimpannya lengkap. Minta semua anggota membuka aplikasi sekali saat ada sinyal.',
  full: 'Tidak bisa ditulisi lagi',
  fullHelp: 'Ruangnya sudah habis, atau terisi dengan cara yang salah. Isinya masih bisa dibaca.',
  refound: 'Mulai lagi',
  refoundTitle: (title: string) => `Mulai lagi: ${title}`,
  refoundText:
    'Semua yang masih terbaca menjadi awal yang baru dengan nama yang sama, di semua HP. Keterangan siapa menulis apa, dan kapan, hilang untuk selamanya. Tulisan anggota yang belum terkirim ikut dimasukkan; yang tidak cocok ditawarkan kembali di HP masing-masing.',
  refoundDamaged:
    'Kalau mungkin masih ada HP yang menyimpan isinya lengkap, tunggu sampai HP itu tersambung. Sesudah dimulai lagi, bagian yang hilang tidak bisa kembali.',
  refounding: 'Sedang dimulai lagi …',
  foundedOn: (done: number, devices: number) => `Dimulai lagi, sudah di ${done} dari ${devices} HP`,
  erasures: 'Penghapusan',
  erasedOn: (done: number, devices: number) => `Dihapus di ${done} dari ${devices} HP`,
  erasedText: 'HP yang sedang di luar jangkauan menghapusnya begitu tersambung.',

  consent: 'Persetujuan data',
  consentNone: 'Belum ada persetujuan yang dicatat.',
  consentVersion: 'v1',
  consentRead: 'Baca teks persetujuan',
  consentText:
    'Paguyuban menyimpan nama, jabatan, desa, nomor WhatsApp dan email, riwayat jabatan, kemampuan, kehadiran dan pendampingan Anda, agar anggota saling mengenal dan pendampingan tercatat. Data dibaca anggota paguyuban, pembina kecamatan dan pendamping; penilaian hanya oleh Anda, pengurus dan kecamatan. Anda berhak melihat, memperbaiki, menarik persetujuan dan meminta data dihapus. Permintaan dilaksanakan paling lama 3×24 jam.',
  give: 'Catat persetujuan',
  given: (when: string, method: string) => `Diberikan ${when} · ${method}`,
  method: 'Caranya',
  methods: ['Tertulis', 'Lisan di pertemuan', 'Lewat WhatsApp'],
  withdraw: 'Tarik persetujuan',
  withdrawAsk: 'Tarik persetujuan atas data ini?',
  withdrawText: 'Pengurus melihatnya dan harus bertindak paling lama 3×24 jam.',
  withdrawn: (when: string) => `Persetujuan ditarik ${when}`,
  clock: 'Persetujuan ditarik',
  clockLeft: (hours: number) => `Batas 3×24 jam: sisa ${hours} jam`,
  clockLate: (hours: number) => `Batas 3×24 jam terlewat ${hours} jam`,

  erase: 'Hapus data anggota',
  eraseTitle: (name: string) => `Hapus data ${name}?`,
  eraseText: (assessments: number) =>
    assessments > 0
      ? `Kartu dan ${assessments} penilaian dihapus dari kecamatan dan dari semua HP, termasuk riwayatnya. Ini tidak bisa dibatalkan. Tulisan lain hanya menyebut “Anggota dihapus”. HP-nya tetap bisa masuk sampai Anda keluarkan.`
      : 'Kartu dihapus dari kecamatan dan dari semua HP, termasuk riwayatnya. Ini tidak bisa dibatalkan. Tulisan lain hanya menyebut “Anggota dihapus”. HP-nya tetap bisa masuk sampai Anda keluarkan.',
  eraseType: (name: string) => `Ketik “${name}” untuk melanjutkan`,
  eraseGo: 'Ya, hapus untuk semua',
  erasing: 'Menghapus…',

  redact: 'Buang bagian rahasia',
  redactText:
    'Hapus dahulu bagian rahasianya dari catatan ini. Salinannya hanya berisi yang tertulis sekarang, tanpa riwayat. Sesudah itu hapus catatan yang lama.',
  redactGo: 'Buat salinan tanpa riwayat',
  redactDone: 'Salinan tanpa riwayat sudah dibuat. Hapus catatan yang lama dari halamannya.',
  redacting: 'Menyalin…',
  eraseNote: 'Hapus catatan ini untuk semua',
  eraseNoteTitle: 'Hapus catatan ini untuk semua?',
  eraseNoteText:
    'Catatan dan riwayatnya dihapus dari kecamatan dan dari semua HP. Tidak bisa dibatalkan.',

  mineTitle: 'Data tentang saya',
  myPhones: 'Lihat HP atas nama saya',
  myPhonesText:
    'HP yang tidak Anda kenal? Segera hubungi pengurus: ia bisa menulis atas nama Anda.',
  mine: 'Unduh data saya',
  mineText: 'Satu berkas berisi semua yang disimpan tentang Anda di HP ini dan di kecamatan.',
  mineFile: 'data-saya',
  mineDone: 'Berkas sudah dibuat.',

  failure: {
    keyless: 'HP ini tidak memegang kuncinya lagi. Minta undangan baru.',
  } as Record<string, string>,
};

export type OfficeWords = typeof office;
