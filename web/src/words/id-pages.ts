/** What several pages say of a field, of people and of what is not taken, Indonesian. */
export const refusal = {
  malformed: 'Isinya rusak saat dikirim.',
  too_large: 'Isinya terlalu besar.',
  missing_deps: 'Menunggu perubahan lain; akan dicoba lagi.',
  wrong_author: 'Tercatat atas nama orang lain.',
  wrong_actor: 'Tercatat atas HP lain.',
  out_of_sequence: 'Urutannya tidak cocok dengan yang sudah ada di kecamatan.',
  bad_signature: 'Tanda tangan HP ini tidak cocok. Minta undangan baru kepada pengurus.',
  revoked: 'HP ini sudah dikeluarkan dari paguyuban. Pengurus masih bisa menerimanya.',
  erased: 'Dokumennya sudah dihapus untuk semua.',
  refounded: 'Dokumennya sudah dimulai lagi; ini untuk yang sebelumnya.',
  unknown_device: 'Kecamatan tidak mengenal HP yang menulisnya.',
  not_allowed: 'Peran Anda tidak lagi boleh mengubah ini. Hubungi pengurus.',
  forum_full: 'Ruang paguyuban di kecamatan sudah penuh. Hubungi pengurus.',
  disk_full: 'Penyimpanan di kecamatan penuh; akan dicoba lagi.',
  busy: 'Kecamatan sedang sibuk; akan dicoba lagi.',
  too_slow: 'Terlalu berat untuk diperiksa kecamatan.',
  unreadable:
    'Sebagian isinya tidak terbaca lagi di HP ini dan belum sampai di kecamatan. Berkasnya tetap disimpan. Jangan hapus aplikasi; hubungi pengurus.',
  other: 'Kecamatan tidak menerima perubahan ini.',
} as Record<string, string>;

export const dispute = {
  versions: (n: number, field: string) => `${n} versi ${field}`,
  chosenNow: 'tampil sekarang',
  emptied: 'Dikosongkan',
  thisPhone: 'HP ini',
  /** With its number if that person has several and nobody knows what they are called. */
  otherPhone: (name: string, number: number) =>
    number > 0 ? `HP ${name} ke-${number}` : `HP ${name}`,
  onPhone: (name: string, phone: string) => `${name} (${phone})`,
  sentence: 'Kalimat ini diubah dua orang',
  sentenceIn: (field: string) => `di ${field}`,
  base: 'Semula',
  versionOf: (letter: string, name: string) => `Versi ${letter} · ${name}`,
  merged: 'Gabungan',
  mergedHint: 'Periksa dahulu: gabungan bisa berbunyi lain dari maksud keduanya.',
  /** One archived it while the other changed it. */
  archived: (place: string, by: string, editor: string) =>
    `${place} diarsipkan oleh ${by}, tetapi ${editor} mengubahnya karena belum tahu.`,
  archivedHere: 'Diubah orang yang belum tahu bahwa ini diarsipkan',
  keepArchived: 'Tetap diarsipkan',
  /** Said to who may not choose. */
  undecided: 'Ada beberapa versi',
  decidedBy: {
    member: 'Diputuskan oleh pengurus atau pemilik kartu.',
    log: 'Diputuskan oleh pengurus atau anggota.',
    note: 'Diputuskan oleh pengurus atau anggota.',
    event: 'Diputuskan oleh pengurus atau anggota.',
    assessment: 'Diputuskan oleh penilainya.',
    own: 'Diputuskan oleh orangnya sendiri.',
  } as Record<string, string>,
  /** Where an unsettled thing stands, and in whatever leaves the app. */
  open: (versions: [letter: string, text: string][]) =>
    `[${versions.map(([letter, text]) => `versi ${letter}: ${text}`).join(' | ')}]`,
  openHere: (n: number) => `${n} versi belum diputuskan`,
  toCards: 'Lihat',
};

export const picker = {
  people: 'Pilih orang',
  person: 'Pilih orang',
  search: 'Cari nama',
  none: 'Tidak ada yang dipilih',
  empty: 'Belum ada anggota. Tambahkan dahulu di Anggota.',
  gone: 'tidak lagi di daftar anggota',
  villages: 'Pilih desa',
  lately: 'Terakhir dipakai',
  others: 'Lainnya',
};

export const template = {
  from: 'Dari contoh',
  made: (title: string) => `Dibuat dari contoh “${title}”.`,
  likeLast: (topic: string) => `Seperti terakhir: ${topic}`,
};

export interface PageWords {
  refusal: typeof refusal;
  dispute: typeof dispute;
  picker: typeof picker;
  template: typeof template;
}
