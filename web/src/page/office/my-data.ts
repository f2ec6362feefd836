import type { Device } from '../phone/device.svelte';
import type { Fields, Said, View } from '../../between/contract';
import { openFields } from '../language/open';
import { readValue } from '../language/read-value';
import { specAt } from '../../plain/specs';
import { kindName, titleOf } from '../language/titles';
import { fieldName } from '../language/words.svelte';

/** A thousand acts each; a relay that goes on is not believed. */
const PAGES_MAX = 200;

/** All that the relay holds of the person, or a `Failure`: a part is never taken for the whole. */
export async function allOfMine(ask: (path: string) => Promise<Said>): Promise<Said> {
  const acts: { line: number }[] = [];
  let damaged = 0;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const last = acts.at(-1)?.line;
    const me = await ask(last === undefined ? '/api/me' : `/api/me?before=${last}`);
    const more = (me['acts'] as { line: number }[]).filter(({ line }) => line < (last ?? Infinity));
    acts.push(...more);
    damaged += Number(me['damaged'] ?? 0);
    if (me['more'] !== true) return { ...me, acts, damaged };
    if (more.length === 0) break;
  }
  throw { code: 'not_the_relay' };
}

/** Everything on this phone that is about a person or names them, and what the relay holds besides. */
export function dataAbout(device: Device, member: string, ofRelay: unknown): string {
  const documents = device.documents
    .map(({ view }) => ({ view, part: partAbout(view.doc, opened(device, view), member) }))
    .filter(({ part }) => part !== null)
    .map(({ view, part }) => ({ [`${kindName(view.kind)}: ${titleOf(view)}`]: part }));
  return JSON.stringify({ [fieldName('member')]: member, documents, relay: ofRelay }, null, 2);
}

/** What is not settled is there in all versions. */
function opened(device: Device, view: View): Fields {
  const nameOf = (id: string) => device.nameOf(id) ?? id;
  return openFields(view, (path, value) => readValue(specAt(view.kind, path), value, nameOf));
}

/** The whole of a document that is the person's; of others the records that name them. */
function partAbout(doc: string, fields: Fields, member: string): unknown {
  const own = doc.split('/').includes(member);
  if (own || !doc.startsWith('log/')) return own || names(fields, member) ? labelled(fields) : null;
  const entries = Object.entries((fields['entries'] ?? {}) as Fields).filter(([, entry]) =>
    names(entry, member),
  );
  return entries.length > 0 ? labelled(Object.fromEntries(entries) as Fields) : null;
}

function names(value: unknown, member: string): boolean {
  return JSON.stringify(value).includes(`"${member}"`);
}

/** With the names that the screen has for fields. */
function labelled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [fieldName(name), labelled(inner)]),
  );
}
