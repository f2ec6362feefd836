import type { Doc } from '../phone/device.svelte';
import type { Fields } from '../../between/contract';
import { currentRecordsOf, recordsOf, textOf } from '../../plain/fields';
import { tiedTo, type TieKind } from '../../plain/ties';

/** One mentoring entry with the log it stands in. */
export interface Entry {
  doc: string;
  village: string;
  /** In whose log it was begun; its address has it for good. */
  year: string;
  found: string;
  key: string;
  fields: Fields;
  date: string;
  topic: string;
}

/** The entries of some logs that are not archived, newest first. */
export function entriesOf(logs: Doc[]): Entry[] {
  return sorted(logs, (fields) => currentRecordsOf(fields, 'entries'));
}

/** Those that belong to a problem or an event. */
export function entriesTied(logs: Doc[], kind: TieKind, id: string): Entry[] {
  const tied = tiedTo(
    logs.map(({ view }) => view),
    kind,
    id,
  );
  return tied.size === 0 ? [] : entriesOf(logs).filter(({ doc, key }) => tied.has(`${doc} ${key}`));
}

/** Those that are archived. */
export function archivedEntriesOf(logs: Doc[]): Entry[] {
  return sorted(logs, (fields) =>
    recordsOf(fields, 'entries').filter(([, entry]) => textOf(entry, 'archived_on') !== ''),
  );
}

function sorted(logs: Doc[], records: (fields: Fields) => [string, Fields][]): Entry[] {
  return logs
    .flatMap(({ view }) =>
      records(view.fields).map(([key, fields]) => entry(view.doc, key, fields)),
    )
    .sort((a, b) =>
      a.date === b.date ? b.key.localeCompare(a.key) : b.date.localeCompare(a.date),
    );
}

function entry(doc: string, key: string, fields: Fields): Entry {
  const [, village = '', year = ''] = doc.split('/');
  const [date, topic] = [textOf(fields, 'date'), textOf(fields, 'topic')];
  return { doc, village, year, found: yearOf(fields, year), key, fields, date, topic };
}

/** The year an entry is found under: that of its date, which may have been put right since. */
export function yearOf(entry: Fields | undefined, log: string): string {
  return textOf(entry, 'date').slice(0, 4) || log;
}

/** Follow-ups that are still to be done. */
export function openFollowUps(fields: Fields): [key: string, followUp: Fields][] {
  return currentRecordsOf(fields, 'follow_ups').filter(([, one]) => {
    const state = textOf(one, 'state');
    return state === '' || state === 'open';
  });
}
