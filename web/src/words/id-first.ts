/** The first steps of a forum, Indonesian. Fetched with the pages that show them. */
export const first = {
  step: (n: number, all: number) => `Langkah ${n} dari ${all}`,
  title: {
    name: 'Nama paguyuban',
    villages: 'Desa-desanya',
    card: 'Kartu Anda',
    people: 'Anggota pertama',
    invite: 'Undang mereka',
  },
  text: {
    name: 'Begini forum ini disebut di semua HP. Semua bisa diubah lagi di Pengaturan.',
    villages: 'Tempel daftar desa di kecamatan Anda. Pendampingan dicatat per desa.',
    card: 'Beginilah anggota lain menemukan Anda.',
    people: 'Tempel nama dan nomor WhatsApp para sekretaris desa. Kartu mereka dibuatkan.',
    invite: 'Siapkan undangannya, lalu kirim satu per satu lewat WhatsApp.',
  },
  nameNow: (name: string) => `Kalau dikosongkan, namanya tetap ${name}.`,
  fromFile: 'Punya berkas Excel? Impor dari berkas',
  next: 'Lanjut',
  back: 'Sebelumnya',
  later: 'Nanti saja',
  done: 'Selesai',
  moreSettings: 'Kop surat, daftar kata dan masa bakti ada di Pengaturan forum.',

  news: (done: number, all: number) =>
    `Nama, desa, kartu, anggota, undangan: ${done} dari ${all} sudah. Bisa ditinggal dan dilanjutkan kapan saja.`,
  goOn: 'Lanjutkan',
  enough: 'Sudah cukup',
  came: 'Selamat bergabung',
  ownCard: 'Lengkapi kartu Anda',
  ownCardText: 'Nomor, desa dan jabatan, supaya anggota lain menemukan Anda.',
  newest: 'Terbaru di forum',
  install: 'Pasang di layar utama',
  installGo: 'Pasang',
  installText:
    'Buka menu browser (⋮), lalu pilih “Tambahkan ke layar utama”. Di iPhone: Bagikan, lalu “Ke Layar Utama”.',
  understood: 'Mengerti',
};

export type FirstWords = typeof first;
