/** Handing on: messages for WhatsApp, calendar files, the way to paper. Indonesian. */
export const sharing = {
  handOn: 'Cetak dan bagikan',
  tell: 'Kirim lewat WhatsApp',
  toCalendar: 'Simpan ke kalender',
  print: 'Cetak',
  printSheet: 'Cetak daftar hadir',
  printLetters: 'Cetak surat undangan',
  printCard: 'Cetak kartu',
  printVillage: 'Cetak berkas desa',
  remind: 'Ingatkan',
  calendar: 'Kalender',
  tellTask: (what: string) => `Ingatkan lewat WhatsApp: ${what}`,
  taskToCalendar: (what: string) => `Simpan ke kalender: ${what}`,
  obligationsToCalendar: 'Simpan kewajiban ke kalender',

  title: 'Kirim lewat WhatsApp',
  which: 'Pesan yang mana',
  text: 'Isi pesan',
  textHint: 'Baca dahulu. Boleh diubah sebelum dikirim.',
  share: 'Bagikan',
  openChat: 'Pilih orang di WhatsApp',
  copy: 'Salin',
  copied: 'Pesan disalin.',
  notCopied: 'Tidak bisa disalin. Tekan lama tulisannya, lalu pilih Salin.',
  notShared: 'Tidak bisa dibagikan dari sini. Salin pesannya, atau pilih orang di WhatsApp.',
  send: 'Kirim',
  sendTo: (name: string) => `Kirim ke ${name}`,
  noNumber: (name: string) => `${name} belum punya nomor WhatsApp di kartunya.`,
  numberOpen: (name: string) => `Nomor ${name} masih 2 versi. Putuskan dahulu di kartunya.`,
  oneByOne: (n: number) => `Kirim satu per satu · ${n} orang`,

  invitation: 'Undangan',
  reminder: 'Pengingat',
  news: 'Pemberitahuan',
  minutes: 'Ringkasan',
  task: 'Tindak lanjut',
  openWarning: 'Ada isi yang belum diputuskan. Pesan menyebut semua versinya.',
  confidential: 'Ini dari tulisan yang tidak dibaca semua anggota. Kirim hanya kepada orangnya.',
  isOver: 'Tanggal kegiatan ini sudah lewat.',
  undecided: 'Catatan: ada isi yang belum dipastikan.',

  dear: 'Yth. Bapak/Ibu,',
  dearName: (name: string) => `Yth. ${name},`,
  invites: 'Kami mengundang Bapak/Ibu ke kegiatan berikut.',
  day: (day: string) => `Hari: ${day}`,
  hours: (hours: string) => `Pukul: ${hours}`,
  place: (place: string) => `Tempat: ${place}`,
  answer: 'Mohon dikabari apakah bisa hadir. Terima kasih.',
  reminds: 'Kami mengingatkan kegiatan berikut.',
  remindsIn: (days: number) =>
    days === 0
      ? 'Kami mengingatkan kegiatan hari ini.'
      : days === 1
        ? 'Kami mengingatkan kegiatan besok.'
        : days > 1
          ? `Kami mengingatkan kegiatan ${days} hari lagi.`
          : 'Kami mengingatkan kegiatan berikut.',
  seeYou: 'Sampai bertemu. Terima kasih.',
  isOff: 'Kegiatan berikut batal.',
  isPut: 'Kegiatan berikut ditunda. Waktu barunya akan kami kabarkan.',
  sorry: 'Mohon maaf dan terima kasih.',
  inBrief: 'Ringkasan rapat',
  decisions: 'Keputusan:',
  noDecisions: 'Tidak ada keputusan.',
  tasks: 'Tindak lanjut:',
  more: (n: number) => `dan ${n} lainnya`,
  notApproved: 'Belum disahkan',
  changedAfter: 'Diubah setelah disahkan',
  asksTask: 'Kami mengingatkan tindak lanjut berikut.',
  asksTaskOf: (where: string) => `Kami mengingatkan tindak lanjut dari ${where}.`,
  dueOn: (day: string) => `Tenggat: ${day}`,
  inDays: (days: number) =>
    days === 0 ? '(hari ini)' : days > 0 ? `(${days} hari lagi)` : `(lewat ${-days} hari)`,
  tellDone: 'Kalau sudah selesai, mohon dikabari. Terima kasih.',

  due: (what: string) => `Tenggat: ${what}`,
  postponed: (title: string) => `Ditunda: ${title}`,
  noDay: 'Belum ada tanggalnya, jadi belum bisa masuk kalender.',
  calendarSaved: (n: number) =>
    n === 1
      ? 'Berkas kalender siap. Buka berkasnya untuk memasukkannya.'
      : `Berkas kalender dengan ${n} isi siap. Buka berkasnya untuk memasukkannya.`,
  eventFile: 'kegiatan',
  eventsFile: 'semua-kegiatan',
  tasksFile: 'tindak-lanjut',
  obligationsFile: 'kewajiban-desa',
};

export type SharingWords = typeof sharing;
