/** What offices call things that have another name here. */
export const ALSO: Record<string, Record<string, RegExp>> = {
  position: {
    sekretaris_desa: /^(sekdes|sek desa|carik|sekretariat desa|village secretary)$/,
    kepala_desa: /^(kades|lurah|kep desa)$/,
    kaur_tata_usaha_umum:
      /^(kaur (tu|umum|tata usaha|tu umum|tata usaha umum|umum dan tu|tu dan umum|umum dan perencanaan)|kepala urusan (tata usaha|umum)( dan umum)?)$/,
    kaur_keuangan: /^(kepala urusan keuangan|bendahara desa|kaur keu)$/,
    kaur_perencanaan: /^kepala urusan perencanaan$/,
    kasi_pemerintahan: /^(kepala seksi pemerintahan|kasi pem)$/,
    kasi_kesejahteraan: /^(kepala seksi kesejahteraan|kasi kesra)$/,
    kasi_pelayanan: /^kepala seksi pelayanan$/,
    kepala_dusun: /^(kadus|kepala kewilayahan|kepala wilayah|kawil)( .*)?$/,
    staf: /^(staff|staf (desa|umum|keuangan))$/,
    pendamping_desa: /^pd$/,
    pendamping_lokal_desa: /^pld$/,
  },
  education: {
    sma_smk: /^(sma|smk|slta|smu|stm|ma|sma sederajat|slta sederajat|smea|man)$/,
    smp: /^(smp|sltp|mts|smp sederajat)$/,
    sd: /^(sd|mi|sr|sd sederajat)$/,
    d1_d3: /^(d ?[123]|d ?i{1,3}|diploma( .*)?)$/,
    s1_d4: /^(s ?1|s ?i|d ?4|d ?iv|sarjana|strata 1)$/,
    s2: /^(s ?2|s ?ii|magister|strata 2)$/,
    s3: /^(s ?3|s ?iii|doktor|strata 3)$/,
  },
  position_status: {
    plt: /^(plt|pelaksana tugas|plt sekdes)$/,
    pj: /^(pj|penjabat|pjs)$/,
    definitif: /^(definitif|tetap|def|permanent)$/,
  },
  attendance: {
    hadir: /^(h|hdr|hadir|v|ya|y|1|p|ada|datang|present|√|✓|✔|✅)$/,
    izin: /^(i|ijin|izin|excused)$/,
    sakit: /^(s|skt|sakit|sick|ill)$/,
    tanpa_kabar:
      /^(a|alpa|alpha|tk|tanpa (keterangan|kabar)|tidak hadir|absen|t|0|absent|unexcused)$/,
    daring: /^(d|daring|online|zoom|virtual|online zoom)$/,
  },
  mentoring_kind: {
    pelatihan: /^(bimtek|training|latihan)$/,
    konsultasi: /^(konsul|consultation)$/,
    kunjungan_lapangan: /^(kunjungan|monitoring|monev|visit)$/,
    pendampingan_personal: /^(pendampingan|personal|perorangan)$/,
  },
  medium: {
    langsung: /^(tatap muka|luring|offline|bertemu|face to face)$/,
    wa_pribadi: /^(wa|whatsapp|japri|chat)$/,
    wa_grup: /^(grup|group|wa group|whatsapp group|grup whatsapp)$/,
    telepon: /^(telp|telfon|telpon|call)$/,
    video: /^(zoom|gmeet|google meet|video call|vidcall|daring|online)$/,
  },
  mentoring_state: {
    selesai: /^(sudah|terlaksana|ok|done)$/,
    rencana: /^(belum|direncanakan|planned)$/,
  },
};
