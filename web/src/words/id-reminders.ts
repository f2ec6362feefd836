/** Reminders, Indonesian. Fetched right after the first paint. */
export const reminders = {
  mine: (n: number) => `Menyangkut Anda · ${n}`,
  others: (n: number) => `Di paguyuban · ${n}`,
  none: 'Tidak ada yang perlu diingatkan.',
  noneText: 'Tindak lanjut, undangan, notulensi dan desa yang sepi muncul di sini pada waktunya.',
  toTasks: 'Lihat tindak lanjut',
  all: (n: number) => `Lihat semua pengingat (${n})`,
  answer: 'Anda diundang. Akan hadir?',
  answered: (answer: string) => `Jawaban Anda: ${answer}.`,
  minutes: 'Belum ada notulensi',
  silent: (days: number) => `Sepi ${days} hari`,
  never: 'Belum pernah didampingi',
  title: (n: number) => `${n} hal menunggu Anda`,
  count: {
    overdue: (n: number) => `${n} tindak lanjut lewat tenggat`,
    due: (n: number) => `${n} tindak lanjut segera jatuh tempo`,
    answer: (n: number) => `${n} undangan belum dijawab`,
    minutes: (n: number) => `${n} kegiatan belum ada notulensinya`,
    silent: (n: number) => `${n} desa sepi`,
  },
  notify: 'Pengingat di layar HP',
  notifyOn: 'Tampilkan pengingat sebagai notifikasi HP',
  notifyText:
    'Muncul sekali sehari, hanya saat aplikasi dibuka atau masih terbuka di belakang. Bila aplikasi ditutup, HP tidak mengingatkan. Isi catatan tidak pernah ditampilkan.',
  notifyDenied:
    'HP ini tidak mengizinkan notifikasi. Izinkan di pengaturan browser, lalu coba lagi.',
  notifyMissing: 'Browser ini tidak bisa menampilkan notifikasi. Pengingat tetap ada di Beranda.',
};

export type ReminderWords = typeof reminders;
