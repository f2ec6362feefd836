// What the relay hands out of a forum, as `docs/PROTOCOL.md` has it.

export const TABLES = ['entries', 'follow_ups', 'events', 'minutes', 'problems', 'posts'] as const;
export type TableName = (typeof TABLES)[number];

/** What the columns of a table are called in it, and those that are there only with what is said of people. */
interface Columns {
  all: string;
  personal: string;
}

export const COLUMNS: Record<TableName, Columns> = {
  entries: {
    all: 'id date village village_name kind medium competences topic state stage mentors mentees amount_rp',
    personal: 'mentor_names mentee_names',
  },
  follow_ups: {
    all: 'of id date due_on state done_on village village_name',
    personal: 'what assignee_names',
  },
  events: {
    all: 'id date time ends title place state present excused absent guests',
    personal: 'present_names excused_names absent_names',
  },
  minutes: {
    all: 'id date number title kind state decisions follow_ups follow_ups_done present guests',
    personal: 'present_names',
  },
  problems: {
    all: 'id village village_name category severity since state target solved_on',
    personal: '',
  },
  posts: {
    all: 'id village village_name position post_state',
    personal: 'holder_name',
  },
};

/** Where a spreadsheet reads a table. */
export function addressOf(origin: string, table: TableName, key: string): string {
  return `${origin}/api/feed/${table}.csv?key=${key}`;
}

/** The same as Google's spreadsheets ask for it. Between columns stands a semicolon, between its two parts as well. */
export function formulaOf(address: string): string {
  return `=IMPORTDATA("${address}";";")`;
}
