import { failure } from './id-failure';
import { arrive } from './id-arrive';
import { tick } from './id-tick';

/** What the first screen and all others say, Indonesian; what pages alone say is in `id-later.ts`. English has the same shape. */
export const id = {
  code: 'id' as 'id' | 'en',
  app: 'Paguyuban',
  nav: {
    home: 'Beranda',
    roster: 'Anggota',
    log: 'Pendampingan',
    note: 'Catatan',
    more: 'Lainnya',
    out: 'Ekspor',
    guide: 'Panduan',
    help: 'Bantuan',
    villages: 'Desa',
    overview: 'Ringkasan',
    print: 'Cetak',
    reports: 'Laporan',
    importing: 'Impor data',
    feeds: 'Umpan data',
    label: 'Menu utama',
    skip: 'Langsung ke isi',
    pick: 'Pilih dari daftar di sebelah kiri.',
    keys: 'Papan ketik: / mencari, panah ↑ ↓ berpindah, Enter membuka, panah ← atau Esc kembali',
  },
  action: {
    undo: 'Urungkan',
    back: 'Kembali',
    add: 'Tambah',
    edit: 'Ubah',
    done: 'Simpan',
    close: 'Tutup',
    cancel: 'Batal',
    later: 'Nanti',
    retry: 'Coba lagi',
    archive: 'Arsipkan',
    restore: 'Kembalikan',
    choose: 'Pilih',
    pickThis: 'Pakai ini',
    pickDate: 'Pilih dari kalender',
    pickTime: 'Pilih jam',
    remove: 'Hapus dari daftar',
    moveUp: (what: string) => `${what}: naikkan`,
    moveDown: (what: string) => `${what}: turunkan`,
    inDays: (n: number) => `+${n} hari`,
    more: 'Menu lain',
    search: 'Cari',
    clear: 'Kosongkan',
    syncNow: 'Sinkronkan sekarang',
    settings: 'Pengaturan',
    seeAll: 'Lihat semua',
    markRead: 'Tandai semua sudah dibaca',
    understood: 'Mengerti',
    history: 'Riwayat',
    stepBack: 'Batalkan langkah terakhir',
    stepOn: 'Ulangi langkah',
  },
  loading: 'Membuka data di HP…',
  fetching: 'Mengambil data paguyuban…',
  empty: 'Belum diisi',
  someone: 'Seseorang',
  unknownMember: 'Anggota dihapus atau belum dikenal',
  picture: (kB: number) => `gambar ${kB} kB`,
  you: 'Anda',
  and: (names: string[], more: number) =>
    more > 0 ? `${names.join(', ')} dan ${more} lainnya` : names.join(', '),

  kind: {
    member: 'Kartu anggota',
    log: 'Pendampingan',
    note: 'Catatan',
    board: 'Catatan pengurus',
    private: 'Pendampingan pribadi',
    assessment: 'Penilaian',
    settings: 'Pengaturan forum',
    event: 'Kegiatan',
    problems: 'Masalah desa',
    posts: 'Pejabat desa',
    own: 'Penilaian diri',
  } as Record<string, string>,

  home: {
    obligations: 'Kewajiban desa',
    greeting: (hour: number): string =>
      hour < 4
        ? 'Selamat malam'
        : hour < 11
          ? 'Selamat pagi'
          : hour < 15
            ? 'Selamat siang'
            : hour < 18
              ? 'Selamat sore'
              : 'Selamat malam',
    unresolved: 'Perlu diputuskan',
    unresolvedText: 'Dua orang menulis hal berbeda. Pilih yang benar.',
    unsent: 'Belum terkirim',
    unsentText: 'Tersimpan aman di HP ini dan terkirim sendiri begitu ada sinyal.',
    refused: 'Tertahan',
    refusedText: 'Kecamatan tidak menerima perubahan ini. Isinya tetap ada di HP Anda.',
    refusedGo: 'Lihat dan selamatkan',
    revokedText:
      'Tidak ada yang hilang. Semua tetap di HP ini, dan yang belum terkirim bisa Anda bawa sebagai berkas.',
    unread: 'Baru dari anggota lain',
    allRead: (n: number) => `${n} dokumen ditandai sudah dibaca.`,
    followUps: 'Tindak lanjut Anda',
    overdue: 'lewat tenggat',
    start: 'Mau mulai dari mana?',
    quiet: 'Tidak ada yang baru. Semua sudah terbaca dan terkirim.',
    newEntry: 'Catat pendampingan',
    newMinutes: 'Tulis notulensi',
    openRoster: 'Lihat anggota',
    by: (name: string, when: string) => `${name} · ${when}`,
    disputes: (n: number) => `${n} hal perlu diputuskan`,
  },

  roster: {
    same: 'Orang yang sama?',
    title: 'Anggota',
    one: 'Kartu anggota',
    search: 'Cari nama, desa, jabatan, nomor',
    add: 'Tambah anggota',
    count: (n: number) => `${n} anggota`,
    empty: 'Belum ada anggota di sini.',
    emptyText:
      'Tambahkan sekretaris desa dan pengurus. Nama dan nomor WhatsApp saja dahulu sudah cukup.',
    emptyReader: 'Daftar muncul setelah HP ini menerima data dari kecamatan.',
    none: (query: string) => `Tidak ada yang cocok dengan “${query}”.`,
    archived: 'Diarsipkan',
    unnamed: 'Tanpa nama',
    whatsapp: 'WhatsApp',
    call: 'Telepon',
    email: 'Email',
    isArchived: (when: string) => `Kartu ini diarsipkan ${when}.`,
    archiveAsk: 'Arsipkan kartu ini?',
    archiveText: 'Tidak ada yang dihapus. Anda bisa mengembalikannya kapan saja.',
    group: {
      identity: 'Diri',
      post: 'Jabatan',
      contact: 'Kontak',
      forum: 'Di paguyuban',
      note: 'Catatan',
    },
    missing: 'Kartu ini tidak ada di HP ini.',
    erased: 'Anggota dihapus',
  },

  log: {
    title: 'Pendampingan',
    untitled: 'Topik belum diisi',
    followUps: 'Tindak lanjut',
    noFollowUps: 'Belum ada tindak lanjut.',
    addFollowUp: 'Tambah tindak lanjut',
  },

  tasks: {
    title: 'Tindak lanjut',
    /** What a tap on the box beside it does. */
    tick: (what: string) => `Sudah selesai: ${what}`,
    done: (what: string) => `“${what}” ditandai selesai.`,
    open: (what: string) => `“${what}” dibuka lagi.`,
  },

  assessment: { half: (n: number, year: string) => `Semester ${n} ${year}` },

  /** Who reads what not everybody reads; said before the first word is written. */
  readers: {
    board:
      'Hanya pengurus yang bisa membaca ini. Anggota, pendamping dan pembina tidak menerimanya.',
    two: (one: string, other: string) =>
      `Hanya ${one} dan ${other} yang bisa membaca ini. Pengurus dan anggota lain tidak menerimanya.`,
    grades: 'Hanya pengurus, pembina dan orangnya sendiri yang bisa membaca penilaian ini.',
  },

  reminders: 'Pengingat',
  shared: { title: 'Teks yang dibagikan', paste: 'Tempel teks' },

  note: {
    title: 'Catatan',
    one: 'Catatan bersama',
    minutes: 'Notulensi',
    untitled: 'Tanpa judul',
    here: (names: string) => `${names} juga di sini`,
  },

  sync: {
    title: 'Sinkronisasi',
    never: 'Belum pernah sinkron',
    last: (when: string) => `Terakhir sinkron ${when}`,
    justNow: 'baru saja',
    synced: 'Tersinkron',
    connecting: 'Menghubungi kecamatan…',
    working: 'Sedang sinkron…',
    offline: 'Tanpa sambungan',
    unsent: (n: number) => `${n} belum terkirim`,
    retry: (when: string) => `Dicoba lagi ${when}`,
    revoked: 'HP ini sudah dikeluarkan dari paguyuban. Hubungi pengurus untuk undangan baru.',
    elsewhere: 'Versi lama terbuka di tab lain',
    elsewhereText:
      'Paguyuban versi lama masih terbuka di tab lain, dan tab itu yang mengirim. Muat ulang atau tutup tab itu.',
    outdated: 'Aplikasi perlu diperbarui agar bisa sinkron lagi. Tutup lalu buka kembali.',
    damaged: (titles: string) => `Ada bagian yang rusak di HP ini: ${titles}.`,
    damagedText: 'Salinannya diminta lagi dari kecamatan. Yang lain tetap terkirim.',
    done: 'Sinkron selesai.',
    failed: 'Kecamatan belum terjangkau. Pekerjaan Anda aman di HP dan dicoba lagi sendiri.',
    safe: 'Semua yang bertanda ✓ aman di HP ini walau tanpa sinyal.',
    meaning: 'Arti tanda',
    carry: 'Bawa tanpa sinyal',
    packet: 'Terima paket titipan',
    reading: 'Membaca saja',
  },

  trouble: {
    full: 'Penyimpanan HP penuh. Tulisan terakhir belum tersimpan. Hapus foto atau aplikasi lain, lalu coba lagi.',
    broken:
      'HP ini tidak bisa menyimpan. Jangan tutup halaman; salin tulisan penting Anda dahulu, lalu coba lagi.',
    later: 'Ada versi baru Paguyuban. Tulisan Anda sudah disimpan; muat ulang halaman ini.',
    engineFailed:
      'Bagian untuk menulis belum bisa dibuka. Anda tetap bisa membaca; coba lagi bila ada sinyal.',
    evicted: 'Data di HP ini dihapus oleh sistem.',
    evictedText: (docs: number, unsent: number) =>
      unsent > 0
        ? `${docs} dokumen diambil lagi dari kecamatan. Perubahan di ${unsent} dokumen belum sempat terkirim dan tidak kembali.`
        : `${docs} dokumen diambil lagi dari kecamatan. Semuanya sudah terkirim sebelumnya.`,
    evictedAway: (unsent: number) =>
      unsent > 0
        ? `Minta undangan baru kepada pengurus. Perubahan di ${unsent} dokumen belum sempat terkirim dan tidak kembali.`
        : 'Minta undangan baru kepada pengurus; semuanya diambil lagi dari kecamatan.',
    keyless:
      'Kunci HP ini hilang bersama datanya. Minta undangan baru kepada pengurus supaya bisa menulis lagi.',
    clock: (minutes: number) =>
      `Jam ponsel tidak cocok: selisih ${minutes} menit. Perbaiki di pengaturan HP agar waktu tercatat benar.`,
    quota: (percent: number) => `Penyimpanan browser terpakai ${percent}%.`,
  },

  update: { ready: 'Versi baru sudah siap.', now: 'Perbarui' },

  settings: {
    desk: 'Anggota & HP',
    invite: 'Undang banyak sekaligus',
    audit: 'Catatan tindakan',
    title: 'Pengaturan',
    forum: 'Pengaturan forum',
  },

  roles: {
    organiser: 'Pengurus',
    member: 'Anggota',
    viewer: 'Pendamping',
    supervisor: 'Pembina',
  } as Record<string, string>,

  failure,

  arrive,
  tick,
};

export type Words = typeof id;
