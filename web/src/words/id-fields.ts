/** What the fields of documents and their codes are called, Indonesian. */
export const field: Record<string, string> = {
  full_name: 'Nama lengkap',
  title_prefix: 'Gelar depan',
  title_suffix: 'Gelar belakang',
  nickname: 'Panggilan',
  village_code: 'Desa',
  position: 'Jabatan',
  position_status: 'Status jabatan',
  appointment_route: 'Jalur pengisian',
  decree_no: 'Nomor SK',
  decree_on: 'Tanggal SK',
  position_since: 'Menjabat sejak',
  service_since: 'Masa kerja sejak',
  education: 'Pendidikan terakhir',
  prior_background: 'Latar belakang kerja',
  phone: 'Nomor WhatsApp',
  email: 'Email',
  can_speak_on: 'Bisa menjadi narasumber',
  status: 'Status',
  note: 'Catatan',
  archived_on: 'Diarsipkan',
  kind: 'Bentuk pendampingan',
  date: 'Tanggal',
  start: 'Jam mulai',
  end: 'Jam selesai',
  villages: 'Desa',
  mentors: 'Pendamping',
  mentees: 'Yang didampingi',
  mentor_stance: 'Peran pendamping',
  medium: 'Media',
  stage: 'Tahap',
  competences: 'Kompetensi',
  topic: 'Topik',
  notes: 'Uraian',
  result: 'Hasil',
  amount_rp: 'Jumlah uang',
  state: 'Status',
  what: 'Yang harus dilakukan',
  assignee: 'Penanggung jawab',
  due_on: 'Tenggat',
  done_on: 'Tanggal selesai',
  problems: 'Masalah',
  title: 'Judul',
  meeting_kind: 'Jenis rapat',
  place: 'Tempat',
  chair: 'Pemimpin rapat',
  moderator: 'Moderator',
  note_takers: 'Notulis',
  speakers: 'Narasumber',
  logo: 'Logo',
  discussion: 'Pembahasan',
  text: 'Isi keputusan',
  owner: 'Penanggung jawab',
  body: 'Isi',
  attendance: 'Kehadiran',
  order: 'Urutan',
  member: 'Anggota',
  consent: 'Persetujuan data',
  basis: 'Dasar',
  given_on: 'Diberikan pada',
  method: 'Cara',
  text_version: 'Versi teks',
  withdrawn_on: 'Ditarik pada',
  forum_roles: 'Peran di paguyuban',
  from: 'Sejak',
  until: 'Sampai',
  entries: 'Catatan',
  follow_ups: 'Tindak lanjut',
  agenda: 'Agenda',
  decisions: 'Keputusan',
  approvals: 'Pengesahan',
  form: 'Jenis catatan',
  scores: 'Nilai',
  evidence: 'Bukti',
  agreed: 'Nilai yang disepakati',
  name: 'Nama paguyuban',
  kecamatan: 'Kecamatan',
  kabupaten: 'Kabupaten/kota',
  time_zone: 'Zona waktu',
  silent_days: 'Desa dianggap sepi setelah',
  every: 'Berulang',
  line_1: 'Kop surat, baris 1',
  line_2: 'Kop surat, baris 2',
  line_3: 'Kop surat, baris 3',
  line_4: 'Kop surat, baris 4',
};

export type VocabularyName =
  | 'position'
  | 'position_status'
  | 'appointment_route'
  | 'education'
  | 'member_status'
  | 'competence'
  | 'mentoring_kind'
  | 'mentor_stance'
  | 'medium'
  | 'stage'
  | 'mentoring_state'
  | 'follow_up_state'
  | 'meeting_kind'
  | 'problem'
  | 'note_state'
  | 'attendance'
  | 'grade'
  | 'time_zone'
  | 'silent_days'
  | 'every';

/** After how long without an entry a village may count as silent. */
export const days = (text: (n: number) => string): Record<string, string> =>
  Object.fromEntries([14, 30, 45, 60, 90, 120, 180, 365].map((n) => [n, text(n)]));

