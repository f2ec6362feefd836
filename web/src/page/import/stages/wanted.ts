import { plainHeader } from '../table/headers';
import { questionsIn } from '../table/questions';
import { inSlices } from '../table/sliced';
import { tableOf, understand } from '../table/understand';
import type { Tools } from '../state/tools';
import { bothWords, needsOf } from './needs';
import { planOf } from './planning';

export { default as Columns } from './Columns.svelte';
export { default as Outcome } from './Outcome.svelte';
export { default as PlanRows } from './PlanRows.svelte';

export const tools: Tools = {
  tableOf,
  understand,
  questionsIn,
  plainHeader,
  inSlices,
  bothWords,
  needsOf,
  planOf,
};
