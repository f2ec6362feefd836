import type { Hex, Value } from './contract';

// What people disagree about, as a view tells it. Shapes only.

/** A field for which people wrote different values without knowing of each other. */
export interface Conflict {
  path: string;
  versions: Version[];
}

export interface Version {
  id: string;
  value: Value | null;
  member: string | null;
  device: Hex | null;
  /** Seconds since 1970; null while it is not committed. */
  at: number | null;
  winner: boolean;
}

/** A sentence that two or more people changed at once: the merged text says what nobody wrote. */
export interface Doubt {
  id: string;
  path: string;
  /** Where `merged` begins in the text of the view it came with, in UTF-16 units. */
  at: number;
  /** How many units it is long: `text.slice(at, at + length) === merged`. */
  length: number;
  /** What all of them began with. */
  base: string;
  a: string;
  b: string;
  merged: string;
  a_member: string | null;
  b_member: string | null;
  /** On which phones; two of one person may disagree. Release 0.1.0 did not say. */
  a_device?: Hex | null;
  b_device?: Hex | null;
  /** Further versions, if more than two people wrote there. */
  others?: { text: string; member: string | null; device?: Hex | null }[];
  /** Chosen with release 0.1.0; since then a choice is a change of the document. */
  settled?: boolean;
}

/** One person archived a document or a record; another, not knowing it, changed it. */
export interface AfterArchive {
  /** The register that says so: `archived_on`, or `entries/01J…/archived_on`. */
  path: string;
  archived_by: string | null;
  archived_device?: Hex | null;
  /** Seconds since 1970. */
  archived_at: number;
  edited_by: string | null;
  edited_device?: Hex | null;
}
