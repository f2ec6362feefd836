import { textOf } from '../../../plain/fields';
import { hrefOf } from '../../shell/route.svelte';
import { wordFor } from '../../language/words.svelte';
import { ASKED, marksBy, meetingsIn, type Meeting } from '../figures/attendance';
import type { Asked, Section, Table } from './section';
import { byName, dayCell, notesOf, personName, usedWords, type Named } from './tables';
import { rw } from './words';

/** Who came how often, and as what: person × mark. */
export function attendanceSections(asked: Asked): Section[] {
  const { source, period, narrow } = asked;
  const meetings = meetingsIn(source, period, narrow);
  if (meetings.length === 0) return [];
  return [perPerson(asked, meetings), meetingList(meetings)];
}

function columnsOf(meetings: readonly Meeting[]): Named[] {
  const used = new Map(
    meetings.flatMap(({ marks }) => [...marks.values()].map((mark) => [mark, true])),
  );
  const asked = used.delete(ASKED);
  const words = usedWords('attendance', used);
  return asked ? [...words, [ASKED, rw().asked]] : words;
}

function perPerson(asked: Asked, meetings: readonly Meeting[]): Section {
  const by = marksBy(meetings);
  const columns = columnsOf(meetings);
  const people = peopleIn(asked, by);
  const sum = (member: string) => [...(by.get(member)?.values() ?? [])].reduce((a, b) => a + b, 0);
  const of = (member: string, mark: string) => by.get(member)?.get(mark) ?? 0;
  const table: Table = {
    head: [rw().person, ...columns.map(([, name]) => name), rw().marked, rw().unmarked],
    rows: people.map(({ member, name }) => ({
      ...{ key: member, name },
      cells: [
        ...columns.map(([mark]) => of(member, mark)),
        sum(member),
        Math.max(0, meetings.length - sum(member)),
      ],
    })),
    foot: [
      ...columns.map(([mark]) => people.reduce((all, { member }) => all + of(member, mark), 0)),
      people.reduce((all, { member }) => all + sum(member), 0),
      null,
    ],
  };
  const most = [...people].sort((a, b) => of(b.member, 'hadir') - of(a.member, 'hadir'));
  return {
    ...{ name: 'person', title: rw().byPerson, table },
    chart: {
      is: 'bars',
      series: columns.map(([, name]) => name),
      rows: most.map(({ member, name }) => ({
        name,
        parts: columns.map(([mark]) => of(member, mark)),
      })),
    },
    ...notesOf(rw().attendanceHow),
  };
}

/** Who was marked, and who could have been: whoever left long ago is not missing. */
function peopleIn(asked: Asked, by: ReadonlyMap<string, unknown>) {
  const active = asked.people
    .filter(({ view }) => ['', 'aktif'].includes(textOf(view?.fields, 'status')))
    .map(({ id }) => id);
  return [...new Set([...active, ...by.keys()])]
    .map((member) => ({ member, name: personName(asked, member) }))
    .sort(byName);
}

/** The meetings behind the figures. */
export function meetingList(meetings: readonly Meeting[], most = Infinity): Section {
  const columns = columnsOf(meetings);
  const of = ({ marks }: Meeting, mark: string) =>
    [...marks.values()].filter((one) => one === mark).length;
  const newest = [...meetings].reverse();
  return {
    ...{ name: 'meetings', title: rw().meetings(meetings.length) },
    table: {
      head: [rw().meeting, rw().date, ...columns.map(([, name]) => name), rw().guests],
      rows: newest.slice(0, most).map((one) => ({
        key: one.id,
        name: one.title || wordFor('meeting_kind', one.kind),
        to: hrefOf(one.doc),
        cells: [dayCell(one.date), ...columns.map(([mark]) => of(one, mark)), one.guests],
      })),
    },
    ...(newest.length > most && notesOf(rw().more(newest.length - most))),
  };
}
