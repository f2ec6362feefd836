import { expect, test } from 'vitest';
import { decade } from '../../../../../tests/e2e/decade.ts';
import * as recount from '../../../../../tests/e2e/recount.ts';
import type { View } from '../../../between/contract';
import { textOf } from '../../../plain/fields';
import { timeOf } from '../../../plain/ulid';
import type { Doc } from '../../phone/device.svelte';
import { marksBy, meetingsIn } from './attendance';
import { at } from './cross';
import { gradesIn } from './grades';
import { loadIn, mentoringIn } from './mentoring';
import { ALWAYS, periodOf } from './period';
import { problemsIn } from './problems';
import type { Source } from './source';
import { byAssignee, promisedIn } from './tasks';

const TODAY = '2026-11-30';
const dayOf = (ms: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(ms);

const views = decade('01K6TN1QM0M0NNX14FSHY9A6T6').map(({ view }) => view as View);
const plain: recount.Plain[] = views.map(({ doc, fields }) => ({ doc, fields }));
const docs = views.map((view) => ({ view }) as Doc);
const byName = new Map(views.map((view) => [view.doc, view]));
const kinds = [...new Set(views.map(({ kind }) => kind))];
const byKind = new Map(kinds.map((kind) => [kind, docs.filter(({ view }) => view.kind === kind)]));
const source: Source = {
  of: (kind) => byKind.get(kind) ?? [],
  personOf: (member) => (byName.has(`member/${member}`) ? member : ''),
  villageOf: (member) => textOf(byName.get(`member/${member}`)?.fields, 'village_code'),
  today: TODAY,
  dayOf,
};

test.each(['2017', '2026', '2024-s1', '2025-t3', '2026-11', ALWAYS])(
  'ten years counted in another way give the same figures: %s',
  (code) => {
    const period = periodOf(code, TODAY);
    const { from, until } = period;
    const rows = recount.rows(plain, from, until, TODAY);
    const { entries, by } = mentoringIn(source, period);
    expect(entries.length).toBe(rows.length);
    for (const village of new Set(rows.flatMap((row) => row.villages)))
      for (const kind of new Set(rows.map((row) => row.kind)))
        expect(at(by.village, village, kind)).toBe(
          recount.both(
            rows,
            (row) => row.villages.includes(village),
            (row) => row.kind === kind,
          ),
        );
    for (const [competence, n] of by.competence.rows)
      expect(n).toBe(recount.both(rows, (row) => row.competences.includes(competence)));
    for (const [medium, n] of by.medium.rows)
      expect(n).toBe(recount.both(rows, (row) => row.medium === medium));
    for (const [step, n] of by.step.rows)
      expect(n).toBe(recount.both(rows, (row) => row.date.startsWith(step)));
    for (const { member, count, minutes } of loadIn(source, period).rows) {
      const own = rows.filter((row) => row.mentors.includes(member));
      expect(count).toBe(own.length);
      expect(minutes / 60).toBeCloseTo(
        own.reduce((sum, row) => sum + row.hours, 0),
        5,
      );
    }

    const kept = recount.promises(plain, from, until, TODAY, (key) => dayOf(timeOf(key)));
    const promised = byAssignee(promisedIn(source, period));
    expect(promised.all).toBe(kept.length);
    for (const [member, standings] of promised.cells)
      for (const [standing, n] of standings)
        expect(n).toBe(
          kept.filter((one) => one.assignee === member && one.standing === standing).length,
        );

    const came = recount.marks(plain, from, until, TODAY);
    const meetings = meetingsIn(source, period);
    expect(meetings.length).toBe(came.meetings);
    for (const [member, marks] of marksBy(meetings))
      for (const [mark, n] of marks)
        expect(n).toBe(came.marks.filter(([one, as]) => one === member && as === mark).length);

    const end = until < TODAY ? until : TODAY;
    const troubles = recount.troubles(plain, (key) => dayOf(timeOf(key)));
    expect(problemsIn(source, period).all).toEqual({
      opened: troubles.filter(({ opened }) => opened >= from && opened <= end).length,
      closed: troubles.filter(({ closed }) => closed >= from && closed <= end).length,
      open: troubles.filter(({ opened, open, closed }) => opened <= end && (open || closed > end))
        .length,
    });

    const grades = gradesIn(source, period).rows.reduce((sum, row) => sum + row.grades.size, 0);
    const inside = recount.agreed(plain).filter((one) => {
      const [year = '', half = ''] = one.period.split('-');
      const first = `${year}${half === '2' ? '-07-01' : '-01-01'}`;
      const last = `${year}${half === '1' ? '-06-30' : '-12-31'}`;
      return first <= until && last >= from;
    });
    expect(grades).toBe(inside.length);
  },
  // Every figure is counted by itself, over everything.
  60_000,
);