export const vocabulary: Record<VocabularyName, Record<string, string>> = {
  position: {
    kepala_desa: 'Kepala Desa',
    sekretaris_desa: 'Sekretaris Desa',
    kaur_tata_usaha_umum: 'Kaur Tata Usaha dan Umum',
    kaur_keuangan: 'Kaur Keuangan',
    kaur_perencanaan: 'Kaur Perencanaan',
    kasi_pemerintahan: 'Kasi Pemerintahan',
    kasi_kesejahteraan: 'Kasi Kesejahteraan',
    kasi_pelayanan: 'Kasi Pelayanan',
    kepala_dusun: 'Kepala Dusun',
    staf: 'Staf',
    camat: 'Camat',
    kasi_pemerintahan_kecamatan: 'Kasi Pemerintahan (Kecamatan)',
    pendamping_desa: 'Pendamping Desa',
    pendamping_lokal_desa: 'Pendamping Lokal Desa',
  },
  position_status: { definitif: 'Definitif', plt: 'Plt.', pj: 'Pj.' },
  appointment_route: {
    penjaringan_penyaringan: 'Penjaringan dan penyaringan',
    rotasi: 'Rotasi',
    lainnya: 'Lainnya',
  },
  education: {
    sd: 'SD',
    smp: 'SMP',
    sma_smk: 'SMA/SMK',
    d1_d3: 'D1–D3',
    s1_d4: 'S1/D4',
    s2: 'S2',
    s3: 'S3',
  },
  member_status: {
    aktif: 'Aktif',
    nonaktif: 'Nonaktif',
    pindah: 'Pindah',
    purna: 'Purna',
    wafat: 'Wafat',
  },
  competence: {
    K1: 'Komputer & internet',
    K2: 'Siskeudes',
    K3: 'Membaca & memahami peraturan',
    K4: 'Pengorganisasian kerja kesekretariatan',
    K5: 'Perencanaan & pelaporan pembangunan',
    K6: 'Konsideran produk hukum desa',
    K7: 'Komunikasi dengan para pihak',
    K8: 'Integritas',
    K9: 'Kedisiplinan & perilaku kerja',
  },
  mentoring_kind: {
    pelatihan: 'Pelatihan',
    pendampingan_personal: 'Pendampingan personal',
    konsultasi: 'Konsultasi',
    kunjungan_lapangan: 'Kunjungan lapangan',
    pendampingan_luar: 'Pendampingan luar',
  },
  mentor_stance: { aktif: 'Aktif', partisipatif: 'Partisipatif', pasif: 'Pasif' },
  medium: {
    langsung: 'Langsung',
    wa_grup: 'Grup WA',
    wa_pribadi: 'WA pribadi',
    telepon: 'Telepon',
    video: 'Video',
  },
  stage: { penyadaran: 'Penyadaran', transformasi: 'Transformasi', intelektual: 'Intelektual' },
  mentoring_state: { rencana: 'Rencana', selesai: 'Selesai', ditunda: 'Ditunda', batal: 'Batal' },
  follow_up_state: { open: 'Belum', done: 'Selesai', dropped: 'Batal' },
  meeting_kind: {
    musyawarah_kerja: 'Musyawarah kerja',
    rapat_rutin: 'Rapat rutin',
    rapat_pengurus: 'Rapat pengurus',
    koordinasi_kecamatan: 'Koordinasi kecamatan',
    musrenbang_desa: 'Musrenbang desa',
    pelatihan: 'Pelatihan',
  },
  problem: {
    keterlambatan_kegiatan: 'Keterlambatan kegiatan',
    administrasi_laporan: 'Administrasi dan laporan',
    temuan_pemeriksaan: 'Temuan pemeriksaan',
    aduan_masyarakat: 'Aduan masyarakat',
    konflik_pengisian: 'Konflik pengisian jabatan',
    plt_tidak_terpilih: 'Plt. tidak terpilih',
    beban_menumpuk: 'Beban menumpuk',
    koordinasi_perangkat: 'Koordinasi perangkat',
    pemahaman_regulasi: 'Pemahaman regulasi',
    siskeudes_teknis: 'Teknis Siskeudes',
    perangkat_keras_jaringan: 'Perangkat keras dan jaringan',
    partisipasi_musyawarah: 'Partisipasi musyawarah',
    lainnya: 'Lainnya',
  },
  note_state: { draf: 'Draf', ditinjau: 'Ditinjau', disahkan: 'Disahkan' },
  attendance: {
    hadir: 'Hadir',
    izin: 'Izin',
    sakit: 'Sakit',
    tanpa_kabar: 'Tanpa kabar',
    daring: 'Daring',
  },
  grade: {
    0: 'Belum dinilai',
    1: 'Perlu pendampingan intensif',
    2: 'Dasar',
    3: 'Mampu',
    4: 'Mandiri, bisa membimbing',
  },
  time_zone: { wib: 'WIB', wita: 'WITA', wit: 'WIT' },
  silent_days: days((n) => `${n} hari`),
  every: {
    once: 'Tidak berulang',
    month: 'Tiap bulan',
    quarter: 'Tiap tiga bulan',
    half_year: 'Tiap enam bulan',
    year: 'Tiap tahun',
  },
};

/** What is said of what was typed and is no edit. */
export const draft = {
  changed: (name: string, value: string) =>
    `${name} mengubahnya menjadi “${value}”. Tulisan Anda tidak diganti.`,
  emptied: (name: string) => `${name} mengosongkannya. Tulisan Anda tidak diganti.`,
  lost: 'Belum diterima. Tulisan Anda masih ada di HP ini:',
  use: 'Pakai lagi',
  copy: 'Salin',
  copied: 'Tersalin.',
  copyFailed: 'Tidak bisa disalin. Tekan lama tulisannya, lalu pilih Salin.',
  drop: 'Buang',
  unfinished: 'Belum selesai ditulis',
  unfinishedText: 'Tersimpan sebagai draf di HP ini saja. Buka untuk melanjutkan.',
  fresh: (kind: string) => `${kind}, baru`,
  left: (fields: string) => `Belum selesai: ${fields}. Tersimpan sebagai draf di HP ini.`,
  goOn: 'Lanjutkan',
  leave: 'Tinggalkan dulu',
};

/** How far something has come. */
export const tick = {
  draft: 'Sedang ditulis',
  pending: 'Menyimpan…',
  phone: 'Tersimpan di HP',
  relay: 'Sampai di kecamatan',
  all: 'Diterima semua HP',
  refused: 'Tertahan',
  received: (n: number, m: number) => `diterima ${n} dari ${m} HP`,
};
