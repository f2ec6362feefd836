import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AppendEffect, Caught, Client, Edit, Effect, Hex, View } from '../../between/contract';
import { OpenText, type Surface } from './open-text';
import { type Selection, type Splice } from '../../plain/text';

// Typists with the real core and the real state of a field; only browser, disk and network are played.

const DOC = 'note/01J0000000000000000000000A';
/** The pause after which keys become a change. */
const PAUSE_MS = 100;
/** Between page and worker. */
const HOP_MS = 4;
/** A disk takes up to so long. */
const DISK_MS = 400;
/** As `TextArea.svelte` has it. */
const SOON_MS = 200;
/** Ten people who type thirty words make far fewer. */
const EVENTS_MAX = 30_000;
/** What each of them types; the core looks for doubts in all that meets, so it is not much. */
const WORDS = 2;
const LINE = 'Rapat dibuka oleh ketua.';

let makeClient: (open: string) => Client;

beforeAll(async () => {
  const core = (await import('../../wasm/paguyuban.js')) as unknown as {
    initSync(from: { module: BufferSource }): unknown;
    Client: new (open: string) => Client;
  };
  core.initSync({ module: readFileSync(new URL('../../wasm/paguyuban_bg.wasm', import.meta.url)) });
  makeClient = (open) => new core.Client(open);
});

/** Numbers from a seed. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed * 2_654_435_769 + 1;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((this.#state >>> 8) & 0xffffff) % limit;
  }

  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }
}

/** Time that only moves from one event to the next. */
class Clock {
  #now = 0;
  #order = 0;
  readonly #events: { at: number; order: number; work: () => void }[] = [];

  after(ms: number, work: () => void): void {
    this.#events.push({ at: this.#now + ms, order: (this.#order += 1), work });
  }

  async run(): Promise<void> {
    for (let events = 0; this.#events.length > 0; events += 1) {
      if (events > EVENTS_MAX) throw new Error('it never comes to rest');
      this.#events.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.#events.shift();
      if (!next) return;
      this.#now = next.at;
      next.work();
      for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
    }
  }
}

class Field implements Surface {
  text = '';
  selection: Selection = { start: 0, end: 0 };

  show(text: string, selection: Selection): void {
    this.text = text;
    this.selection = selection;
  }

  put(insert: string, { start, end } = this.selection): void {
    this.text = this.text.slice(0, start) + insert + this.text.slice(end);
    this.selection = { start: start + insert.length, end: start + insert.length };
  }
}

/** Who has written what, in one order for all. */
class Log {
  readonly phones: Phone[] = [];
  readonly chunks: { from: Phone; bytes: Uint8Array }[] = [];

  add(from: Phone, bytes: Uint8Array): void {
    this.chunks.push({ from, bytes });
    for (const phone of this.phones) phone.news();
  }
}

/** One phone: its worker as `edits.ts` has it, its page as `TextArea.svelte` has it. */
class Phone {
  readonly field = new Field();
  readonly #client: Client;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #dice: Dice;
  readonly #open: OpenText;
  #read = 0;
  #typing = 0;
  /** What is on its way to the disk, which keeps its order. */
  readonly #storing: AppendEffect[] = [];
  #reading = false;

  constructor(at: number, log: Log, clock: Clock, dice: Dice) {
    this.#log = log;
    this.#clock = clock;
    this.#dice = dice;
    const id = String(at + 1).padStart(16, '0');
    this.#client = makeClient(
      JSON.stringify({
        forum: '01J00000000000000000000001',
        device: id,
        nonce: id,
        member: `01J00000000000000000000${String(at).padStart(3, '0')}`,
        role: 'organiser',
        place: null,
        ledgers: {},
        receipts: null,
      }),
    );
    this.#do(this.#client.load(DOC, undefined, '', [], undefined));
    this.#open = new OpenText('', [], true, {
      splice: (splice) => this.#ask(() => this.#edit(splice)),
      caught: () => this.#ask(() => this.#caught()),
      shown: (heads) =>
        void this.#ask(() => this.#client.shown(DOC, 'body', JSON.stringify(heads))),
      refused: (words) => {
        throw new Error(`refused: ${words}`);
      },
      later: () => undefined,
      soon: (work) => this.#clock.after(SOON_MS, work),
    });
    this.#open.attach(this.field);
  }

  /** From the page to the worker and back. */
  #ask<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#clock.after(HOP_MS, () => {
        try {
          const answer = work();
          this.#clock.after(HOP_MS, () => resolve(answer));
        } catch (error) {
          this.#clock.after(HOP_MS, () => reject(error as Error));
        }
      });
    });
  }

  edit(edit: Edit): void {
    this.#do(this.#client.edit(DOC, JSON.stringify(edit), 1));
    this.#do(this.#client.commit(DOC, 1));
    this.show();
  }

  #edit(splice: Splice): void {
    const edit: Edit = { op: 'splice', path: 'body', ...splice };
    this.#do(this.#client.edit(DOC, JSON.stringify(edit), 1));
    const typing = (this.#typing += 1);
    this.#clock.after(PAUSE_MS, () => {
      if (typing !== this.#typing) return;
      this.#typing = 0;
      this.#do(this.#client.commit(DOC, 1));
      this.show();
    });
  }

  #do(effects: Effect[]): void {
    for (const effect of effects) if (effect.do === 'append') this.#append(effect);
  }

  #append(append: AppendEffect): void {
    this.#storing.push(append);
    this.#clock.after(this.#dice.between(1, DISK_MS), () => {
      const stored = this.#storing.shift()?.docs ?? [];
      for (const { chunk } of stored) if (chunk) this.#log.add(this, chunk.bytes);
    });
  }

  #caught(): Caught | null {
    const from = this.#client.pinned(DOC, 'body');
    const heads = this.#client.heads(DOC);
    if (this.#typing > 0 || this.#storing.length > 0) return null;
    if (from === undefined || heads === undefined) return null;
    const patches = this.#client.patches(DOC, 'body', from);
    if (patches === undefined) throw new Error('no patches');
    return { patches: JSON.parse(patches) as Splice[], heads: JSON.parse(heads) as Hex[] };
  }

  /** Something is in the log; it comes in after a while, together with what comes meanwhile. */
  news(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#clock.after(this.#dice.between(1, 150), () => {
      this.#reading = false;
      for (; this.#read < this.#log.chunks.length; this.#read += 1) {
        const chunk = this.#log.chunks[this.#read];
        if (chunk && chunk.from !== this)
          this.#do(this.#client.absorb(DOC, chunk.bytes, undefined, 1));
      }
      // What a relay hands over goes to the disk as well; a tab that absorbs writes nothing.
      this.#append({ do: 'append', docs: [], speaks: false });
      this.show();
    });
  }

  show(): void {
    const json = this.#client.view(DOC);
    if (json === undefined) return;
    const view = JSON.parse(json) as View;
    const settled = this.#typing === 0;
    const text = typeof view.fields['body'] === 'string' ? view.fields['body'] : '';
    this.#clock.after(HOP_MS, () => this.#open.core(text, view.heads, settled));
  }

  key(letter: string): void {
    this.#open.before();
    this.field.put(letter);
    this.#open.typed();
  }

  /** A word as a phone's keyboard makes it: each key replaces what is being composed. */
  compose(letters: string, from: number): void {
    this.#open.before();
    this.field.put(letters, { start: from, end: this.field.selection.end });
    this.#open.typed();
  }

  composition(state: boolean): void {
    this.#open.composition(state);
  }

  erase(): void {
    const { end } = this.field.selection;
    if (end === 0) return;
    this.#open.before();
    this.field.put('', { start: end - 1, end });
    this.#open.typed();
  }
}

