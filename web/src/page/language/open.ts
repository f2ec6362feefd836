import type { Doubt, Fields, Value, View } from '../../between/contract';
import { valueAt } from '../../plain/fields';
import { w } from './words.svelte';

/** A stretch of a text; with versions it is a sentence that nobody has settled. */
export interface Piece {
  text: string;
  versions: string[];
}

/** Versions as they are read where none has been chosen: [versi A: … | versi B: …]. */
export function openText(versions: string[]): string {
  const named = versions.map((text, at): [string, string] => [
    String.fromCharCode('A'.charCodeAt(0) + at),
    text || w().dispute.emptied,
  ]);
  return w().dispute.open(named);
}

/** A text in which every sentence in doubt is told from the rest. */
export function piecesOf(text: string, doubts: Doubt[]): Piece[] {
  const places = doubts
    .map((doubt) => ({ doubt, merged: doubt.merged.trim(), at: placeOf(text, doubt) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { doubt, merged, at } of places) {
    const last = pieces[pieces.length - 1];
    const until = Math.max(end, at + merged.length);
    if (at < end && last) {
      // Three people in one sentence make a doubt for every two of them.
      last.versions.push(...fresh(doubt, last.versions));
      last.text += text.slice(end, until);
    } else {
      if (at > end) pieces.push({ text: text.slice(end, at), versions: [] });
      pieces.push({ text: merged, versions: fresh(doubt, []) });
    }
    end = until;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), versions: [] });
  return pieces;
}

/**
 * Where the words of a doubt begin in the text, -1 if they are not in it. A view that an earlier release
 * stored does not say where, and its words are looked for.
 */
function placeOf(text: string, { at, length, merged }: Doubt): number {
  const words = merged.trim();
  if (words === '') return -1;
  const holds = text.slice(at, at + length) === merged;
  return holds ? at + merged.indexOf(words) : text.indexOf(words);
}

function fresh({ a, b }: Doubt, known: string[]): string[] {
  return [...new Set([a.trim(), b.trim()])].filter((one) => !known.includes(one));
}

/** The text as it leaves the app: what is not settled in it is there in all versions. */
export function openProse(text: string, doubts: Doubt[]): string {
  return piecesOf(text, doubts)
    .map((piece) => (piece.versions.length > 0 ? openText(piece.versions) : piece.text))
    .join('');
}

export function doubtsAt(view: View, path: string): Doubt[] {
  return view.doubts.filter((doubt) => doubt.path === path);
}

/** The values of a register about which people disagree, or none. */
export function versionsAt(view: View, path: string): (Value | null)[] {
  const conflict = view.conflicts.find((one) => one.path === path);
  return conflict ? conflict.versions.map(({ value }) => value) : [];
}

/** Whether anything is to be shown for a field of a record, be it disputed. */
export function isFilled(view: View, record: Fields | undefined, path: string): boolean {
  const value = record?.[path.slice(path.lastIndexOf('/') + 1)];
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return !empty || versionsAt(view, path).length > 0;
}

/** The fields of a document as they leave the app: nothing that is not settled stands in them as fact. */
export function openFields(view: View, read: (path: string, value: string) => string): Fields {
  const fields = structuredClone(view.fields);
  for (const { path, versions } of view.conflicts)
    put(fields, path, openText(versions.map(({ value }) => read(path, String(value ?? '')))));
  for (const path of new Set(view.doubts.map((doubt) => doubt.path)))
    put(fields, path, openProse(String(valueAt(fields, path) ?? ''), doubtsAt(view, path)));
  return fields;
}

function put(fields: Fields, path: string, value: string): void {
  const names = path.split('/');
  const last = names.pop() ?? '';
  const record = names.length === 0 ? fields : valueAt(fields, names.join('/'));
  if (typeof record === 'object' && record !== null) (record as Fields)[last] = value;
}
