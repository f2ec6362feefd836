import { textOf } from '../../../plain/fields';
import { forum } from '../../language/forum.svelte';
import { wordFor } from '../../language/words.svelte';
import { hrefOf, pageOf } from '../../shell/route.svelte';
import { villagesOf } from '../../log/contact';
import type { Entry } from '../../log/entries';
import { ASKED, meetingsIn } from '../figures/attendance';
import { minutesOf } from '../figures/mentoring';
import { heldIn, peopleOf } from '../figures/source';
import { promisedIn } from '../figures/tasks';
import { gradeSections } from './grades';
import type { Asked, Section } from './section';
import { dayCell, hoursText, notesOf } from './tables';
import { rw } from './words';

/** What one person did, where they were and what they promised; of their grades what may be read here. */
export function ownSections(asked: Asked): Section[] {
  const { source, period, who } = asked;
  const member = source.personOf(asked.narrow || who.member);
  // Somebody without a card is in nobody's list.
  if (member === '') return [];
  const entries = heldIn(source, period);
  const as = (role: string) =>
    entries.filter((entry) => peopleOf(source, entry, role).includes(member));
  const [gave, got] = [as('mentors'), as('mentees')];
  const meetings = meetingsIn(source, period).filter(({ marks }) => marks.has(member));
  const came = meetings.filter(({ marks }) =>
    ['hadir', 'daring'].includes(marks.get(member) ?? ''),
  );
  const promised = promisedIn(source, period).filter((one) => one.member === member);
  const kept = promised.filter(({ standing }) => standing === 'done' || standing === 'late');
  const minutes = gave.reduce((sum, entry) => sum + minutesOf(entry), 0);
  const facts: Section = {
    ...{ name: 'facts', title: rw().figures },
    facts: [
      { n: gave.length, text: rw().factGave },
      { n: hoursText(minutes), text: rw().factHours },
      { n: got.length, text: rw().factGot },
      { n: came.length, text: rw().factCame(meetings.length) },
      { n: kept.length, text: rw().factKept(promised.length) },
    ],
    ...notesOf(rw().confided),
  };
  const meetingRows: Section = {
    ...{ name: 'came', title: `${rw().cameTo} · ${meetings.length}` },
    table: {
      head: [rw().meeting, rw().date, rw().mark_as],
      rows: meetings.map(({ id, doc, title, kind, date, marks }) => {
        const mark = marks.get(member) ?? '';
        return {
          ...{ key: id, name: title || wordFor('meeting_kind', kind), to: hrefOf(doc) },
          cells: [dayCell(date), mark === ASKED ? rw().asked : wordFor('attendance', mark)],
        };
      }),
    },
  };
  const promises: Section = {
    ...{ name: 'promised', title: `${rw().promised} · ${promised.length}` },
    table: {
      head: [rw().what, rw().due, rw().status],
      rows: promised.map(({ task, standing }) => ({
        key: `${task.view.doc} ${task.path}`,
        name: task.what,
        to: pageOf(task.view.doc, task.below),
        cells: [dayCell(task.due), rw().standing[standing]],
      })),
    },
  };
  const own = { ...asked, source: only(asked, member), narrow: '' };
  return [
    facts,
    ...(gave.length > 0 ? [entryList('gave', rw().gave, gave)] : []),
    ...(got.length > 0 ? [entryList('got', rw().got, got)] : []),
    ...(meetings.length > 0 ? [meetingRows] : []),
    ...(promised.length > 0 ? [promises] : []),
    ...gradeSections(own).slice(0, 1),
  ];
}

/** The same source with the grades of nobody else. */
function only({ source }: Asked, member: string): Asked['source'] {
  return {
    ...source,
    of: (kind) =>
      kind === 'assessment'
        ? source
            .of(kind)
            .filter(({ view }) => source.personOf(view.doc.split('/')[1] ?? '') === member)
        : source.of(kind),
  };
}

function entryList(name: string, title: string, entries: readonly Entry[]): Section {
  const sorted = [...entries].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return {
    ...{ name, title: `${title} · ${entries.length}` },
    table: {
      head: [rw().topic, rw().date, rw().village, rw().hours],
      rows: sorted.map((entry) => ({
        key: `${entry.doc} ${entry.key}`,
        name: entry.topic || wordFor('mentoring_kind', textOf(entry.fields, 'kind')),
        to: pageOf(entry.doc, `entries/${entry.key}/`),
        cells: [
          dayCell(entry.date),
          villagesOf(entry)
            .map((code) => forum.villageName(code))
            .join(', '),
          minutesOf(entry) > 0 ? hoursText(minutesOf(entry)) : null,
        ],
      })),
    },
  };
}
