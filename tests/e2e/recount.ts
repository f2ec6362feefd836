// Figures of reports, counted in another way than the page counts them: over plain documents, each number by
// itself, from the JSON that a forum is handed out as.

type Fields = Record<string, unknown>;

export interface Plain {
  doc: string;
  fields: Fields;
  /** Where people disagree. */
  conflicts?: readonly unknown[];
}

/** What stands for somebody's mark about which people disagree. */
export const ASKED = '?';

const isAsked = ({ conflicts = [] }: Plain, path: string) =>
  conflicts.some((one) => (one as { path: string }).path === path);

/** One mentoring entry that took place. */
export interface Row {
  date: string;
  kind: string;
  medium: string;
  villages: string[];
  competences: string[];
  mentors: string[];
  mentees: string[];
  hours: number;
}

const text = (fields: Fields, name: string) => String(fields[name] ?? '');
const list = (fields: Fields, name: string) => (fields[name] as string[] | undefined) ?? [];
const records = (fields: Fields, name: string) =>
  Object.entries((fields[name] as Record<string, Fields> | undefined) ?? {}).filter(
    ([, one]) => text(one, 'archived_on') === '',
  );
const of = (all: readonly Plain[], kind: string) =>
  all.filter(({ doc }) => doc.startsWith(`${kind}/`));
/** A date is empty or has ten characters, so that texts are compared as days are. */
const within = (day: string, from: string, until: string) =>
  day.length === 10 && !(day < from) && !(day > until);

export function rows(all: readonly Plain[], from: string, until: string, today: string): Row[] {
  const found: Row[] = [];
  for (const { doc, fields } of of(all, 'log'))
    for (const [, one] of records(fields, 'entries')) {
      const date = text(one, 'date');
      if (['rencana', 'ditunda', 'batal'].includes(text(one, 'state'))) continue;
      if (!within(date, from, until < today ? until : today)) continue;
      const named = list(one, 'villages');
      const clock = (name: string) => {
        const [hour, minute] = text(one, name).split(':');
        return Number(hour) + Number(minute) / 60;
      };
      const took = clock('end') - clock('start');
      found.push({
        ...{ date, kind: text(one, 'kind'), medium: text(one, 'medium') },
        villages: named.length > 0 ? named : [doc.split('/')[1] ?? ''],
        competences: list(one, 'competences').length > 0 ? list(one, 'competences') : [''],
        mentors: list(one, 'mentors'),
        mentees: list(one, 'mentees'),
        hours: Number.isNaN(took) ? 0 : took < 0 ? took + 24 : took,
      });
    }
  return found;
}

/** How many rows have both: one number at a time. */
export function both(
  some: readonly Row[],
  one: (row: Row) => boolean,
  other: (row: Row) => boolean = () => true,
): number {
  let count = 0;
  for (const row of some) if (one(row) && other(row)) count += 1;
  return count;
}

export interface Kept {
  assignee: string;
  standing: string;
}

/** Follow-ups of logs and notes that are due in a period. */
export function promises(
  all: readonly Plain[],
  from: string,
  until: string,
  today: string,
  dayOf: (ulid: string) => string,
): Kept[] {
  const holders = [
    ...of(all, 'log').flatMap((log) =>
      records(log.fields, 'entries').map(([key, fields]) => ({
        log,
        fields,
        at: `entries/${key}/`,
      })),
    ),
    ...of(all, 'note')
      .filter(({ fields }) => text(fields, 'archived_on') === '')
      .map((log) => ({ log, fields: log.fields, at: '' })),
  ];
  const found: Kept[] = [];
  for (const { log, fields, at } of holders)
    for (const [key, one] of records(fields, 'follow_ups')) {
      const [due, state, done] = ['due_on', 'state', 'done_on'].map((name) => text(one, name));
      if (!within(due || dayOf(key), from, until)) continue;
      const asked = isAsked(log, `${at}follow_ups/${key}/state`);
      const still = asked || state === '' || state === 'open';
      const late = due !== '' && (still ? today : (done ?? '')) > (due ?? '');
      const standing = still
        ? late
          ? 'overdue'
          : 'open'
        : state === 'dropped'
          ? 'dropped'
          : late
            ? 'late'
            : 'done';
      found.push({ assignee: text(one, 'assignee'), standing });
    }
  return found;
}

/** Who was marked with what, at meetings of a period; an event and its minutes are one. */
export function marks(
  all: readonly Plain[],
  from: string,
  until: string,
  today: string,
): { meetings: number; marks: [member: string, mark: string][] } {
  const held = new Map<string, Map<string, string>>();
  for (const one of [...of(all, 'event'), ...of(all, 'note')]) {
    const { doc, fields } = one;
    if (text(fields, 'archived_on') !== '') continue;
    const id = doc.split('/')[1] ?? '';
    const event = all.find((other) => other.doc === `event/${id}`)?.fields;
    if (event && ['batal', 'ditunda'].includes(text(event, 'state'))) continue;
    const date = text(event ?? {}, 'date') || text(fields, 'date');
    if (!within(date, from, until < today ? until : today)) continue;
    const own = held.get(id) ?? new Map<string, string>();
    for (const [member, mark] of Object.entries((fields['attendance'] as Fields) ?? {}))
      if (mark) own.set(member, isAsked(one, `attendance/${member}`) ? ASKED : String(mark));
    if (own.size > 0) held.set(id, own);
  }
  return { meetings: held.size, marks: [...held.values()].flatMap((one) => [...one]) };
}

export interface Trouble {
  village: string;
  category: string;
  opened: string;
  closed: string;
  open: boolean;
}

export function troubles(all: readonly Plain[], dayOf: (ulid: string) => string): Trouble[] {
  return of(all, 'problems').flatMap((map) =>
    records(map.fields, 'problems').map(([key, one]) => {
      const asked = isAsked(map, `problems/${key}/problem_state`);
      const open = asked || text(one, 'problem_state') !== 'solved';
      return {
        village: map.doc.split('/')[1] ?? '',
        category: text(one, 'category') || 'lainnya',
        opened: text(one, 'since') || dayOf(key),
        closed: open ? '' : text(one, 'solved_on'),
        open,
      };
    }),
  );
}

/** Agreed grades: person, village, period, competence and the number. */
export function agreed(
  all: readonly Plain[],
): { member: string; village: string; period: string; competence: string; grade: number }[] {
  return of(all, 'assessment').flatMap((one) => {
    const { doc, fields } = one;
    const [, member = '', period = ''] = doc.split('/');
    const card = all.find((card) => card.doc === `member/${member}`)?.fields ?? {};
    return Object.entries((fields['agreed'] as Fields | undefined) ?? {})
      .filter(([, grade]) => /^[1-9]$/.test(String(grade)))
      .filter(([competence]) => !isAsked(one, `agreed/${competence}`))
      .map(([competence, grade]) => ({
        ...{ member, period, competence, grade: Number(grade) },
        village: text(card, 'village_code'),
      }));
  });
}
