import type { Doc } from '../device.svelte';
import type { Fields } from '../contract';
import { currentRecordsOf, textOf } from '../fields';

/** One mentoring entry with the log it stands in. */
export interface Entry {
  doc: string;
  village: string;
  year: string;
  key: string;
  fields: Fields;
  date: string;
  topic: string;
}

/** The entries of some logs that are not archived, newest first. */
export function entriesOf(logs: Doc[]): Entry[] {
  return logs
    .flatMap(({ view }) => {
      const [, village = '', year = ''] = view.doc.split('/');
      return currentRecordsOf(view.fields, 'entries').map(([key, fields]) => ({
        doc: view.doc,
        village,
        year,
        key,
        fields,
        date: textOf(fields, 'date'),
        topic: textOf(fields, 'topic'),
      }));
    })
    .sort((a, b) =>
      a.date === b.date ? b.key.localeCompare(a.key) : b.date.localeCompare(a.date),
    );
}

/** Follow-ups that are still to be done. */
export function openFollowUps(fields: Fields): [key: string, followUp: Fields][] {
  return currentRecordsOf(fields, 'follow_ups').filter(([, one]) => {
    const state = textOf(one, 'state');
    return state === '' || state === 'open';
  });
}

/** Whether a conflict or doubt at `path` is below this record. */
export function isBelow(path: string, records: string, key: string): boolean {
  return path.startsWith(`${records}/${key}/`);
}
