import type { Drafts } from '../../typing/drafts.svelte';
import type { TargetName } from '../table/targets';
import { toTakeBack, type Step } from './steps';

/** What this phone keeps of imports stands with what was typed: behind the PIN, and nowhere else. */
const FORM = 'form/import';
const KNOWN = 'known';
const LOG = 'log ';
/** Imports that can be taken back; who wants one before these has others to ask. */
const KEPT_MAX = 4;

/** One import that was carried out, or begun. */
export interface Done {
  id: string;
  atMs: number;
  /** Of the file. */
  name: string;
  target: TargetName;
  rows: number;
  state: 'running' | 'done' | 'undone';
  steps: Step[];
}

/** What people said that headers and cells mean. */
export interface Known {
  headers: Record<string, string>;
  answers: Record<string, string>;
}

export class Memory {
  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  get known(): Known {
    return this.#read<Known>(KNOWN) ?? { headers: {}, answers: {} };
  }

  learn(known: Known): void {
    this.#keep(KNOWN, known);
  }

  /** The newest first. */
  get done(): Done[] {
    const logs = this.#drafts.of(FORM, LOG).flatMap(({ path }) => this.#read<Done>(path) ?? []);
    return logs.sort((a, b) => b.atMs - a.atMs);
  }

  /** Before anything is done, so that a phone that dies in the middle knows how to take it back. */
  note(one: Done): void {
    this.#keep(LOG + one.id, one);
    for (const { id } of this.done.slice(KEPT_MAX)) this.#drafts.drop(FORM, LOG + id);
  }

  drop({ id }: Done): void {
    this.#drafts.drop(FORM, LOG + id);
  }

  /** What was made or brought back by imports that were taken back: it may come again without a question. */
  get undone(): Set<string> {
    const over = this.done.filter(({ state }) => state === 'undone');
    return new Set(over.flatMap(({ steps }) => steps.flatMap((step) => putAway(step) ?? [])));
  }

  #read<T>(path: string): T | null {
    const typed = this.#drafts.get(FORM, path)?.typed;
    if (!typed) return null;
    try {
      return JSON.parse(typed) as T;
    } catch {
      return null;
    }
  }

  #keep(path: string, value: unknown): void {
    this.#drafts.put({ doc: FORM, path, heads: [], typed: JSON.stringify(value) });
  }
}

/** As much of an import as has to be remembered. */
export function remembered(steps: Step[]): Step[] {
  return toTakeBack(steps).reverse();
}

/** What is archived when this step is taken back. */
function putAway(step: Step): string | null {
  const { doc, how } = step;
  const back = how === 'set' && step.is === null && /(^|\/)archived_on$/.test(step.path);
  if (how !== 'make' && !back) return null;
  const path = step.path.replace(/\/?archived_on$/, '');
  return path === '' ? doc : `${doc} ${path}`;
}
