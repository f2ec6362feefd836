import type { Page } from '../../web/e2e.ts';

// Ten years of an invented forum, as views: the same every time. What it holds of each kind is what the
// largest forum we know of would have written by then.

export interface Written {
  doc: string;
  view: View;
}

export interface View {
  doc: string;
  kind: string;
  heads: string[];
  fields: Record<string, unknown>;
  conflicts: unknown[];
  doubts: unknown[];
  after_archive: unknown[];
  edited: { member: string | null; at: number } | null;
}

export const YEARS = [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];
const PEOPLE = 300;
const ENTRIES_PER_LOG = 12;
const MINUTES = 240;
const EVENTS = 120;
/** The forum's own villages come first; all of Sokaraja, as Kemendagri numbers them. */
const VILLAGES: [code: string, name: string][] = [
  'Kalikidang,Wiradadi,Karangkedawung,Sokaraja Tengah,Sokaraja Kidul,Klahang,Banjarsari Kidul',
  'Sokaraja Wetan,Jompo Kulon,Banjaranyar,Lemberang,Karangduren,Sokaraja Lor,Kedondong,Pamijen',
  'Sokaraja Kulon,Karangnanas,Karangrau',
]
  .join(',')
  .split(',')
  .map((name, at) => [`33.02.19.${2001 + at}`, name]);

const pick = (words: string) => words.split(',');
const FIRST = pick(
  'Siti,Budi,Ma’mun,Agus,Dewi,Eko,Fitri,Gunawan,Hesti,Imam,Joko,Kartini,Lestari,Mulyono',
);
const MIDDLE = pick(',Nur,Tri,Dwi,Catur,Sri,Endang');
const LAST = pick(
  'Rahayu,Santosa,Wibowo,Utami,Pratama,Handayani,Saputra,Lestari,Hidayat,Kusuma,Setiawan',
);
const POSITIONS = pick(
  'sekretaris_desa,kepala_desa,kaur_keuangan,kaur_perencanaan,kasi_pelayanan,staf',
);
const EDUCATION = pick('sma_smk,d1_d3,s1_d4,s2');
const COMPETENCES = pick('K1,K2,K3,K4,K5,K6,K7,K8,K9');
const ENTRY_KINDS = pick(
  'pelatihan,pendampingan_personal,konsultasi,kunjungan_lapangan,pendampingan_luar',
);
const MEDIA = pick('langsung,wa_grup,wa_pribadi,telepon,video');
const STAGES = pick('penyadaran,transformasi,intelektual');
const STANCES = pick('aktif,partisipatif,pasif');
const ATTENDANCE = pick('hadir,hadir,hadir,hadir,izin,sakit,tanpa_kabar,daring');
const PROBLEMS = pick(
  'keterlambatan_kegiatan,administrasi_laporan,temuan_pemeriksaan,beban_menumpuk,siskeudes_teknis,pemahaman_regulasi,lainnya',
);
const TOPICS = [
  'Mengisi Siskeudes untuk perubahan anggaran',
  'Menyusun peraturan desa tentang APBDes',
  'Merapikan buku agenda surat masuk',
  'Pendampingan laporan realisasi semester satu',
  'Konsideran keputusan kepala desa',
  'Membaca surat edaran bupati',
  'Menyiapkan musyawarah perencanaan pembangunan',
  'Mengunggah data ke OpenSID',
];
const SENTENCES = [
  'Peserta menyiapkan berkas dan mencocokkannya dengan buku kas umum.',
  'Masih ada selisih di belanja modal, dicari bersama sampai ketemu.',
  'Bu Sekdes sudah bisa mengerjakan sendiri tanpa dituntun.',
  'Jaringan di balai desa putus, pekerjaan dilanjutkan pada hari Jum’at.',
  'Disepakati pendampingan berikutnya memakai data tahun berjalan.',
  'Perlu salinan peraturan bupati yang terbaru sebagai acuan.',
  'Catatan lama dipindahkan ke buku yang baru supaya mudah dicari.',
];

