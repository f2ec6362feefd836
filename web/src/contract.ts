// What the screen, the worker and the core's `Client` say to each other. Shapes only.

export type Hex = string;
export type Value = string | number | boolean;
export interface Fields {
  [name: string]: Value | string[] | Fields | { [key: string]: Value };
}

/** A document as a person reads it; its JSON is kept on the phone beside the document's chunks. */
export interface View {
  doc: string;
  kind: string;
  heads: Hex[];
  fields: Fields;
  conflicts: Conflict[];
  doubts: Doubt[];
  after_archive: AfterArchive | null;
  edited: { member: string | null; at: number } | null;
}

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

/** A sentence that two people changed; the merged text may say what nobody wrote. */
export interface Doubt {
  id: string;
  path: string;
  base: string;
  a: string;
  b: string;
  merged: string;
  a_member: string | null;
  b_member: string | null;
  /** Stands as somebody chose; kept so that it is not asked again. */
  settled?: boolean;
}

export interface AfterArchive {
  archived_by: string | null;
  /** Seconds since 1970. */
  archived_at: number;
  edited_by: string | null;
}

/** How far a document is known to have come. */
export interface Ledger {
  heads: Hex[];
  /** What the relay is known to hold. */
  relay: Hex[];
  /** Where in the relay's log the newest of it stands. */
  seq: number;
  /** How many changes here the relay is not known to hold. */
  unsent: number;
  /** Why the relay does not take them. */
  refused: string | null;
}

export const NO_LEDGER: Ledger = { heads: [], relay: [], seq: 0, unsent: 0, refused: null };

export type Edit =
  | { op: 'set'; path: string; value: Value | null }
  | { op: 'include' | 'exclude' | 'add'; path: string; key: string }
  | { op: 'increment'; path: string; by: number }
  | { op: 'splice'; path: string; at: number; delete: number; insert: string }
  | { op: 'settle'; path: string; version: string }
  | { op: 'settle_sentence'; path: string; doubt: string; choice: 'a' | 'b' | 'merged' };

export type Role = 'organiser' | 'member' | 'viewer';

/** What joining gave this phone. */
export interface Identity {
  forum: string;
  forum_name: string;
  device: Hex;
  member: string;
  role: Role;
  token: string;
}

export type Ticks =
  | { state: 'local' }
  | { state: 'relay'; received: number; devices: number }
  | { state: 'held'; code: string };

/** One thing that has to be done, in the order given. */
export type Effect =
  | AppendEffect
  | { do: 'send'; frame: Uint8Array }
  | { do: 'show'; doc: string }
  | { do: 'tell'; what: string }
  | { do: 'hang_up' };

/** One transaction of the phone's store. */
export interface AppendEffect {
  do: 'append';
  docs: RecordOfDoc[];
  /** JSON of the place in the relay's log, stored with what it stands for. */
  place?: string;
  /** It comes from the tab that talks to the relay, which alone knows what the relay holds. */
  speaks: boolean;
}

export interface RecordOfDoc {
  doc: string;
  chunk?: { key: string; bytes: Uint8Array };
  /** The whole document; the chunks in `drop` are in it. */
  snapshot?: Uint8Array;
  drop: string[];
  /** Keys of the document's chunks on disk that this tab has read, with spaces between. */
  known: string;
  /** JSON of a {@link Ledger}. */
  ledger: string;
  /** JSON of a {@link View}, unless that has not changed. */
  view?: string;
}

/** The core's face, as client-wasm gives it. Documents by name, views and edits as JSON. */
export interface Client {
  isOpen(doc: string): boolean;
  load(
    doc: string,
    snapshot: Uint8Array | undefined,
    chunks: Uint8Array[],
    view: string | undefined,
  ): Effect[];
  close(doc: string): void;
  view(doc: string): string | undefined;
  edit(doc: string, edit: string, nowS: number): Effect[];
  commit(doc: string, nowS: number): Effect[];
  commitPauseMs(doc: string): number;
  shown(doc: string, path: string, heads: string): Effect[];
  /**
   * This tab speaks with the relay for all tabs; every stored ledger was taken in before. `place` is
   * the stored one; without it everything is asked for again.
   */
  speak(place: string | undefined): Effect[];
  needsToConnect(): string[];
  connect(): Effect[];
  disconnect(): void;
  needs(frames: Uint8Array[]): string[];
  receive(frames: Uint8Array[], nowMs: number): Effect[];
  absorb(
    doc: string,
    chunk: Uint8Array | undefined,
    ledger: string | undefined,
    nowS: number,
  ): Effect[];
  retry(doc: string): Effect[];
  /** Sends again what was not taken for a reason that passes. */
  pushUnsent(): Effect[];
  presence(doc: string | undefined): Effect[];
  ticks(doc: string): string;
}

/** How the exchange with the relay stands. */
export interface LinkStatus {
  state: 'offline' | 'connecting' | 'live' | 'revoked' | 'outdated';
  /** When the relay last acknowledged anything, milliseconds since 1970; 0 if never. */
  acknowledgedMs: number;
  /** When the next try is due, milliseconds since 1970; 0 if none is. */
  retryMs: number;
  caughtUp: boolean;
}

export type StoreTrouble = 'full' | 'broken';

/** What the worker says without being asked. */
export type News =
  | { news: 'opened'; identity: Identity | null; read: Record<string, string>; evicted: boolean }
  | { news: 'joined'; identity: Identity }
  | { news: 'docs'; docs: DocNews[] }
  | { news: 'ledger'; doc: string; ledger: Ledger }
  | { news: 'ticks'; ticks: [doc: string, ticks: Ticks][] }
  | { news: 'link'; status: LinkStatus }
  | { news: 'role'; role: Role }
  | { news: 'clock'; skewMs: number }
  | { news: 'presence'; doc: string; people: string[] }
  | { news: 'store'; trouble: StoreTrouble | null }
  | { news: 'engine'; state: 'starting' | 'ready' | 'failed' };

export interface DocNews {
  doc: string;
  view: string;
  ledger: Ledger;
  /** Whether everything in the view is on this phone's disk. */
  saved: boolean;
}

/** What the screen asks of the worker, by name. */
export interface Calls {
  start(marker: Identity | null): void;
  join(secret: string, deviceName: string): Identity;
  open(doc: string): void;
  edit(doc: string, edit: Edit): void;
  retry(doc: string): void;
  commit(doc: string | null): void;
  shown(doc: string, path: string, heads: Hex[]): void;
  here(doc: string | null): void;
  read(marks: Record<string, string>): void;
  sync(): void;
  retryStore(): void;
}

export type Ask = {
  [N in keyof Calls]: { id: number; call: N; args: Parameters<Calls[N]> };
}[keyof Calls];
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure };

/** Why something could not be done; the screen has a sentence for each code. */
export interface Failure {
  code: string;
  path?: string;
  reason?: string;
}
