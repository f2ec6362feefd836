import type { Spec } from '../../../plain/fields';
import { specAt } from '../../../plain/specs';

/** What a file can be a list of. */
export type TargetName = 'people' | 'villages' | 'entries' | 'attendance';

export interface TargetField {
  /** Of the record; `id` is what our own export calls it by. */
  name: string;
  /** Null for an id. */
  spec: Spec | null;
  /** What a header says, in small letters and single spaces, that is this field. */
  says: RegExp;
}

export interface Target {
  name: TargetName;
  fields: TargetField[];
  /** Without these a row says nothing. */
  needs: string[];
}

const at = (kind: string, path: string, says: RegExp): TargetField => ({
  name: path.split('/').at(-1) ?? path,
  spec: specAt(kind, path),
  says,
});
const card = (name: string, says: RegExp) => at('member', name, says);
const entry = (name: string, says: RegExp) => at('log', `entries/X/${name}`, says);
const line = (name: string, max: number, says: RegExp): TargetField => ({
  name,
  spec: { name, is: 'line', max },
  says,
});

const ID: TargetField = {
  name: 'id',
  spec: null,
  says: /^(kode|id|code)( anggota| catatan| member| entry)?$/,
};
const VILLAGE =
  /^((nama|asal|kode|name of) )?(desa|kelurahan|ds|desa kelurahan|kelurahan desa|village)( asal| tugas| kelurahan| name| code)?$|^(unit|tempat|wilayah) (kerja|tugas)$|^asal (desa|instansi)\b.*$|^village name$/;
const NAME =
  /^(nama|name|full name)( (lengkap|anggota|sekdes|sekretaris|perangkat|pejabat|peserta|pegawai|personil|orang|dan gelar|beserta gelar|terang|responden|aparatur|aparat|kades|kepala desa|bapak ibu)\b.*)?$|^bapak ibu$/;
const PHONE =
  /\b(no|nomor|nomer)? ?(hp|wa|whatsapp|whats app|telp|telepon|telpon|tlp|handphone|hand phone|phone|ponsel|seluler|kontak|contact|mobile)\b/;
const STATUS_OF_POST = /^(status (jabatan|kepegawaian|perangkat)|definitif plt pj)$/;

const PEOPLE: TargetField[] = [
  ID,
  card('email', /\be ?mail\b|\bsurel\b/),
  card('title_prefix', /^(gelar|titel) depan$|^title (prefix|before.*)$/),
  card('title_suffix', /^(gelar|titel)( belakang| akademik)?$|^title (suffix|after.*)$/),
  card('nickname', /^(nama )?(panggilan|akrab|alias)$|^nick ?name$/),
  card('position_status', STATUS_OF_POST),
  card(
    'decree_no',
    /^((no|nomor|nomer) )(sk|surat keputusan|skep|keputusan)\b.*$|^(sk|surat keputusan|skep) ?(no|nomor|nomer|number)$|^decree (no|number)$/,
  ),
  card(
    'decree_on',
    /^(tgl|tanggal|tg) (sk|surat keputusan|skep|keputusan|penetapan sk)\b.*$|^(sk|surat keputusan|skep) ?(tgl|tanggal|date)$|^decree (date|on)$|^date of (the )?decree$/,
  ),
  card(
    'position_since',
    /^(menjabat|jabatan) (sejak|mulai)$|^mulai menjabat$|^tmt( jabatan| sk| pelantikan)?$|^(tgl|tanggal) (pelantikan|menjabat)$|^(in position|position) since$/,
  ),
  card(
    'service_since',
    /^(masa kerja|bekerja|kerja|mengabdi) (sejak|mulai)$|^mulai (kerja|bekerja|mengabdi)$|^tmt (kerja|cpns|pengangkatan)$|^(in service|service) since$/,
  ),
  card('appointment_route', /^jalur pengisian$|^appointment route$/),
  card(
    'education',
    /^(tingkat )?pendidikan( terakhir)?$|^ijazah( terakhir)?$|^(last |highest )?education$/,
  ),
  card(
    'prior_background',
    /^latar belakang( kerja| pekerjaan)?$|^pekerjaan sebelumnya$|^(prior|work|earlier) background$/,
  ),
  card(
    'can_speak_on',
    /narasumber|^kompetensi\b|^keahlian\b|^bidang (keahlian|yang dikuasai)|^can speak on$|^competences?\b/,
  ),
  card('status', /^status( anggota| keanggotaan| keaktifan| aktif)?$|^member status$/),
  card('phone', PHONE),
  card('village_code', VILLAGE),
  card('full_name', NAME),
  card('position', /^(nama )?jabatan\b(?!.*(sejak|status)).{0,24}$|^posisi$|^position$|^job$/),
  card('note', /^(catatan|ket|keterangan|notes?|remarks?)$/),
];

