import type { Role, Value, View } from '../between/contract';
import type { Spec } from './fields';
import type { IconName } from './icons';

/** Where a person is in the pages of a kind. */
export interface At {
  at: 'kind';
  kind: string;
  page: 'list' | 'document' | 'record';
  /** The document, or what the list is narrowed to; what stands behind the route by its name. */
  names: Readonly<Record<string, string>>;
  /** Empty on a list. */
  doc: string;
  editing: boolean;
  /** What a new thing begins with: the form of a note, the day of an entry. */
  begin: string;
}

/** Who wants to do something. */
export interface Who {
  role: Role;
  member: string;
}

/** What is known of a kind of document wherever any document may turn up. Its folder says it, once. */
export interface Kind {
  /** The first part of a document's name. */
  name: string;
  /** What begins the addresses of its pages; what follows it in a document's name stands behind it. */
  route: string;
  icon: IconName;
  /** What follows the kind in a document's name, e.g. village and year of a log. */
  parts: readonly string[];
  /** Records that have a page each, and what their key is called among the names of a place. */
  records?: { name: string; key: string };
  /** Null where there is one document of the kind only. */
  list: {
    title(): string;
    /** In the bar at the bottom, for a kind that stands there. */
    tab?(): string;
    /** What the list can be narrowed to by its address. */
    parts?: readonly string[];
    /** It is a table that needs the whole width: it stands beside no page. */
    whole?: true;
  } | null;
  /** Under what it stands among everything else there is, for whom it stands there. */
  menu?(who: Who): string | null;
  /** What one of them is called, whatever it holds. */
  called(): string;
  /** What a document, or the record at a path of it, is called in a list. */
  title(view: View, below: string): string;
  /** What stands above a document or a record, and where up leads from there. */
  bar(at: At, view: View | undefined): { title: string; back: string };
  /** The fields, by the records they stand in: `''` for the document's own. One for registers by key. */
  specs: Readonly<Record<string, readonly Spec[] | Spec>>;
  /** `may_write` of the core's `access.rs`; `names` is what follows the kind, `['']` for any document. */
  mayWrite(who: Who, names: string[]): boolean;
  /** Who reads a document, where that is not everybody; `names` is what follows the kind. */
  readers?(names: string[], nameOf: (member: string) => string): string;
  /** For values that not everybody may choose who may write. */
  mayChoose?(role: Role, path: string, value: Value | null): boolean;
}

/** A page that shows many documents or none, found by its route as those of kinds are. */
export interface Place {
  name: string;
  route: string;
  icon: IconName;
  /** What may stand behind the route, e.g. a village. */
  parts: readonly string[];
  title(names: Readonly<Record<string, string>>): string;
  /** Where up leads; home, if it does not say. */
  back?(names: Readonly<Record<string, string>>): string;
  /** Under what it stands among everything else there is, for whom it stands there. */
  menu?(who: Who): string | null;
}

const known = new Map<string, Kind>();
let knownPlaces: readonly Place[] = [];

/** From the table of kinds, before anything is read. */
export function knowKinds(kinds: readonly Kind[]): void {
  for (const kind of kinds) known.set(kind.name, kind);
}

/** As for kinds. */
export function knowPlaces(places: readonly Place[]): void {
  knownPlaces = places;
}

/** Every page that is no document's, in the order of the table. */
export function places(): readonly Place[] {
  return knownPlaces;
}

/** Every kind that has a page, in the order of the table. */
export function kinds(): Kind[] {
  return [...known.values()];
}

/** The kind of a document, by its name or by the kind's; none for one that has no page. */
export function kindOf(doc: string): Kind | undefined {
  return known.get(doc.split('/', 1).join());
}
