//! What meetings are about. `{n}` is the number of the meeting.

/// One kind of meeting.
#[derive(Debug)]
pub(super) struct Meeting {
    pub(super) kind: &'static str,
    pub(super) title: &'static str,
    pub(super) place: &'static str,
    /// Title of a point and what was said about it.
    pub(super) agenda: &'static [(&'static str, &'static str)],
    /// What was decided, and for how many rupiah.
    pub(super) decisions: &'static [(&'static str, Option<i64>)],
    /// What somebody promised.
    pub(super) follow_ups: &'static [&'static str],
}

pub(super) static ROUTINE: Meeting = Meeting {
    kind: "rapat_rutin",
    title: "Rapat rutin ke-{n}",
    place: "Aula Kecamatan Sokaraja",
    agenda: &[
        (
            "Pembukaan dan pembacaan notulensi lalu",
            "Notulensi rapat lalu dibacakan dan disetujui tanpa perubahan.",
        ),
        (
            "Laporan pendampingan bulan ini",
            "Unit pelatihan melaporkan pendampingan yang sudah berjalan. Dua desa meminta \
             pendampingan Siskeudes, satu desa meminta pendampingan penyusunan peraturan desa. \
             Desa yang belum tersentuh bulan ini akan didahulukan bulan depan.",
        ),
        (
            "Iuran dan kas paguyuban",
            "Bendahara membacakan kas masuk dan keluar. Iuran tiga desa belum masuk dan akan \
             diingatkan langsung.",
        ),
        ("Lain-lain", "Peserta mengusulkan agar jadwal rapat dibagikan seminggu sebelumnya."),
    ],
    decisions: &[
        ("Iuran bulanan tetap dan dibayar paling lambat tanggal sepuluh", Some(25_000)),
        ("Desa yang belum didampingi didahulukan bulan depan", None),
    ],
    follow_ups: &[
        "Bagikan jadwal rapat berikutnya di grup",
        "Ingatkan desa yang belum membayar iuran",
    ],
};

pub(super) static BOARD: Meeting = Meeting {
    kind: "rapat_pengurus",
    title: "Rapat pengurus triwulan {n}",
    place: "Balai Desa Karangkedawung",
    agenda: &[
        (
            "Evaluasi program triwulan",
            "Dari dua belas kegiatan yang direncanakan, sembilan selesai. Tiga yang tertunda \
             karena berbarengan dengan musim laporan.",
        ),
        (
            "Rencana pelatihan",
            "Pelatihan berikutnya tentang konsideran produk hukum desa. Narasumber dari anggota \
             sendiri supaya hemat.",
        ),
        ("Keuangan", "Kas cukup untuk dua pelatihan sederhana. Bukti pengeluaran lengkap."),
    ],
    decisions: &[
        ("Anggaran pelatihan triwulan depan", Some(1_750_000)),
        ("Narasumber pelatihan dari anggota paguyuban", None),
    ],
    follow_ups: &["Susun kerangka acuan pelatihan", "Hubungi calon narasumber"],
};

pub(super) static DISTRICT: Meeting = Meeting {
    kind: "koordinasi_kecamatan",
    title: "Koordinasi dengan kecamatan ke-{n}",
    place: "Ruang rapat Camat",
    agenda: &[
        (
            "Arahan camat",
            "Camat meminta laporan realisasi dikirim sebelum tanggal lima. Desa yang mengalami \
             kesulitan diminta menyampaikan lebih awal.",
        ),
        (
            "Jadwal evaluasi APB desa",
            "Kasi pemerintahan membagikan jadwal evaluasi. Enam desa pada minggu pertama, enam \
             pada minggu kedua, sisanya minggu ketiga.",
        ),
        ("Tanya jawab", "Ditanyakan format lampiran terbaru. Kecamatan akan mengirim contohnya."),
    ],
    decisions: &[("Laporan realisasi dikirim sebelum tanggal lima setiap bulan", None)],
    follow_ups: &["Kirim contoh format lampiran kepada semua desa"],
};

pub(super) static TRAINING: Meeting = Meeting {
    kind: "pelatihan",
    title: "Pelatihan penatausahaan angkatan {n}",
    place: "Balai Desa Sokaraja Kulon",
    agenda: &[
        (
            "Materi",
            "Alur penatausahaan dari penganggaran sampai pertanggungjawaban, dengan contoh dari \
             desa peserta.",
        ),
        ("Praktik", "Peserta mengerjakan satu SPP lengkap berpasangan, lalu saling memeriksa."),
        ("Evaluasi", "Nilai rata-rata naik dari 58 menjadi 79."),
    ],
    decisions: &[("Konsumsi dan cetak modul ditanggung kas paguyuban", Some(640_000))],
    follow_ups: &["Kirim modul dalam bentuk berkas kepada peserta"],
};

/// Notes that are no minutes: title and text.
pub(super) static FREE: [(&str, &str); 4] = [
    (
        "Bahan sambutan ulang tahun paguyuban",
        "Ucapan terima kasih kepada camat dan seluruh kepala desa.\n\
         Sebutkan jumlah pendampingan tahun ini dan desa yang paling sering membantu.\n\
         Tutup dengan ajakan hadir pada musyawarah kerja.",
    ),
    (
        "Daftar perlengkapan rapat",
        "Daftar hadir dan pulpen.\nKabel proyektor dan terminal.\nStempel paguyuban.\n\
         Kas kecil untuk konsumsi.",
    ),
    (
        "Usulan materi pelatihan tahun depan",
        "Arsip digital yang bisa dicari.\nMenulis berita desa.\nDasar keamanan kata sandi.\n\
         Menghitung pajak atas honor.",
    ),
    (
        "Catatan kunjungan belajar",
        "Rombongan diterima di aula pada pukul sepuluh.\n\
         Yang paling menarik adalah papan layanan yang diperbarui setiap pagi.\n\
         Perlu dicoba di tiga desa lebih dulu.",
    ),
];
