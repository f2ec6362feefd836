import { SvelteSet } from 'svelte/reactivity';
import type { View } from '../../../between/contract';
import { ulid } from '../../../plain/ulid';
import { failureText } from '../../language/words.svelte';
import type { Device } from '../../phone/device.svelte';
import type { Plan } from '../rows/plan';
import type { Question } from '../table/questions';
import type { BothWords, Tools } from './tools';
import { Refused, ROWS_MAX, type Contents, type Refusal } from '../read/cells';
import { reading } from '../read/reader';
import { carryOut, takeBack } from '../rows/carry';
import { Memory, remembered, type Done } from '../rows/memory';
import type { Step } from '../rows/steps';
import { NOTHING_SAID, type Said } from '../table/said';
import type { TargetName } from '../table/targets';
import type { Understood } from '../table/understand';
import type { Column, Table } from '../table/find';

export type Stage = 'choose' | 'reading' | 'table' | 'rows' | 'carrying' | 'done';

/** One file on its way in, from its choice to its result. It outlives the page: whoever looks something up comes back to it. */
export class Importing {
  readonly #device: Device;
  readonly memory: Memory;
  stage = $state<Stage>('choose');
  refused = $state<Refusal | null>(null);
  /** Rows that were read, or looked at. */
  count = $state(0);
  /** How far it is carried out or taken back. */
  progress = $state.raw<{ done: number; all: number; back: boolean } | null>(null);
  contents = $state.raw<Contents | null>(null);
  table = $state.raw<Table | null>(null);
  understood = $state.raw<Understood | null>(null);
  questions = $state.raw<Question[]>([]);
  answers = $state.raw<Record<string, string>>({});
  said = $state.raw<Said>(NOTHING_SAID);
  target = $state<TargetName>('people');
  plan = $state.raw<Plan | null>(null);
  readonly ticked = new SvelteSet<number>();
  /** Rows that are about nobody who has a card. */
  readonly apart = new SvelteSet<number>();
  result = $state.raw<{ rows: number; log: Done; trouble: string; stopped: boolean } | null>(null);
  busy = $state(false);
  #name = '';
  #words: BothWords | null = null;
  #tools: Tools | null = null;
  readonly #fetch: () => Promise<{ tools: Tools }>;
  #cancel: (() => void) | null = null;
  #turn = 0;
  #stopped = false;

  constructor(device: Device, fetch: () => Promise<{ tools: Tools }>) {
    this.#fetch = fetch;
    this.#device = device;
    this.memory = new Memory(device.drafts);
  }

  get name(): string {
    return this.#name;
  }