const VILLAGES: TargetField[] = [
  line(
    'code',
    13,
    /^(kode|code|id)( (desa|kelurahan|wilayah|kemendagri|village|bps|desa kelurahan))?( code)?$|^village code$/,
  ),
  line(
    'name',
    80,
    /^(nama )?(desa|kelurahan|desa kelurahan|village|kelurahan desa)( kelurahan| name)?$|^nama$|^name$/,
  ),
];

const ENTRIES: TargetField[] = [
  ID,
  entry(
    'date',
    /^(hari )?(tgl|tanggal|hari tanggal|date|waktu pelaksanaan|hari)( kegiatan| pelaksanaan| pendampingan| konsultasi)?$/,
  ),
  entry('start', /^(jam|pukul|waktu)( mulai)?$|^mulai$|^(start|starts|start time)$/),
  entry('end', /^(jam )?(selesai|akhir)$|^(end|ends|end time)$/),
  entry('kind', /^(bentuk|jenis)( pendampingan| kegiatan)?$|^kind\b.*$|^form( of mentoring)?$/),
  entry('mentors', /^(nama )?(pendamping|mentor|fasilitator|pembimbing|petugas)s?$|^mentors?$/),
  entry(
    'mentees',
    /^(yang |nama )?(didampingi|peserta|dibimbing|sasaran)( pendampingan)?$|^yang didampingi$|^mentees?$|^mentored$/,
  ),
  entry('villages', VILLAGE),
  entry(
    'topic',
    /^(topik|materi|judul|pokok bahasan|permasalahan|kegiatan|nama kegiatan|uraian kegiatan|hal|perihal|topic|subject)$/,
  ),
  entry('notes', /^(uraian|catatan|keterangan|ket|deskripsi|isi|notes?|description)$/),
  entry('result', /^(hasil|tindak lanjut|output|capaian|results?)( pendampingan| kegiatan)?$/),
  entry(
    'amount_rp',
    /^(jumlah uang|biaya|anggaran|nominal|jumlah|nilai|dana|amount|cost)( rp| uang| biaya)?$/,
  ),
  entry('medium', /^(media|medium|cara|melalui|via)( pendampingan)?$/),
  entry('mentor_stance', /^peran pendamping$|^mentor (stance|role)$|^role of (the )?mentor$/),
  entry('stage', /^(tahap|tahapan|stage)$/),
  entry('competences', /^(kompetensi|competences?|bidang)$/),
  entry('problems', /^(masalah|jenis masalah|problems?)$/),
  entry('state', /^(status|state)( kegiatan| pendampingan)?$/),
];

const ATTENDANCE: TargetField[] = [
  ID,
  {
    name: 'date',
    spec: { name: 'date', is: 'date', span: 'meeting' },
    says: /^(hari )?(tgl|tanggal|date)( rapat| kegiatan| pertemuan)?$/,
  },
  line('title', 200, /^(judul|nama)? ?(kegiatan|rapat|acara|pertemuan|agenda|event|meeting)$/),
  {
    name: 'status',
    spec: { name: 'status', is: 'word', vocabulary: 'attendance' },
    says: /^(kehadiran|hadir|status( kehadiran)?|absen|absensi|presensi|attendance)$/,
  },
  card('phone', PHONE),
  card('village_code', VILLAGE),
  card('full_name', NAME),
];

export const TARGETS: Record<TargetName, Target> = {
  people: { name: 'people', fields: PEOPLE, needs: ['full_name'] },
  villages: { name: 'villages', fields: VILLAGES, needs: ['name'] },
  entries: { name: 'entries', fields: ENTRIES, needs: ['date'] },
  attendance: { name: 'attendance', fields: ATTENDANCE, needs: ['full_name'] },
};
