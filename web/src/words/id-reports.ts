/** Reports, Indonesian. Fetched with the pages that show them. */
export const reports = {
  list: 'Daftar laporan',
  /** What each report is called, and what it answers. */
  of: {
    pendampingan: ['Rekap pendampingan', 'Menurut desa, bulan, kompetensi, bentuk dan media'],
    'belum-dijangkau': [
      'Desa belum dijangkau',
      'Desa yang tidak didampingi, dan sudah berapa lama',
    ],
    kompetensi: ['Perkembangan kompetensi', 'Nilai yang disepakati per orang dan per desa'],
    'tindak-lanjut': ['Tindak lanjut', 'Selesai, terlambat dan belum, per penanggung jawab'],
    masalah: ['Masalah desa', 'Yang muncul, yang selesai dan yang masih terbuka'],
    pendamping: ['Beban pendamping', 'Siapa mendampingi, berapa kali dan berapa jam'],
    kehadiran: ['Rekap kehadiran', 'Per orang dan status, untuk lampiran pembayaran'],
    kewajiban: ['Kewajiban desa', 'Sudah atau belum, sekali ketuk'],
    saya: ['Rekap saya', 'Yang Anda dampingi, hadiri dan janjikan'],
    bulanan: ['Ringkasan bulanan', 'Satu halaman untuk dibagikan'],
    tahunan: ['Laporan tahunan', 'Semua angka setahun dalam satu cetakan'],
  } as Record<string, [title: string, text: string]>,
  period: 'Waktu',
  part: 'Bagian tahun',
  whole: 'Setahun',
  half: (n: number) => `Semester ${n}`,
  quarter: (n: number) => `Triwulan ${n}`,
  always: 'Semua waktu',
  days: 'Tanggal sendiri',
  from: 'Dari tanggal',
  until: 'Sampai tanggal',
  village: 'Desa',
  villages: 'Semua desa',
  meetingKind: 'Jenis rapat',
  meetingKinds: 'Semua jenis rapat',
  person: 'Orang',
  all: 'Jumlah',
  /** Below the title, on paper too. */
  span: (from: string, until: string) => `${from} – ${until}`,
  counted: (day: string) => `Dihitung ${day}`,
  print: 'Cetak',
  xlsx: 'Unduh tabel (Excel)',
  /** The first sheet of it. */
  summary: 'Ringkasan',
  csv: 'Unduh tabel (CSV)',
  paper: 'Kertas',
  paperHint: 'Di HP Android pilih “Foolscap” untuk F4.',
  printNot: 'Peramban ini tidak bisa mencetak. Unduh tabelnya, atau buka di Chrome.',
  page: 'Halaman',
  pageOf: 'dari',
  chart: (title: string) => `Grafik ${title}. Angkanya ada di tabel di bawahnya.`,
  chartMissing: 'Grafik tampil setelah ada sambungan. Angkanya ada di tabel.',
  chartFirst: (n: number, all: number) => `${n} teratas dari ${all}; semuanya di tabel.`,
  none: 'Tidak ada yang bisa dihitung untuk waktu ini.',
  noneText: 'Pilih waktu lain, atau mulai mencatat.',
  none_of: 'Tanpa desa',
  nobody: 'Belum ditunjuk',
  gone: 'Anggota dihapus atau belum dikenal',
  month: 'Bulan',
  year: 'Tahun',
  more: (n: number) => `dan ${n} lainnya`,

  // Mentoring
  byStep: 'Per waktu',
  byVillage: 'Per desa',
  byCompetence: 'Per kompetensi',
  byKind: 'Per bentuk',
  byMedium: 'Per media',
  entries: 'pendampingan',
  reachedOf: (all: number) => `dari ${all} desa dijangkau`,
  villagesTwice:
    'Catatan untuk beberapa desa atau kompetensi dihitung di setiap barisnya, dan satu kali dalam jumlah.',
  undated: (n: number) => `${n} catatan tanpa tanggal tidak ikut dihitung.`,
  notHeld: (n: number) => `${n} catatan rencana, ditunda, batal atau belum terjadi tidak dihitung.`,
  disputed: (n: number) =>
    `${n} catatan masih punya beberapa versi; yang dihitung versi yang tampil di layar.`,
  confided: 'Pendampingan pribadi tidak dihitung.',

  // Villages not reached
  notReached: (n: number) => `Tidak didampingi · ${n}`,
  reached: (n: number) => `Didampingi · ${n}`,
  times: 'Berapa kali',
  last: 'Terakhir',
  daysSince: 'Hari sejak itu',
  never: 'Belum pernah',
  allReached: 'Semua desa sudah didampingi dalam waktu ini.',

  // Grades
  growth: 'Rata-rata nilai per orang',
  growthOne: (name: string) => `Nilai ${name}`,
  heat: (period: string) => `Desa × kompetensi, ${period}`,
  mean: 'Rata-rata',
  people: 'Orang',
  grades: 'Nilai',
  gradesSecret:
    'Rahasia: hanya untuk pengurus, kecamatan dan orang yang dinilai. Jangan ditinggal di mesin cetak.',
  gradesReaders:
    'Hanya untuk pengurus, kecamatan dan orang yang dinilai. Jangan ditinggal di mesin cetak.',
  gradesOwn: 'Yang tampil hanya nilai Anda sendiri.',
  gradesWho: 'Desa menurut kartu anggota sekarang. Yang dihitung hanya nilai yang disepakati.',
  gradesDisputed: (n: number) => `${n} nilai masih dipertanyakan dan tidak dihitung.`,
  gradesUnread: (n: number) => `${n} nilai bukan angka dan tidak dihitung.`,
  level: (n: string) => `rata-rata ${n}`,

  // Follow-ups
  byAssignee: 'Per penanggung jawab',
  standing: {
    done: 'Selesai',
    late: 'Selesai terlambat',
    open: 'Belum',
    overdue: 'Lewat tenggat',
    dropped: 'Batal',
  },
  tasksHow:
    'Dihitung menurut tenggat; yang tanpa tenggat menurut hari dicatat. Yang masih dipertanyakan dihitung belum selesai.',
  overdueList: 'Lewat tenggat',
  what: 'Yang harus dilakukan',
  who: 'Penanggung jawab',
  due: 'Tenggat',

  // Problems
  opened: 'Muncul',
  closed: 'Selesai',
  stillOpen: 'Masih terbuka',
  category: 'Jenis masalah',
  byCategory: 'Per jenis masalah',
  problemsHow:
    'Muncul menurut “Ada sejak”, atau hari dicatat. “Masih terbuka” menurut akhir waktu, atau hari ini.',
  problemsUndated: (n: number) =>
    `${n} masalah selesai tanpa tanggal; tidak masuk kolom “Selesai”.`,

  // Mentors
  byMentor: 'Per pendamping',
  mentor: 'Pendamping',
  helped: 'Orang didampingi',
  hours: 'Jam',
  hoursText: (n: string) => `${n} jam`,
  mentorsNobody: (n: number) => `${n} catatan tanpa pendamping.`,
  mentorsHow: 'Catatan dengan beberapa pendamping dihitung penuh untuk setiap orang.',

  // Attendance
  byPerson: 'Per orang',
  meetings: (n: number) => `Rapat dan kegiatan yang dihitung · ${n}`,
  date: 'Tanggal',
  meeting: 'Rapat atau kegiatan',
  marked: 'Dicatat',
  unmarked: 'Tidak dicatat',
  asked: 'Dipertanyakan',
  guests: 'Tamu',
  attendanceHow:
    'Kegiatan dan notulensinya dihitung satu. Rapat tanpa daftar hadir dan rapat yang batal tidak dihitung.',
  signature: 'Tanda tangan',

  // Obligations
  obligation: 'Kewajiban',
  village_row: 'Desa',
  yes: 'Sudah',
  notYet: 'Belum',
  doneOf: (n: number, all: number) => `${n} dari ${all} desa`,
  mark: (village: string, what: string, on: string) => `${village}: ${what}, ${on}`,
  saidDone: (village: string, what: string) => `${village}: ${what} sudah.`,
  saidNotYet: (village: string, what: string) => `${village}: ${what} belum.`,
  noObligations: 'Tidak ada kewajiban dalam waktu ini.',
  noObligationsText: 'Pengurus menulis kalender kewajiban desa di pengaturan paguyuban.',
  toObligations: 'Tulis kewajiban desa',
  obligationsHow: 'Ketuk “belum” kalau desa sudah melakukannya; ketuk lagi untuk membatalkan.',

  // About a person
  gave: 'Mendampingi',
  got: 'Didampingi',
  cameTo: 'Rapat dan kegiatan',
  promised: 'Tindak lanjut',
  topic: 'Topik',
  status: 'Status',
  mark_as: 'Kehadiran',
  figures: 'Angka utama',
  factGave: 'kali mendampingi',
  factHours: 'jam mendampingi',
  factGot: 'kali didampingi',
  factCame: (all: number) => `dari ${all} rapat dihadiri`,
  factKept: (all: number) => `dari ${all} tindak lanjut selesai`,

  // A month, a year
  factMeetings: 'rapat dan kegiatan',
  factDecisions: 'keputusan',
  factOverdue: 'tindak lanjut lewat tenggat',
  factOpened: 'masalah baru',
  factClosed: 'masalah selesai',
  factOpen: 'masalah masih terbuka',
  perVillage: 'Desa dalam bulan ini',
  mentored: 'Didampingi',
  openProblems: 'Masalah terbuka',
  decisions: 'Keputusan',
  decision: 'Isi keputusan',
  amount: 'Jumlah uang',
  yearlyGrades: 'Nilai kompetensi rahasia dan tidak ada di laporan ini.',
};

export type ReportWords = typeof reports;
