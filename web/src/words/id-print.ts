/** Printing, and what stands on the paper itself, Indonesian. Fetched when somebody prints. */
export const print = {
  choices: 'Pilihan cetak',
  size: 'Ukuran kertas',
  turned: 'Arah kertas',
  a4: 'A4 (21 × 29,7 cm)',
  folio: 'F4/Folio (21,5 × 33 cm)',
  upright: 'Tegak',
  wide: 'Melebar',
  print: 'Cetak',
  save: 'Simpan berkas',
  saved: 'Berkas siap. Buka di peramban mana pun, lalu cetak dari sana.',
  preview: 'Pratinjau kertas',
  whenNothing:
    'Kalau tombol Cetak tidak bekerja di HP ini, simpan berkasnya dan cetak dari HP atau komputer lain.',
  inApp:
    'Peramban di dalam aplikasi ini tidak bisa mencetak. Simpan berkasnya, lalu buka dan cetak di Chrome.',
  f4: 'Di menu cetak Android tidak ada nama F4: pilih Foolscap/F4.',
  noNumbers: 'Nomor halaman: nyalakan “Header dan footer” di menu cetak.',
  secret: 'RAHASIA',
  allow: 'Saya tahu isinya rahasia, tetap cetak',
  missing: 'Ini tidak ada di HP ini, jadi belum bisa dicetak.',

  minutes: 'Notulensi',
  note: 'Catatan',
  number: 'Nomor notulensi',
  numberHint: 'Usulan: urut/jenis/tahun. Boleh diganti atau dikosongkan.',
  numberOf: (number: string) => `Nomor: ${number}`,
  parts: 'Bagian yang dicetak',
  agenda: 'Agenda dan pembahasan',
  decisions: 'Keputusan',
  noDecisions: 'Tidak ada keputusan.',
  body: 'Catatan lain',
  came: 'Daftar hadir',
  cameList: 'Daftar hadir',
  attached: (photos: number, others: number) =>
    `Lampiran: ${[photos > 0 ? `${photos} foto` : '', others > 0 ? `${others} berkas` : '']
      .filter(Boolean)
      .join(', ')}`,
  guests: (n: number) => `${n} tamu`,
  disputed: (n: number) => `${n} belum pasti`,
  about: 'Kegiatan',
  day: 'Hari, tanggal',
  hours: 'Waktu',
  untilDone: (zone: string) => `selesai ${zone}`,
  notApproved: (state: string) => `BELUM DISAHKAN (${state})`,
  changedAfter: 'DIUBAH SETELAH DISAHKAN',
  approvedBy: (who: string) => `Disahkan oleh ${who}.`,
  undecided: (n: number) => `${n} hal belum diputuskan. Semua versinya tertulis dalam kurung siku.`,

  signers: 'Tanda tangan',
  addSigner: 'Tambah tanda tangan',
  dropSigner: 'Hapus tanda tangan ini',
  noSigner: 'belum dipilih',
  who: 'Siapa',
  nobody: 'Isi sendiri',
  as: 'Sebagai',
  asTaker: 'Notulis',
  asChair: 'Pemimpin rapat',
  asChairOrKnown: 'Mengetahui',
  way: 'Cara menandatangani',
  ways: {
    own: 'Langsung',
    an: 'a.n. (atas nama)',
    ub: 'u.b. (untuk beliau)',
    plt: 'Plt.',
    pj: 'Pj.',
  } as Record<string, string>,
  behalf: 'Atas nama jabatan',
  behalfHint: 'Misalnya: Camat Sokaraja',
  through: 'Jabatan yang diberi kuasa pertama',
  offices: 'Jabatan pada tanggal itu',
  nip: 'NIP',
  no: 'No',
  position: 'Jabatan',
  name: 'Nama',
  rank: 'Pangkat/golongan',
  never: 'Pangkat dan NIP hanya untuk cetakan ini dan tidak disimpan.',
  place: 'Tempat',
  signedOn: 'Tanggal di atas tanda tangan',
  officeOf: (position: string, where: string) =>
    where === ''
      ? position
      : /desa$|^camat$/i.test(position) || /^desa /i.test(where)
        ? `${position} ${where}`
        : `${position} Desa ${where}`,

  presence: 'Daftar hadir',
  rows: 'Isi daftar',
  rowsAsked: 'Yang diundang atau tercatat',
  rowsAll: 'Semua anggota',
  rowsNone: 'Tanpa nama',
  allVillages: 'Semua desa',
  spare: 'Baris kosong tambahan',
  withMarks: 'Tampilkan kehadiran yang sudah dicatat',
  signature: 'Tanda tangan',
  dotsHint: 'Kosongkan untuk diisi tangan.',

  card: 'Kartu anggota',
  withContact: 'Sertakan nomor WhatsApp dan email',
  withNote: 'Sertakan catatan tentang orang ini',
  tenures: 'Riwayat jabatan',
  untilNow: 'sekarang',
  printedOn: (day: string) => `Dicetak ${day}.`,

  villageFile: 'Berkas Desa',
  people: 'Orang',
  vacant: 'Kosong',
  asked: 'perlu dipastikan',
  none: 'Tidak ada.',
  openTasks: 'Tindak lanjut yang belum selesai',
  from: 'Dari tanggal',
  until: 'Sampai tanggal',
  period: (from: string, until: string) =>
    from && until
      ? `${from} sampai ${until}`
      : from
        ? `Sejak ${from}`
        : until
          ? `Sampai ${until}`
          : 'Semua tanggal',

  register: 'Buku Keputusan Rapat',
  registerText: 'Semua keputusan rapat dalam satu masa',
  meeting: 'Rapat',
  allKinds: 'Semua jenis rapat',
  approvedOnly: 'Hanya notulensi yang disahkan',

  letter: 'Surat undangan',
  letterNumber: 'Nomor',
  nature: 'Sifat',
  natureUsual: 'Biasa',
  enclosed: 'Lampiran',
  regarding: 'Hal',
  invitation: 'Undangan',
  letterDate: 'Tanggal surat',
  toWhom: (n: number) => `Kepada · ${n} surat`,
  blankLetter: 'Satu surat tanpa nama',
  to: 'Yth.',
  inPlace: 'di tempat',
  greeting: 'Dengan hormat,',
  asks: 'Kami mengharap kehadiran Bapak/Ibu pada:',
  asksSpeaker: 'Kami mengharap kehadiran Bapak/Ibu sebagai narasumber pada:',
  closing:
    'Demikian undangan ini kami sampaikan. Atas perhatian dan kehadiran Bapak/Ibu, kami ucapkan terima kasih.',
  nobodyInvited: 'Belum ada yang diundang.',
  off: 'Kegiatan ini ditunda, batal atau diarsipkan. Periksa dahulu sebelum undangan dicetak.',

  blankSheet: 'Daftar hadir kosong',
  blankSheetText: 'Untuk rapat berikutnya, dengan kolom tanda tangan',
  nextEvents: 'Kegiatan berikutnya',
  newestMinutes: 'Catatan terbaru',
  fromPages:
    'Kartu anggota, berkas desa dan catatan lain dicetak dari halamannya: ketuk Cetak di bagian bawah.',
};

export type PrintWords = typeof print;
