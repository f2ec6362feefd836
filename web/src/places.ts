import type { Fields, View } from './contract';
import { currentRecordsOf, recordsOf, textOf } from './fields';
import { specAt } from './specs';
import { kindName } from './titles';
import { fieldName, w } from './words/words.svelte';

type NameOf = (member: string) => string;

/** Records as a page shows them: by their order key, then by age. */
export function inOrder(records: [key: string, fields: Fields][]): [string, Fields][] {
  return [...records].sort(
    ([aKey, a], [bKey, b]) =>
      compare(textOf(a, 'order'), textOf(b, 'order')) || compare(aKey, bKey),
  );
}

/** Where in a document something is, as people would say it: "Judul mata acara 2". */
export function placeName(view: View, path: string, nameOf: NameOf): string {
  const segments = path.split('/');
  if (segments[0] === 'attendance' && segments[1])
    return w().place.of(fieldName('attendance'), nameOf(segments[1]));
  const records: string[] = [];
  let fields: Fields | undefined = view.fields;
  for (let at = 0; at + 1 < segments.length; at += 2) {
    const [name = '', key = ''] = segments.slice(at, at + 2);
    if (!isRecords(name)) continue;
    // The entry is what the page is about.
    if (name !== 'entries') records.push(recordName(fields, name, key));
    fields = recordsOf(fields, name).find(([one]) => one === key)?.[1];
  }
  const last = segments[segments.length - 1] ?? '';
  const place = records.join(' · ');
  if (last === 'archived_on') return place || (w().place.whole[view.kind] ?? kindName(view.kind));
  const field = fieldName(specAt(view.kind, path).name);
  return place === '' ? field : w().place.of(field, place);
}

/** "mata acara 2"; one that is put away has no number. */
function recordName(fields: Fields | undefined, name: string, key: string): string {
  const place = inOrder(currentRecordsOf(fields, name)).findIndex(([one]) => one === key);
  return w().place.record(w().place.records[name] ?? name, place + 1);
}

function isRecords(name: string): boolean {
  return name === 'entries' || name in w().place.records;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
