import type { Edit, Fields, Value, View } from '../../../between/contract';
import { keysOf, valueAt } from '../../../plain/fields';
import { specFor } from '../../../plain/specs';
import { fold } from '../../language/find';
import type { Values } from '../table/records';

/** One thing that an import does to a document, and what is needed to take it back. */
export type Step =
  | { doc: string; how: 'make'; path: string }
  | { doc: string; how: 'set'; path: string; was: Value | null; is: Value | null }
  | { doc: string; how: 'include'; path: string; key: string }
  | { doc: string; how: 'text'; path: string; was: string; is: string };

/** A document, or a record of one, and what an import would have there. */
export interface Part {
  doc: string;
  /** Where in its document: empty, or `entries/{key}/`. */
  below: string;
  /** It is nowhere yet. */
  made: boolean;
  /** It was put away and comes back. */
  back: boolean;
  values: Values;
}

/** What has to be done so that a part says what the file does; nothing is emptied. */
export function stepsOf(part: Part, view: View | undefined): Step[] {
  const { doc, below, made, back, values } = part;
  const fields = made ? {} : (view?.fields ?? {});
  const steps: Step[] = [];
  if (made) steps.push({ doc, how: 'make', path: below.replace(/\/$/, '') });
  if (back) {
    const path = `${below}archived_on`;
    steps.push({ doc, how: 'set', path, was: valueIn(fields, path), is: null });
  }
  for (const [name, value] of Object.entries(values))
    if (value !== null) steps.push(...stepsAt(doc, below + name, value, fields));
  return steps;
}

function stepsAt(doc: string, path: string, value: Value | string[], fields: Fields): Step[] {
  if (Array.isArray(value)) {
    const { above, name } = placeOf(fields, path);
    const there = keysOf(above, name);
    return value
      .filter((key) => !there.includes(key))
      .map((key) => ({ doc, how: 'include', path, key }));
  }
  const was = valueIn(fields, path);
  if (specFor(doc.split('/', 1)[0] ?? '', path)?.is === 'text') {
    const text = String(was ?? '');
    const is = String(value);
    return text.trim() === is.trim() ? [] : [{ doc, how: 'text', path, was: text, is }];
  }
  return isSame(path, was, value) ? [] : [{ doc, how: 'set', path, was, is: value }];
}

/** Names that differ in capitals and apostrophes only are the same name. */
function isSame(path: string, was: Value | null, is: Value): boolean {
  if (String(was ?? '') === String(is)) return true;
  return /(^|\/)(full_name|nickname)$/.test(path) && fold(String(was ?? '')) === fold(String(is));
}

export function valueIn(fields: Fields, path: string): Value | null {
  const value = valueAt(fields, path);
  return value === undefined || value === '' || typeof value === 'object' ? null : (value as Value);
}

function placeOf(fields: Fields, path: string) {
  const at = path.lastIndexOf('/');
  const above = at < 0 ? fields : valueAt(fields, path.slice(0, at));
  return {
    above: typeof above === 'object' && above !== null ? (above as Fields) : undefined,
    name: path.slice(at + 1),
  };
}

/** Whether a step can still be done: nobody has written there since it was planned. */
function stillStands(step: Step, view: View | undefined, what: 'was' | 'is'): boolean {
  const fields = view?.fields ?? {};
  if (step.how === 'set')
    return String(valueIn(fields, step.path) ?? '') === String(step[what] ?? '');
  if (step.how === 'text')
    return String(valueIn(fields, step.path) ?? '').trim() === step[what].trim();
  if (step.how === 'make') return true;
  const { above, name } = placeOf(fields, step.path);
  return keysOf(above, name).includes(step.key) === (what === 'is');
}

/** What a step is as edits, as things stand; none if it is done already or somebody has written there. */
export function editsOf(step: Step, view: View | undefined): Edit[] {
  if (!stillStands(step, view, 'was')) return [];
  const { path } = step;
  switch (step.how) {
    case 'make': {
      const [records, key] = path.split('/');
      return records && key ? [{ op: 'add', path: records, key }] : [];
    }
    case 'set':
      return [{ op: 'set', path, value: step.is }];
    case 'include':
      return [{ op: 'include', path, key: step.key }];
    case 'text':
      return [rewrite(path, String(valueIn(view?.fields ?? {}, path) ?? ''), step.is)];
  }
}

const rewrite = (path: string, was: string, is: string): Edit => ({
  op: 'splice',
  path,
  at: 0,
  delete: was.length,
  insert: is,
});

/**
 * What takes a step back: only what it wrote, and only where that still stands. What it made is put away,
 * with all that others have written in it since.
 */
export function backOf(step: Step, view: View | undefined, today: string): Edit[] {
  if (!view) return [];
  const { path } = step;
  if (step.how === 'make') {
    const archived = path === '' ? 'archived_on' : `${path}/archived_on`;
    const gone = valueIn(view.fields, archived) !== null;
    return gone ? [] : [{ op: 'set', path: archived, value: today }];
  }
  if (!stillStands(step, view, 'is')) return [];
  if (step.how === 'set') return [{ op: 'set', path, value: step.was }];
  if (step.how === 'include') return [{ op: 'exclude', path, key: step.key }];
  return [rewrite(path, String(valueIn(view.fields, path) ?? ''), step.was)];
}

/** The steps that are taken back, the last first; what stands in something that was made goes with it. */
export function toTakeBack(steps: Step[]): Step[] {
  const made = steps.filter(({ how }) => how === 'make');
  const isWithin = ({ doc, how, path }: Step) =>
    how !== 'make' &&
    made.some((one) => one.doc === doc && (one.path === '' || path.startsWith(`${one.path}/`)));
  return steps.filter((step) => !isWithin(step)).reverse();
}
