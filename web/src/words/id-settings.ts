/** Settings of the forum, Indonesian. Fetched with the pages that show them. */
export const settings = {
  group: { identity: 'Paguyuban', letterhead: 'Kop surat' } as Record<string, string>,
  letterheadText: 'Baris-baris di kepala surat forum.',

  villages: 'Desa',
  villageCount: (n: number) => `${n} desa`,
  noVillages: 'Belum ada desa. Ketuk Ubah, lalu tempel daftarnya.',
  paste: 'Tempel daftar desa',
  pasteText:
    'Satu desa per baris: kode Kemendagri dan nama, misalnya 33.01.01.2001 Contoh. Salinan dari Excel atau berkas CSV juga bisa.',
  code: 'Kode kecamatan, bila daftarnya hanya nama',
  codeHint: 'Misalnya 33.01.01. Desa diberi nomor urut mulai 2001; cocokkan dengan daftar resmi.',
  file: 'Ambil dari berkas',
  found: (n: number) => (n === 0 ? 'Belum ada desa yang terbaca.' : `${n} desa terbaca.`),
  fileTooBig:
    'Berkas itu terlalu besar untuk daftar desa. Pilih berkas lain, atau tempel daftarnya.',
  unread: (lines: string) => `Tidak terbaca: ${lines}`,
  add: (n: number) => `Simpan ${n} desa`,
  added: (n: number) => `${n} desa disimpan.`,
  retired: 'tidak dipakai lagi',
  retire: 'Tidak dipakai lagi',
  reuse: 'Pakai lagi',

  words: 'Daftar kata',
  wordsText:
    'Sebutan, urutan dan tambahan kata untuk isian. Kata lama tetap terbaca di catatan lama.',
  wordCount: (n: number) => `${n} kata`,
  fixed: 'Kata di daftar ini bisa diberi sebutan lain, tetapi tidak bisa ditambah.',
  newWord: 'Kata baru',
  addWord: 'Tambah kata',
  wordNeeded: 'Tulis katanya dahulu.',
  wordThere: 'Kata itu sudah ada.',
  up: (word: string) => `Naikkan ${word}`,
  down: (word: string) => `Turunkan ${word}`,
  vocabulary: {
    position: 'Jabatan',
    position_status: 'Status jabatan',
    appointment_route: 'Jalur pengisian',
    education: 'Pendidikan',
    member_status: 'Status anggota',
    competence: 'Kompetensi',
    grade: 'Skala nilai kompetensi',
    mentoring_kind: 'Bentuk pendampingan',
    mentor_stance: 'Peran pendamping',
    medium: 'Media',
    stage: 'Tahap',
    problem: 'Masalah',
    meeting_kind: 'Jenis rapat',
    attendance: 'Kehadiran',
    mentoring_state: 'Status pendampingan',
    follow_up_state: 'Status tindak lanjut',
    note_state: 'Status notulensi',
  } as Record<string, string>,

  terms: 'Masa bakti pengurus',
  noTerms: 'Belum ada masa bakti.',
  addTerm: 'Tambah masa bakti',
  obligations: 'Kalender kewajiban desa',
  noObligations: 'Belum ada kewajiban.',
  addObligation: 'Tambah kewajiban',
};

export type SettingsWords = typeof settings;
