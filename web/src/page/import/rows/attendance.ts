import type { Column } from '../table/find';
import { dayInHeader } from '../table/days';
import type { ListRow } from '../table/records';
import type { Meetings } from './others';
import { PeopleFinder, type Cards } from './people';
import type { Matched } from './plan';
import type { Part } from './steps';

/** Who came when: each row is a person, each day of theirs a mark in the event of that day. */
export function matchAttendance(
  rows: ListRow[],
  columns: Column[],
  cards: Cards,
  meetings: Meetings,
  /** What somebody said who is meant, by the name in the file. */
  answers: Readonly<Record<string, string>>,
): Matched[] {
  const finder = new PeopleFinder(cards);
  const days = columns.filter(({ field }) => field.startsWith('day:'));
  return rows.map((row) => {
    const title = String(row.values['full_name'] ?? '');
    const said = answers[personAsk(title)];
    const found = said ? { card: { id: said }, doubt: null } : finder.find(row);
    const marks = days.flatMap(({ field, header }) => {
      const status = row.values[field];
      const date = field.slice('day:'.length, 'day:YYYY-MM-DD'.length);
      return status
        ? [{ date, title: dayInHeader(header, date.slice(0, 4))?.title ?? '', status }]
        : [];
    });
    const [date, status] = [row.values['date'], row.values['status']];
    if (date && status)
      marks.push({ date: String(date), title: String(row.values['title'] ?? ''), status });
    const id = found.card?.id ?? '';
    if (id === '') return { parts: [], doubt: 'nobody', may: false, title };
    const parts = marks.flatMap((mark): Part[] => {
      const { doc, made, back, values } = meetings.at(mark);
      const whole = { ...values, [`attendance/${id}`]: mark.status };
      return [{ doc, below: '', made, back, values: whole }];
    });
    return { parts, doubt: found.doubt, may: parts.length > 0, title, about: id };
  });
}

/** Under what it is kept who a name in the file means. */
export const personAsk = (name: string) => `row ${name.trim().toLowerCase()}`;
