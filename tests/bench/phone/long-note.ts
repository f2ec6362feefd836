import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AppendEffect,
  Client,
  Edit,
  Effect,
  Ledger,
  RecordOfDoc,
  View,
} from '../../../web/src/between/contract.ts';

export const NOTE = 'note/01K6TN1QMRJ1M53N2100000001';
export const CHANGES = 5_000;
const PEOPLE = 20;
/** Changes that somebody makes before somebody else goes on. */
const TURN = 50;
/** Words in the text from which on as many go as come. */
const WORDS_MAX = 600;
const WORDS =
  'rapat dibuka oleh ketua pukul sembilan semua hadir laporan kas disetujui iuran tetap'.split(' ');
const FORUM = '01K6TN1QMRJ1M53N2100000009';
const BEGAN_S = 1_767_225_600;
/** Between two changes. */
const EVERY_S = 900;
const MODULE = join(import.meta.dirname, '../../../web/src/wasm/paguyuban');

export const memberOf = (person: number) => `01K6TN1QMRJ1M53N22${String(person).padStart(8, '0')}`;

/** A document as it lies in a phone's store. */
export interface Stored {
  doc: string;
  snapshot: number[] | null;
  chunks: [key: string, bytes: number[]][];
  ledger: Ledger;
  view: string;
}

interface Core {
  initSync(from: { module: BufferSource }): unknown;
  Client: new (open: string) => Client;
}

/** A note that twenty people have changed 5,000 times, made by the module itself, and one card of each of them. */
export async function longNote(): Promise<{ note: Stored; cards: Stored[] }> {
  const core = (await import(`${MODULE}.js`)) as Core;
  core.initSync({ module: readFileSync(`${MODULE}_bg.wasm`) });
  return new Made(core).all();
}

class Made {
  readonly #core: Core;
  #snapshot: Uint8Array | null = null;
  #chunks = new Map<string, Uint8Array>();
  #view = '';
  #nowS = BEGAN_S;
  #state = 7;

  constructor(core: Core) {
    this.#core = core;
  }

  all(): { note: Stored; cards: Stored[] } {
    let changes = 0;
    for (let turn = 0; changes < CHANGES; turn += 1) {
      const client = this.#opened(turn % PEOPLE, turn);
      for (let at = 0; at < TURN; at += 1, changes += 1) this.#change(client, changes);
    }
    const cards = Array.from({ length: PEOPLE }, (_, person) => card(person));
    return { note: this.#stored(), cards };
  }

  /** The phone of one of them, with all that there is. */
  #opened(person: number, turn: number): Client {
    const client = this.#client(person, turn);
    const [keys, chunks] = [[...this.#chunks.keys()], [...this.#chunks.values()]];
    this.#keep(
      client.load(
        NOTE,
        this.#snapshot ?? undefined,
        keys.join(' '),
        chunks,
        this.#view || undefined,
      ),
    );
    return client;
  }

  #client(person: number, turn: number): Client {
    const open = {
      ...{ forum: FORUM, member: memberOf(person), role: 'organiser' },
      ...{ device: hex(person + 1), nonce: hex(turn + 1) },
      ...{ place: null, receipts: null },
      // The relay has what is there: else all of it is counted anew with every change.
      ledgers: this.#view === '' ? {} : { [NOTE]: this.#ledger() },
    };
    const client = new this.#core.Client(JSON.stringify(open));
    // The tab that speaks with the relay makes one of many pieces.
    client.speak(undefined);
    return client;
  }

  #change(client: Client, change: number): void {
    this.#nowS += EVERY_S;
    for (const edit of this.#edits(change))
      this.#keep(client.edit(NOTE, JSON.stringify(edit), this.#nowS));
    this.#keep(client.commit(NOTE, this.#nowS));
    this.#view = client.view(NOTE) ?? this.#view;
  }

  #edits(change: number): Edit[] {
    if (change === 0)
      return [
        { op: 'set', path: 'form', value: 'bebas' },
        { op: 'set', path: 'title', value: 'Catatan panjang' },
      ];
    if (change % 10 === 3)
      return [{ op: 'set', path: 'title', value: `Catatan panjang ${change}` }];
    const body = this.#body();
    const words = body === '' ? [] : body.split(' ');
    const at = this.#below(words.length + 1);
    const before = words.slice(0, at).join(' ').length;
    const word = WORDS[this.#below(WORDS.length)] ?? '';
    if (words.length < WORDS_MAX || at >= words.length)
      return [
        {
          ...{ op: 'splice', path: 'body', delete: 0 },
          ...(before === 0 ? { at: 0, insert: `${word} ` } : { at: before, insert: ` ${word}` }),
        } as Edit,
      ];
    const gone = words[at]?.length ?? 0;
    return [
      { op: 'splice', path: 'body', at: before + (at > 0 ? 1 : 0), delete: gone, insert: word },
    ];
  }

  #body(): string {
    const fields = this.#view === '' ? {} : (JSON.parse(this.#view) as View).fields;
    const body = (fields as Record<string, unknown>)['body'];
    return typeof body === 'string' ? body : '';
  }

  /** Numbers that look thrown and are the same every time. */
  #below(count: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * count);
  }

  #keep(effects: Effect[]): RecordOfDoc[] {
    const records = effects.filter((one): one is AppendEffect => one.do === 'append');
    for (const { docs } of records) for (const record of docs) this.#put(record);
    return records.flatMap(({ docs }) => docs);
  }

  #put({ chunk, snapshot, drop }: RecordOfDoc): void {
    if (chunk) this.#chunks.set(chunk.key, chunk.bytes);
    if (snapshot) this.#snapshot = snapshot;
    for (const key of drop) this.#chunks.delete(key);
  }

  #ledger(): Ledger {
    const { heads } = JSON.parse(this.#view) as View;
    return { heads, relay: heads, seq: 1, unsent: 0, refused: null };
  }

  #stored(): Stored {
    return {
      doc: NOTE,
      snapshot: this.#snapshot && [...this.#snapshot],
      chunks: [...this.#chunks].map(([key, bytes]) => [key, [...bytes]]),
      ledger: this.#ledger(),
      view: this.#view,
    };
  }
}

function card(person: number): Stored {
  const doc = `member/${memberOf(person)}`;
  const none = { heads: ['00'], conflicts: [], doubts: [], after_archive: [] };
  const fields = { full_name: `Anggota ${person + 1}`, status: 'aktif' };
  const view = { doc, kind: 'member', ...none, fields, edited: { member: null, at: 1 } };
  return {
    ...{ doc, snapshot: null, chunks: [], view: JSON.stringify(view) },
    ledger: { heads: [], relay: [], seq: 1, unsent: 0, refused: null },
  };
}

const hex = (number: number) => number.toString(16).padStart(16, '0');

/** Puts documents into the phone's store; runs in the page. */
export async function putIn(all: Stored[]): Promise<void> {
  const opened = indexedDB.open('paguyuban');
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const names = ['docs', 'chunks', 'snapshots'];
  const tx = opened.result.transaction(names, 'readwrite');
  for (const { doc, snapshot, chunks, ledger, view } of all) {
    tx.objectStore('docs').put({ doc, ledger, view }, doc);
    if (snapshot) tx.objectStore('snapshots').put(new Uint8Array(snapshot), doc);
    for (const [key, bytes] of chunks)
      tx.objectStore('chunks').put(new Uint8Array(bytes), [doc, key]);
  }
  await new Promise((resolve) => (tx.oncomplete = resolve));
  opened.result.close();
}
