import { dateText } from '../../language/dates';
import { SETTINGS } from '../../language/forum.svelte';
import type { Device } from '../../phone/device.svelte';
import { matchAttendance } from '../rows/attendance';
import { matchEntries, matchVillages, Meetings } from '../rows/others';
import { matchPeople, missingFrom, type Cards } from '../rows/people';
import { planRow, type Given, type Matched, type Plan, type PlanRow } from '../rows/plan';
import type { Understood } from '../table/understand';
import { iw } from '../state/words';

/** Compares rows with what the forum has; a step is a row. */
export function* planOf(
  device: Device,
  understood: Understood,
  given: Given,
): Generator<number, Plan> {
  const matched = matchedOf(device, understood, given);
  const viewOf = (doc: string) => device.doc(doc)?.view;
  const rows: PlanRow[] = [];
  for (const [at, row] of understood.rows.entries()) {
    const one = matched[at];
    if (one) rows.push(planRow(row, one, viewOf));
    yield rows.length;
  }
  const whole = understood.target.name === 'people';
  return { rows, missing: whole ? missingFrom(matched, device.who.shown) : [] };
}

function matchedOf(
  device: Device,
  { target, table, rows }: Understood,
  { undone, answers, apart }: Given,
): Matched[] {
  const viewsOf = (kind: string) => device.of(kind).map(({ view }) => view);
  const cards: Cards = { views: viewsOf('member'), cardOf: device.who.cardOf, undone };
  switch (target.name) {
    case 'people':
      return matchPeople(rows, cards, apart);
    case 'villages':
      return matchVillages(rows, device.doc(SETTINGS)?.view);
    case 'entries':
      return matchEntries(rows, viewsOf('log'), undone);
    case 'attendance': {
      const called = (day: string) => iw().meeting(dateText(day));
      const meetings = new Meetings([...viewsOf('event'), ...viewsOf('note')], undone, called);
      return matchAttendance(rows, table.columns, cards, meetings, answers);
    }
  }
}
