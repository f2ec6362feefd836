/** Pictures and files beside documents, Indonesian. Fetched with what shows them. */
export const files = {
  title: 'Foto dan berkas',
  take: 'Ambil foto',
  addPhoto: 'Tambah foto',
  addFile: 'Tambah berkas (PDF)',
  limits: (most: number, size: string) =>
    `Paling banyak ${most}, masing-masing ${size}. Foto diperkecil di HP, dan lokasinya tidak ikut.`,
  full: (most: number) => `Sudah ${most}. Hapus satu dahulu kalau mau menambah.`,
  adding: (done: number, all: number) => `Menyiapkan ${done} dari ${all}…`,
  cancel: 'Batalkan sisanya',
  added: (n: number) => `${n} ditambahkan.`,
  photo: (n: number) => `Foto ${n}`,
  file: (n: number) => `Berkas ${n}`,

  /** Why one is not added, by its name. */
  refuses: {
    heic: (name: string) =>
      `${name}: foto HEIC belum bisa dibaca. Atur kamera ke JPEG (di iPhone: Pengaturan › Kamera › Format › Paling Kompatibel; di Android: matikan “Foto efisiensi tinggi” di setelan kamera), lalu foto lagi.`,
    other: (name: string) => `${name}: bukan foto JPEG, PNG, WebP, atau PDF.`,
    empty: (name: string) => `${name}: berkasnya kosong.`,
    broken: (name: string) => `${name}: fotonya rusak dan tidak bisa dibuka.`,
    large: (name: string, size: string, most: string) =>
      `${name}: ${size}, terlalu besar. Paling besar ${most}.`,
    double: (name: string) => `${name}: sudah ada di sini.`,
    more: (n: number, most: number) =>
      `${n} tidak ditambahkan: paling banyak ${most} di satu tempat.`,
    docFull: (most: number) =>
      `Tidak ditambahkan: dokumen ini sudah memuat ${most} foto dan berkas.`,
    noRoom: (name: string) =>
      `${name}: penyimpanan HP penuh, jadi tidak ditambahkan. Hapus foto atau aplikasi lain, lalu coba lagi.`,
    notKept: (name: string) => `${name}: tidak bisa disimpan di HP ini.`,
  },

  waits: 'menunggu dikirim',
  sending: (percent: number) => `terkirim ${percent}%`,
  arrived: 'sampai di kecamatan',
  away: 'Belum ada di HP ini; perlu sinyal',
  show: (size: string) => `Tampilkan (${size})`,
  fetching: 'Mengambil…',
  open: (name: string) => `Buka ${name}`,
  more: (name: string) => `Lainnya: ${name}`,
  notShown: 'Tidak bisa ditampilkan di sini. Unduh untuk membukanya.',

  caption: 'Keterangan',
  share: 'Bagikan',
  save: 'Unduh',
  remove: 'Hapus',
  removed: (name: string) => `${name} dihapus.`,
  notShared: 'Tidak bisa dibagikan dari sini. Unduh saja.',

  unsent: (photos: number, others: number, size: string) =>
    `${[photos > 0 ? `${photos} foto` : '', others > 0 ? `${others} berkas` : '']
      .filter(Boolean)
      .join(' dan ')} belum terkirim (${size})`,
  unsentText: 'Dikirim sesudah semua tulisan, satu per satu. Yang terputus dilanjutkan.',
  giveUp: 'Hapus dari HP',
  giveUpAsk: (name: string) =>
    `${name} hanya ada di HP ini. Kalau dihapus, tidak ada lagi di mana pun.`,
  keep: 'Jangan dihapus',
  again: 'Coba kirim lagi',

  /** By the code of a failure; others are said as everywhere. */
  failure: {
    not_named: 'Dokumennya belum diterima kecamatan, jadi berkas ini juga belum.',
    not_here:
      'Belum sampai di kecamatan. Minta yang menambahkannya membuka Paguyuban saat ada sinyal.',
    too_large: 'Terlalu besar untuk kecamatan.',
    files_full: 'Ruang foto dan berkas paguyuban di kecamatan sudah penuh. Hubungi pengurus.',
    disk_full: 'Penyimpanan di kecamatan penuh; akan dicoba lagi.',
    not_what_it_says: 'Isinya rusak, jadi tidak diterima. Hapus lalu tambahkan lagi.',
    offline: 'Kecamatan tidak terjangkau. Coba lagi bila ada sinyal.',
  } as Record<string, string>,
};

export type FilesWords = typeof files;
