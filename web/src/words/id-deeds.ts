/** Places in a document, and what can be taken back, Indonesian. */
export const place = {
  /** A field of a record: "Judul mata acara 2". */
  of: (field: string, place: string) => `${field} ${place}`,
  records: {
    agenda: 'mata acara',
    decisions: 'keputusan',
    follow_ups: 'tindak lanjut',
    problems: 'masalah',
    tenures: 'masa jabatan',
    files: 'lampiran',
  } as Record<string, string>,
  /** Its number in its list, or 0 if it is put away; then what it says. */
  record: (name: string, number: number, says: string) =>
    number > 0 ? `${name} ${number}` : says ? `${name} “${says}”` : name,
  /** The whole of what a page is about. */
  whole: {
    member: 'kartu',
    log: 'catatan pendampingan',
    note: 'catatan',
    board: 'catatan',
    private: 'catatan pendampingan',
    problems: 'masalah',
    posts: 'masa jabatan',
    event: 'kegiatan',
  } as Record<string, string>,
};

export const undo = {
  archived: (place: string) => `${place} diarsipkan.`,
  restored: (place: string) => `${place} dikembalikan.`,
  excluded: (place: string, was: string) => `${was} dikeluarkan dari ${place}.`,
  emptied: (place: string) => `${place} dikosongkan.`,
  replaced: (place: string, was: string, is: string) => `${place}: ${was} diganti ${is}.`,
  filled: (place: string, _was: string, is: string) => `${place}: ${is}.`,
  several: (n: number) => `${n} isian diubah.`,
  pasted: (n: number) => `${n} mata acara ditempel.`,
  late: 'Sudah diubah lagi sesudahnya, jadi tidak diurungkan.',
  chosen: (place: string) => `${place}: pilihan Anda berlaku sebentar lagi.`,
};

export const archive = {
  title: (n: number) => `Yang diarsipkan · ${n}`,
  hint: 'Tidak ada yang dihapus. Yang diarsipkan bisa dikembalikan kapan saja.',
};

export const frozen = {
  title: 'Anda tidak bisa lagi mengubah ini.',
  text: 'Peran Anda berubah atau HP ini tidak bisa menyimpan. Yang sudah Anda tulis tetap di layar ini; salin bila masih perlu.',
  copy: 'Salin tulisan saya',
  copied: 'Tulisan disalin.',
  notCopied: 'Tidak bisa disalin sendiri. Tahan tulisannya, lalu pilih Salin.',
};
