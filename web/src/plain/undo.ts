import type { Edit, Value, View } from '../between/contract';
import { keysOf, textOf, valueAt, type Spec } from './fields';
import { specAt } from './specs';

/** Fields in which a person chooses; others are typed, and typed again. */
const CHOSEN: ReadonlySet<Spec['is']> = new Set(['word', 'village', 'person', 'date', 'time']);

/** Something that an edit did. */
export interface Taken {
  /** Takes the edit back. */
  back: Edit;
  /** How: put away, brought back, taken out of a set, emptied, replaced, or written where nothing stood. */
  how: 'archived' | 'restored' | 'excluded' | 'emptied' | 'replaced' | 'filled';
  path: string;
  /** What stood there. */
  was: string;
  /** What stands there since. */
  is: string;
}

/** What an edit takes away from `view`; null if nothing that stood there is gone by it. */
export function takenBy(view: View, edit: Edit): Taken | null {
  const done = doneBy(view, edit);
  return done?.how === 'filled' ? null : done;
}

/** What an edit does to `view`, whether something stood there or not; null if that is nothing. */
export function doneBy(view: View, edit: Edit): Taken | null {
  const { path } = edit;
  if (edit.op === 'exclude') {
    if (!membersOf(view, path).includes(edit.key)) return null;
    const back: Edit = { op: 'include', path, key: edit.key };
    return { back, how: 'excluded', path, was: edit.key, is: '' };
  }
  if (edit.op !== 'set') return null;
  const [was, is] = [registerOf(view, path), String(edit.value ?? '')];
  if (was === is) return null;
  const how = howOf(specAt(view.kind, path), was, is);
  if (how === null) return null;
  return { back: { op: 'set', path, value: stored(view, path) }, how, path, was, is };
}

/** Whether nobody has changed it again since. */
export function stillTaken(view: View, taken: Taken): boolean {
  if (taken.how === 'excluded') return !membersOf(view, taken.path).includes(taken.was);
  return registerOf(view, taken.path) === taken.is;
}

function howOf(spec: Spec, was: string, is: string): Taken['how'] | null {
  if (spec.name === 'archived_on') return is === '' ? 'restored' : was === '' ? 'archived' : null;
  if (was === '') return CHOSEN.has(spec.is) ? 'filled' : null;
  if (is === '') return 'emptied';
  return CHOSEN.has(spec.is) ? 'replaced' : null;
}

function registerOf(view: View, path: string): string {
  const { above, name } = split(view, path);
  return textOf(above, name);
}

function stored(view: View, path: string): Value | null {
  const value = valueAt(view.fields, path);
  return typeof value === 'object' || value === undefined || value === '' ? null : (value as Value);
}

function membersOf(view: View, path: string): string[] {
  const { above, name } = split(view, path);
  return keysOf(above, name);
}

/** The record in which the last name of a path stands. */
function split(view: View, path: string) {
  const at = path.lastIndexOf('/');
  const above = at < 0 ? view.fields : valueAt(view.fields, path.slice(0, at));
  const record =
    typeof above === 'object' && above !== null ? (above as View['fields']) : undefined;
  return { above: record, name: path.slice(at + 1) };
}
