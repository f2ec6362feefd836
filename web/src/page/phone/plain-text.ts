import type { Device } from './device.svelte';
import type { Fields, View } from '../../between/contract';
import { openFields } from '../language/open';
import { readValue } from '../language/read-value';
import { specAt } from '../../plain/specs';
import { kindName, titleOf } from '../language/titles';
import { fieldName, w } from '../language/words.svelte';

/** Fields that order or sort a thing and say nothing. */
const SILENT = new Set(['order', 'form']);

/** A document as text that can be read, copied and sent without the app: every field with its name. */
export function plainText(device: Pick<Device, 'nameOf'>, view: View): string {
  const nameOf = (id: string) => device.nameOf(id) ?? w().unknownMember;
  const read = (path: string, value: string) => readValue(specAt(view.kind, path), value, nameOf);
  const lines = linesOf(openFields(view, read), '', read);
  return [`${kindName(view.kind)}: ${titleOf(view)}`, ...lines].join('\n');
}

type Read = (path: string, value: string) => string;

function linesOf(fields: Fields, above: string, read: Read): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = above + name;
    if (SILENT.has(name) || value === '') return [];
    if (Array.isArray(value))
      return value.length > 0
        ? [`${fieldName(name)}: ${value.map((key) => read(path, key)).join(', ')}`]
        : [];
    if (typeof value !== 'object') return [`${fieldName(name)}: ${read(path, String(value))}`];
    const inner = linesOf(value as Fields, `${path}/`, read).map((line) => `  ${line}`);
    return inner.length === 0 ? [] : [`${labelOf(name)}`, ...inner];
  });
}

/** Records are named by ids, which say nothing to a person. */
function labelOf(name: string): string {
  return /^[0-9A-Z]{26}$/.test(name) ? '–' : `${fieldName(name)}:`;
}
