/** Taking lists out of the app, Indonesian. Fetched when somebody goes there. */
export const out = {
  title: 'Ekspor',
  text: 'Daftar menjadi berkas untuk Excel, Google Sheets, atau aplikasi lain. Dibuat di HP ini, tanpa sinyal pun bisa.',
  list: 'Daftar',
  tables: {
    person: 'Anggota',
    village: 'Desa',
    entry: 'Pendampingan',
    task: 'Tindak lanjut',
    decision: 'Keputusan',
    attendance: 'Daftar hadir',
    problem: 'Masalah',
    event: 'Kegiatan',
  },
  columns: (n: number, all: number) => `Kolom · ${n} dari ${all}`,
  allColumns: 'Pilih semua kolom',
  code: 'Kode',
  villageCode: 'Kode desa',
  origin: 'Asal',
  rows: (n: number) => `${n} baris`,
  none: 'Tidak ada isinya. Longgarkan saringan.',
  archived: 'Sertakan yang diarsipkan',
  matching: (words: string) => `Hanya yang cocok dengan “${words}”`,
  file: 'Berkas',
  formats: {
    xlsx: 'Excel (.xlsx)',
    csv: 'CSV (.csv)',
  },
  save: 'Simpan berkas',
  share: 'Bagikan',
  copy: 'Salin tabel',
  copied: 'Disalin. Tempel di Excel atau Google Sheets.',
  notCopied: 'Tidak bisa disalin di sini.',
  saved: 'Berkas disimpan.',
  inApp:
    'Di dalam aplikasi lain berkas sering tidak bisa disimpan. Salin tabelnya, atau buka di Chrome.',
  making: 'Menyiapkan berkas…',
  failed: 'Berkas tidak jadi dibuat. Coba lagi, atau pilih CSV.',
  disputed:
    'Yang masih ditulis berbeda oleh dua orang keluar dengan kedua versinya, supaya tidak ada yang hilang diam-diam.',
  all: 'Semua data',
  allText: (n: number) =>
    `Semua yang boleh Anda baca (${n} dokumen) dalam satu berkas JSON, untuk cadangan atau aplikasi lain. Berisi data pribadi: simpan baik-baik.`,
  saveAll: 'Simpan semua (.json)',
  guests: 'Tamu',
};

export type OutWords = typeof out;