  /** Reads a file or pasted cells; `what` is what somebody came here for. */
  async read(given: File | string, name: string, what: TargetName | null): Promise<void> {
    this.leave();
    this.#name = name;
    this.stage = 'reading';
    const turn = this.#turn;
    try {
      this.#tools ??= await this.#fetch()
        .then(({ tools }) => tools)
        .catch(() => Promise.reject(new Refused('not_here')));
      this.#words ??= await this.#theTools.bothWords();
      if (turn !== this.#turn) return;
      const { contents, cancel } = reading(given, (rows) => (this.count = rows));
      this.#cancel = cancel;
      const found = await contents;
      if (turn !== this.#turn) return;
      this.contents = found;
      const { headers, answers } = this.memory.known;
      this.answers = answers;
      this.said = { ...NOTHING_SAID, target: what, known: { ...this.#words.labels, ...headers } };
      await this.#look();
    } catch (failure) {
      if (turn !== this.#turn) return;
      this.leave();
      this.refused = failure instanceof Refused ? failure.code : 'failed';
    } finally {
      this.#cancel = null;
    }
  }

  /** Everything about the file is forgotten, except what was learnt. */
  leave(): void {
    this.#cancel?.();
    this.#turn += 1;
    this.stage = 'choose';
    this.refused = null;
    this.count = 0;
    this.contents = this.table = this.understood = this.plan = this.result = null;
    this.questions = [];
    this.ticked.clear();
    this.apart.clear();
  }

  /** Somebody says something about the file; what is another table is asked about anew. */
  async say(more: Partial<Said>): Promise<void> {
    this.said = { ...this.said, ...more };
    this.questions = [];
    await this.#look();
  }

  /** Which field a column fills. No two fill the same. */
  async choose(column: Column, field: string): Promise<void> {
    const { target, known, columns } = this.said;
    const name = target ?? this.target;
    const others = (this.table?.columns ?? []).filter(
      (one) => one.at !== column.at && field !== '' && one.field === field,
    );
    if (this.said.header === 0) {
      const without = Object.entries(columns).filter(([, one]) => one !== field);
      return this.say({ columns: { ...Object.fromEntries(without), [column.header]: field } });
    }
    const { plainHeader } = this.#theTools;
    const learnt = Object.fromEntries(
      [...others.map(({ header }) => [header, '']), [column.header, field]].map(
        ([header = '', one]) => [`${name} ${plainHeader(header)}`, one ?? ''],
      ),
    );
    const { headers, answers } = this.memory.known;
    this.memory.learn({ headers: { ...headers, ...learnt }, answers });
    await this.say({ target: name, known: { ...known, ...learnt } });
  }

  /** What equal cells mean; undefined is not said. */
  async answer(ask: string, meaning: string | undefined): Promise<void> {
    const rest = Object.entries(this.answers).filter(([one]) => one !== ask);
    this.answers = Object.fromEntries(meaning === undefined ? rest : [...rest, [ask, meaning]]);
    this.memory.learn({ headers: this.memory.known.headers, answers: this.answers });
    await (this.stage === 'rows' ? this.preview() : this.#look());
  }

  /** They came with the file that is spoken of. */
  get #theTools(): Tools {
    if (!this.#tools) throw new Error('no file was read');
    return this.#tools;
  }

  async #look(): Promise<void> {
    const turn = (this.#turn += 1);
    if (!this.contents) return;
    const { tableOf, questionsIn } = this.#theTools;
    const { target, table } = tableOf(this.contents, this.said);
    this.target = target.name;
    this.table = table;
    if (!table) this.understood = null;
    if (this.stage === 'reading' && table && table.rows.length > ROWS_MAX)
      throw new Refused('too_big');
    if (!table) return void (this.stage = 'table');
    const understood = await this.#understand(turn);
    if (!understood) return;
    this.questions = questionsIn(understood, this.questions);
    this.stage = 'table';
  }

  async #understand(turn: number): Promise<Understood | null> {
    if (!this.contents || !this.#words) return null;
    const { inSlices, needsOf, tableOf, understand } = this.#theTools;
    const { target, table } = tableOf(this.contents, this.said);
    if (!table) return null;
    const needs = needsOf(this.#device, this.#words, this.answers);
    const rows = understand(target, table, this.said, needs);
    const told = (done: number) => (this.count = done);
    const found = await inSlices(rows, told, () => turn === this.#turn);
    if (found) this.understood = found;
    return found;
  }

  /** What each row would do. */
  async preview(): Promise<void> {
    const turn = (this.#turn += 1);
    this.busy = true;
    try {
      const understood = await this.#understand(turn);
      if (!understood || turn !== this.#turn) return;
      const told = (done: number) => (this.count = done);
      const { inSlices, planOf } = this.#theTools;
      const work = planOf(this.#device, understood, {
        undone: this.memory.undone,
        answers: this.answers,
        apart: this.apart,
      });
      const plan = await inSlices(work, told, () => turn === this.#turn);
      if (!plan) return;
      const first = this.stage !== 'rows';
      const before = new Map(this.plan?.rows.map((one) => [one.row, one.kind]));
      this.plan = plan;
      if (first) this.ticked.clear();
      for (const { row, kind } of plan.rows)
        if ((first || before.get(row) === 'doubtful') && (kind === 'new' || kind === 'changes'))
          this.ticked.add(row);
      this.stage = 'rows';
    } finally {
      this.busy = false;
    }
  }

  async setApart(row: number, on: boolean): Promise<void> {
    if (on) this.apart.add(row);
    else this.apart.delete(row);
    await this.preview();
    if (on) this.ticked.add(row);
    else this.ticked.delete(row);
  }

  back(): void {
    this.stage = 'table';
  }

  /** Does what the ticked rows ask for. How to take it back is on the disk before the first of it. */
  async take(): Promise<void> {
    const rows = (this.plan?.rows ?? []).filter(({ row, may }) => may && this.ticked.has(row));
    const steps = rows.flatMap((one) => one.steps);
    await this.#carry(steps, rows.length);
  }

  /** Puts those away who are in no row; it can be taken back as every import. */
  async archive(views: View[], today: string): Promise<void> {
    const steps = views.map(({ doc }): Step => {
      return { doc, how: 'set', path: 'archived_on', was: null, is: today };
    });
    await this.#carry(steps, views.length);
  }

  async #carry(steps: Step[], rows: number): Promise<void> {
    const log: Done = {
      id: ulid(),
      atMs: Date.now(),
      name: this.#name,
      target: this.target,
      rows,
      state: 'running',
      steps: remembered(steps),
    };
    this.memory.note(log);
    this.#stopped = false;
    this.stage = 'carrying';
    let trouble = '';
    const told = (done: number, all: number) => (this.progress = { done, all, back: false });
    try {
      await carryOut(this.#device, steps, told, () => this.#stopped);
    } catch (failure) {
      trouble = failureText(failure);
    }
    const ended: Done = { ...log, state: trouble || this.#stopped ? 'running' : 'done' };
    this.memory.note(ended);
    this.progress = null;
    this.result = { rows, log: ended, trouble, stopped: this.#stopped };
    this.stage = 'done';
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Takes back exactly what an import did, wherever that still stands. Fails if something could not be written. */
  async undo(log: Done): Promise<void> {
    const told = (done: number, all: number) => (this.progress = { done, all, back: true });
    try {
      await takeBack(this.#device, [...log.steps].reverse(), told);
      this.memory.note({ ...log, state: 'undone' });
    } finally {
      this.progress = null;
    }
  }
}

const all = new WeakMap<Device, Importing>();

/** The one of this page. */
export function importingOf(device: Device, fetch: () => Promise<{ tools: Tools }>): Importing {
  const known = all.get(device) ?? new Importing(device, fetch);
  all.set(device, known);
  return known;
}
