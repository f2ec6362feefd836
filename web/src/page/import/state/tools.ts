import type { LaterWords } from '../../../words/id-later';
import type { Device } from '../../phone/device.svelte';
import type { Given, Plan } from '../rows/plan';
import type { plainHeader } from '../table/headers';
import type { questionsIn } from '../table/questions';
import type { inSlices } from '../table/sliced';
import type { tableOf, understand, Understood } from '../table/understand';
import type { Needs } from '../table/values';

/** Words in both languages: a file may come from a phone that speaks the other one. */
export interface BothWords {
  phoneFrom(typed: string): string | null;
  words: LaterWords[];
  /** What headers mean from the beginning. */
  labels: Record<string, string>;
}

/** What understands a table and compares its rows; it is fetched with the first file. */
export interface Tools {
  tableOf: typeof tableOf;
  understand: typeof understand;
  questionsIn: typeof questionsIn;
  plainHeader: typeof plainHeader;
  inSlices: typeof inSlices;
  bothWords(): Promise<BothWords>;
  needsOf(device: Device, words: BothWords, answers: Readonly<Record<string, string>>): Needs;
  planOf(device: Device, understood: Understood, given: Given): Generator<number, Plan>;
}