type Place = 'start' | 'middle' | 'end' | 'own line' | 'same line';

function caretFor(place: Place, who: number, text: string): number {
  const lines = text.split('\n');
  const before = (line: number) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
  if (place === 'start') return 0;
  if (place === 'end') return text.length;
  if (place === 'middle') return before(1) + 6;
  if (place === 'same line') return before(1) + 3 * who;
  const line = who % lines.length;
  return before(line) + (lines[line]?.length ?? 0);
}

/** Types words, with a slip that is erased now and then, or composes them. */
function schedule(
  phone: Phone,
  who: number,
  clock: Clock,
  dice: Dice,
  composes: boolean,
): string[] {
  const pace = dice.between(50, 300);
  const words = Array.from({ length: WORDS }, (_, at) => `${'abcdefghij'[who]}${at}kata${who}`);
  let at = dice.below(200);
  for (const word of words) {
    clock.after((at += pace), () => phone.key(' '));
    if (composes) clock.after((at += 1), () => phone.composition(true));
    let start = 0;
    for (let letters = 1; letters <= word.length; letters += 1) {
      const typed = word.slice(0, letters);
      clock.after((at += pace), () => {
        if (!composes) return phone.key(typed.slice(-1));
        if (letters === 1) start = phone.field.selection.end;
        phone.compose(typed, start);
      });
      if (composes || dice.below(12) > 0) continue;
      clock.after((at += pace), () => phone.key('x'));
      clock.after((at += pace), () => phone.erase());
    }
    if (composes) clock.after((at += 1), () => phone.composition(false));
  }
  return words;
}

async function typeTogether(
  seed: number,
  people: number,
): Promise<{ texts: string[]; words: string[] }> {
  const dice = new Dice(seed);
  const [clock, log] = [new Clock(), new Log()];
  const places: Place[] = ['start', 'middle', 'end', 'own line', 'same line'];
  const place = places[seed % places.length] ?? 'end';
  for (let at = 0; at < people; at += 1) log.phones.push(new Phone(at, log, clock, dice));
  const insert = Array.from({ length: people }, (_, at) => `${at} ${LINE}`).join('\n');
  log.phones[0]?.edit({ op: 'splice', path: 'body', at: 0, delete: 0, insert });
  await clock.run();
  const words = log.phones.flatMap((phone, who) => {
    const caret = caretFor(place, who, phone.field.text);
    phone.field.selection = { start: caret, end: caret };
    return schedule(phone, who, clock, dice, dice.below(3) === 0);
  });
  await clock.run();
  return { texts: log.phones.map(({ field }) => field.text), words };
}

describe('two to ten people type in one text', () => {
  const few = Array.from({ length: 10 }, (_, seed) => [seed, 2 + (seed % 4)] as const);
  test.each([...few, [23, 10] as const])(
    'every word stays whole, seed %i, %i people',
    { timeout: 60_000 },
    async (seed, people) => {
      const { texts, words } = await typeTogether(seed, people);
      const [first = ''] = texts;
      for (const text of texts) expect(text).toBe(first);
      for (const word of words) expect(first.split(word), `${word} in ${first}`).toHaveLength(2);
      expect(first).not.toMatch(/x/);
    },
  );
});