/** Numbers that look thrown and are the same every time. */
class Dice {
  #state = 20_260_101;

  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * count);
  }

  of<One>(all: readonly One[]): One {
    return all[this.below(all.length)] as One;
  }

  some<One>(all: readonly One[], count: number): One[] {
    return [...new Set(Array.from({ length: count }, () => this.of(all)))];
  }
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A name like those that phones make, one after the other. */
function ulid(sort: number, at: number): string {
  const tail = Array.from({ length: 6 }, (_, place) => LETTERS[(at >> (5 * (5 - place))) & 31]);
  return `01DECADE${LETTERS[sort]}00000000000${tail.join('')}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** All documents of the ten years. `mine` is said to have written them, so that nothing is news. */
export function decade(mine: string | null = null): Written[] {
  const made = new Decade(mine);
  return [
    ...made.cards(),
    ...made.logs(),
    ...made.minutes(),
    ...made.events(),
    ...made.problems(),
    ...made.grades(),
  ];
}

class Decade {
  readonly #dice = new Dice();
  readonly #people = Array.from({ length: PEOPLE }, (_, at) => ulid(1, at));
  #records = 0;

  constructor(readonly mine: string | null) {}

  cards(): Written[] {
    const dice = this.#dice;
    return this.#people.map((id, at) => {
      const name = [dice.of(FIRST), dice.of(MIDDLE), dice.of(LAST)].filter(Boolean).join(' ');
      const since = {
        service_since: this.#day(2005 + dice.below(12)),
        decree_no: `141/${at}/2015`,
      };
      return this.#written(`member/${id}`, {
        full_name: `${name} ${at + 1}`,
        village_code: VILLAGES[at % VILLAGES.length]?.[0],
        position: dice.of(POSITIONS),
        position_status: 'definitif',
        status: 'aktif',
        education: dice.of(EDUCATION),
        ...(at % 5 > 0 && { phone: `+62812${String(30_000_000 + at * 7919).padStart(8, '0')}` }),
        ...(at % 3 === 0 && { can_speak_on: dice.some(COMPETENCES, 2) }),
        ...(at % 4 === 0 && since),
      });
    });
  }

  logs(): Written[] {
    const entries = (year: number) => this.#some(2, ENTRIES_PER_LOG, () => this.#entry(year));
    return VILLAGES.flatMap(([code]) =>
      YEARS.map((year) =>
        this.#written(`log/${code}/${year}`, { entries: entries(year), links: [] }),
      ),
    );
  }

  #entry(year: number): Record<string, unknown> {
    const dice = this.#dice;
    return {
      topic: dice.of(TOPICS),
      kind: dice.of(ENTRY_KINDS),
      state: 'selesai',
      date: this.#day(year),
      start: '09:00',
      end: '11:30',
      mentors: dice.some(this.#people, 2),
      mentees: dice.some(this.#people, 2),
      villages: [],
      medium: dice.of(MEDIA),
      mentor_stance: dice.of(STANCES),
      stage: dice.of(STAGES),
      competences: dice.some(COMPETENCES, 2),
      problems: [],
      notes: this.#text(3),
      result: dice.below(4) > 0 ? this.#text(1) : '',
      ...(dice.below(6) === 0 && { amount_rp: 50_000 * (1 + dice.below(60)) }),
      ...(dice.below(3) === 0 && { follow_ups: this.#followUps(year, 1) }),
    };
  }

  minutes(): Written[] {
    const dice = this.#dice;
    return Array.from({ length: MINUTES }, (_, at) => {
      const year = YEARS[at % YEARS.length] ?? 2026;
      return this.#written(`note/${ulid(6, at)}`, {
        title: `Rapat rutin ${at + 1}`,
        meeting_kind: 'rapat_rutin',
        date: this.#day(year),
        start: '09:00',
        end: '11:00',
        place: 'Aula Kecamatan',
        state: 'draf',
        chair: dice.of(this.#people),
        note_takers: dice.some(this.#people, 1),
        speakers: [],
        agenda: this.#some(3, 4, (place) => ({
          order: `a${place}`,
          title: dice.of(TOPICS),
          discussion: this.#text(4),
        })),
        decisions: this.#some(4, 3, () => ({
          text: this.#text(1),
          amount_rp: 100_000 * dice.below(40),
          owner: dice.of(this.#people),
          due_on: this.#day(year),
        })),
        follow_ups: this.#followUps(year, 2),
        attendance: this.#attendance(24),
      });
    });
  }

  events(): Written[] {
    const dice = this.#dice;
    return Array.from({ length: EVENTS }, (_, at) =>
      this.#written(`event/${ulid(7, at)}`, {
        title: `Pelatihan ${dice.of(TOPICS).toLowerCase()}`,
        meeting_kind: 'pelatihan',
        date: this.#day(YEARS[at % YEARS.length] ?? 2026),
        start: '08:30',
        end: '12:00',
        place: 'Balai Desa',
        state: 'selesai',
        about: this.#text(2),
        competences: dice.some(COMPETENCES, 2),
        villages: [],
        speakers: dice.some(this.#people, 1),
        invited: [],
        guests: dice.below(9),
        attendance: this.#attendance(20),
      }),
    );
  }

  problems(): Written[] {
    const dice = this.#dice;
    const problem = () => {
      const year = dice.of(YEARS);
      const solved = dice.below(2) === 0;
      return {
        title: dice.of(TOPICS),
        category: dice.of(PROBLEMS),
        severity: String(1 + dice.below(3)),
        since: this.#day(year),
        detail: this.#text(2),
        competences: dice.some(COMPETENCES, 1),
        problem_state: solved ? 'solved' : 'open',
        ...(solved && { solved_on: `${year}-12-30`, solution: this.#text(1) }),
      };
    };
    return VILLAGES.map(([code]) =>
      this.#written(`problems/${code}`, { problems: this.#some(8, 12, problem) }),
    );
  }

  grades(): Written[] {
    const of = (key: string) =>
      Object.fromEntries(
        COMPETENCES.map((one) => [`${one}${key}`, String(1 + this.#dice.below(4))]),
      );
    return this.#people.slice(0, 60).flatMap((id) =>
      YEARS.slice(-4).map((year) =>
        this.#written(`assessment/${id}/${year}`, {
          scores: of(`:${this.#people[0]}`),
          agreed: of(''),
          evidence: {},
          proofs: [],
        }),
      ),
    );
  }

  #followUps(year: number, count: number): Record<string, unknown> {
    return this.#some(5, count, () => {
      const done = this.#dice.below(3) > 0;
      return {
        what: `${this.#dice.of(TOPICS)}: kirim hasilnya`,
        assignee: this.#dice.of(this.#people),
        due_on: this.#day(year),
        state: done ? 'done' : 'open',
        ...(done && { done_on: `${year}-12-30` }),
      };
    });
  }

  #attendance(count: number): Record<string, string> {
    const marked = this.#dice.some(this.#people, count);
    return Object.fromEntries(marked.map((id) => [id, this.#dice.of(ATTENDANCE)]));
  }

  #some(sort: number, count: number, make: (at: number) => object): Record<string, object> {
    const one = (_: unknown, at: number) => [ulid(sort, (this.#records += 1)), make(at)];
    return Object.fromEntries(Array.from({ length: count }, one));
  }

  #day(year: number): string {
    return `${year}-${two(1 + this.#dice.below(12))}-${two(1 + this.#dice.below(28))}`;
  }

  #text(sentences: number): string {
    return Array.from({ length: sentences }, () => this.#dice.of(SENTENCES)).join(' ');
  }

  #written(doc: string, fields: Record<string, unknown>): Written {
    const edited = { member: this.mine, at: 1_790_000_000 };
    const view = { doc, kind: doc.split('/')[0] ?? '', heads: ['ab'.repeat(32)], fields, edited };
    return { doc, view: { ...view, conflicts: [], doubts: [], after_archive: [] } };
  }
}

/**
 * Puts them into the store of a phone that has joined: lists are drawn from what is stored, so nothing else
 * is needed. The relay has to be stopped, and the page is to be loaded anew after it.
 */
export async function fill(page: Page): Promise<void> {
  const mine = await page.evaluate(async () => {
    const opened = indexedDB.open('paguyuban');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const asked = opened.result.transaction('meta').objectStore('meta').get('identity');
    await new Promise((resolve) => (asked.onsuccess = resolve));
    opened.result.close();
    return (asked.result as { member: string }).member;
  });
  const docs = decade(mine).map(({ doc, view }) => ({ doc, view: JSON.stringify(view) }));
  await page.evaluate(async (all) => {
    const opened = indexedDB.open('paguyuban');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const written = opened.result.transaction('docs', 'readwrite');
    const heads = ['ab'.repeat(32)];
    const ledger = { heads, relay: heads, seq: 1, unsent: 0, refused: null };
    for (const { doc, view } of all) written.objectStore('docs').put({ doc, view, ledger }, doc);
    await new Promise((resolve) => (written.oncomplete = resolve));
    opened.result.close();
  }, docs);
}
