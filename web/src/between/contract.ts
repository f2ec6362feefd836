// What the screen, the worker and the core's `Client` say to each other. Shapes only.

import type { AfterArchive, Conflict, Doubt } from './disputed';
import type { Carried, CarryCalls, Vouched } from './carrying';
import type { EditCalls } from './edit-calls';
import type { FileCalls, FileWaiting } from './files';
import type { GateCalls } from './gate-calls';
import type { HistoryCalls } from './history';
import type { WordKey } from './last-words';

export type { AfterArchive, Conflict, Doubt, Version } from './disputed';

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
  after_archive: AfterArchive[];
  edited: { member: string | null; at: number } | null;
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
  /** Work that was here and cannot be read, and that the relay is not known to hold. */
  lost?: Hex[];
  /** Chunks here that build on something that is not. */
  orphans?: number;
  /** What the relay was known to hold before its history was another. */
  former?: Hex[];
  /** With what the document was founded anew, if it was. */
  founding?: string | null;
  /** What was not sent before that, and is still to be written in it. */
  again?: Written[];
  /** What of it does not fit. */
  left?: Written[];
  /** The relay's seals on what it has handed over. */
  sealed?: { heads: Hex[]; seal: unknown }[];
}

/** Something that was written: what stood at a path before, and what stood there then. */
export interface Written {
  path: string;
  was: Value | null;
  is: Value | null;
}

export const NO_LEDGER: Ledger = { heads: [], relay: [], seq: 0, unsent: 0, refused: null };

export type Edit =
  | { op: 'set'; path: string; value: Value | null }
  | { op: 'include' | 'exclude' | 'add'; path: string; key: string }
  | { op: 'increment'; path: string; by: number }
  | { op: 'splice'; path: string; at: number; delete: number; insert: string }
  | { op: 'settle'; path: string; version: string }
  | { op: 'settle_sentence'; path: string; doubt: string; choice: Choice };

/** A change of a text in UTF-16 units, in the text after the changes before it; splits no character. */
export interface Patch {
  at: number;
  delete: number;
  insert: string;
}

/** What others did to a text, and the heads at which it reads so. */
export type Caught = { patches: Patch[]; heads: Hex[] } | { text: string; heads: Hex[] };

/** What of one field is no edit: kept on this phone until it is one, or until the person lets it go. */
export interface Draft {
  doc: string;
  path: string;
  /** What stands in the field; null if it shows what the document says. */
  typed: string | null;
  /** As of which heads the person saw the field when they began. */
  heads: Hex[];
  /** What was refused, and is offered back. */
  lost?: string;
  /** The address of the form: it says what something begins with that is nowhere yet. */
  typedAt?: string;
}

/** A version of a sentence in doubt: `other` is a place among its `others`. */
export type Choice = 'a' | 'b' | 'merged' | { other: number };

export type Role = 'organiser' | 'member' | 'viewer' | 'supervisor';

/** What joining gave this phone. */
export interface Identity {
  forum: string;
  forum_name: string;
  device: Hex;
  member: string;
  role: Role;
  token: string;
  /** When the token was given, milliseconds since 1970. */
  tokenMs?: number;
  /** Hash of the secret by which this phone joined. */
  invited?: string;
  /** The one before it, until the relay has taken the new one. */
  earlierToken?: string;
}

/** One person of this phone, as everybody who holds it may see them. */
export interface PersonHere {
  slot: string;
  name: string;
  member: string;
  /** Hash of the secret by which they joined here. */
  invited: string | null;
  /** What the forum is called in which they are this person; empty if that is not known. */
  forum: string;
  /** Whether it opens with a PIN. */
  pin: boolean;
  /** Chosen to be the next that is opened. */
  next: boolean;
  /** How long no PIN is taken from them. */
  waitMs: number;
}

/** How the phone's own person is kept. */
export interface Keeping {
  slot: string;
  /** Behind a PIN. */
  pin: boolean;
  /** The system has cleared the key: reading only, until there is a new invitation. */
  keyless: boolean;
}

export type Ticks =
  | { state: 'local' }
  | { state: 'relay'; received: number; devices: number }
  | { state: 'held'; code: string };

/** What the relay said at one of its doors. */
export type Said = Record<string, unknown>;

/** One thing that has to be done, in the order given. */
export type Effect =
  | AppendEffect
  | SendEffect
  | { do: 'show'; doc: string }
  | { do: 'tell'; what: string }
  | { do: 'hang_up' };

export interface SendEffect {
  do: 'send';
  frame: Uint8Array;
  /** To be signed with the device's key; the signature is the frame's last 64 bytes. */
  sign?: Uint8Array;
}

/** One transaction of the phone's store. */
export interface AppendEffect {
  do: 'append';
  docs: RecordOfDoc[];
  /** JSON of the place in the relay's log, stored with what it stands for. */
  place?: string;
  /** What the journal writes with it, by name; null goes away. */
  kept?: [name: string, value: unknown][];
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
  /** JSON of a {@link Ledger}; and of a {@link View}, unless that has not changed. */
  ledger: string;
  view?: string;
  /** Nothing of it is on the disk before; or nothing stays, because another tab has removed it if it is late. */
  begins?: true;
  forget?: true;
  late?: true;
}

/** The core's face, as client-wasm gives it. Documents by name, views and edits as JSON. */
export interface Client {
  isOpen(doc: string): boolean;
  load(
    doc: string,
    snapshot: Uint8Array | undefined,
    keys: string,
    chunks: Uint8Array[],
    view: string | undefined,
  ): Effect[];
  close(doc: string): void;
  view(doc: string): string | undefined;
  edit(doc: string, edit: string, nowS: number): Effect[];
  commit(doc: string, nowS: number): Effect[];
  commitPauseMs(doc: string): number;
  look(): Effect[];
  shown(doc: string, path: string, heads: string): Effect[];
  /** No field shows this path any more. */
  left(doc: string, path: string): Effect[];
  /** JSON of a `History`: a page, behind `before` (JSON); with a path, the newest changes of that place. */
  past(doc: string, path: string, before: string | undefined): string | undefined;
  /** JSON of what stood in a place at these heads (JSON); undefined if nothing did. */
  stood(doc: string, path: string, heads: string): string | undefined;
  /** Takes the last step that was written here back, or does it again. */
  step(doc: string, back: boolean, day: string, nowS: number): Effect[];
  /** JSON of whether there is a step back, and one on. */
  steps(doc: string): string;
  /** JSON of the heads of everything committed; undefined if the document is not in memory. */
  heads(doc: string): string | undefined;
  /** JSON of the heads at which the field of this path is edited next, if one shows it. */
  pinned(doc: string, path: string): string | undefined;
  /**
   * JSON of the {@link Patch}es, in order, that lead from a text as of these heads (JSON) to the text
   * as committed now, as its operations made it. Undefined if document, path or heads are not here.
   */
  patches(doc: string, path: string, heads: string): string | undefined;
  /**
   * This tab speaks with the relay for all tabs; every stored ledger was taken in before. `place` is
   * the stored one; without it everything is asked for again.
   */
  speak(place: string | undefined): Effect[];
  /** The next documents to load for {@link Client.sendOn}; none while enough is under way. */
  nextToSend(): string[];
  /** Sends what is unsent of the documents in memory, as much as may be under way. */
  sendOn(): Effect[];
  /** Whether something unsent waits for another link. */
  hasMoreToSend(): boolean;
  /** On a link on which so many bytes may be under way; without a number it is one that stays. */
  connect(room: number | undefined): Effect[];
  /** Nothing more can be said on this link. */
  complete(): void;
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
  /** What was told by `put_in` is kept where its person finds it. */
  keepsLeft(doc: string): Effect[];
  /** Sends again what was not taken for a reason that passes. */
  pushUnsent(): Effect[];
  presence(doc: string | undefined): Effect[];
  /** The relay does not know this device any more, or has shut it out. */
  shutOut(): Effect[];
  /** Every document with something that the relay is not known to hold. */
  unsent(): string[];
  packet(doc: string): (Effect | Carried)[];
  /** For which devices the relay vouched when it was last heard, by whichever tab. */
  trusts(devices: string): void;
  /** Of a push that somebody carried here: what its signature has to be of, and by which key. */
  carried(push: Uint8Array): Vouched;
  /** Takes it in, once that was verified; no effects if all of it is here. */
  takeCarried(push: Uint8Array): Effect[];
  /** Removes a document from this phone that the relay no longer lets it have. */
  forget(doc: string): Effect[];
  /** Another tab has removed a document from the disk. */
  gone(doc: string): void;
  ticks(doc: string): string;
}

/** Why a document left this phone, or has to. */
export interface Gone {
  doc: string;
  why: 'hidden' | 'erased';
  /** Changes of this phone that the relay does not have; for a hidden document they are still here. */
  unsent: number;
}

/** How the exchange with the relay stands. */
export interface LinkStatus {
  /** `elsewhere`: a tab of an older release talks to the relay, and does not say how that goes. */
  state: 'offline' | 'connecting' | 'live' | 'revoked' | 'outdated' | 'elsewhere';
  /** When the relay last acknowledged anything, milliseconds since 1970; 0 if never. */
  acknowledgedMs: number;
  /** When the next try is due, milliseconds since 1970; 0 if none is. */
  retryMs: number;
  caughtUp: boolean;
}

/** `later`: a later release has made the store into its own, so this page has to be loaded anew. */
export type StoreTrouble = 'full' | 'broken' | 'later';

/** What the worker says without being asked. */
export type News =
  | { news: 'opened'; identity: Identity | null; read: Record<string, string>; evicted: boolean }
  /** Several people, or one with a PIN: nothing is shown before it is known who holds the phone. */
  | { news: 'locked'; people: PersonHere[] }
  | { news: 'keeping'; keeping: Keeping }
  | { news: 'joined'; identity: Identity }
  | { news: 'docs'; docs: DocNews[] }
  | { news: 'ledger'; doc: string; ledger: Ledger }
  /** Nothing of it is on this phone any more. */
  | { news: 'forgotten'; doc: string }
  | { news: 'gone'; gone: Gone }
  /** All documents of which a part does not open, and has not come again yet. */
  | { news: 'damaged'; docs: string[] }
  /** Of a page that was closed before these were edits. */
  | { news: 'drafts'; drafts: Draft[] }
  /** What a page of somebody with a PIN seals its last words with. */
  | { news: 'wordKey'; key: WordKey }
  /** What a page has left that is gone is on the disk. */
  | { news: 'heard'; tab: string }
  | { news: 'ticks'; ticks: [doc: string, ticks: Ticks][] }
  | { news: 'link'; status: LinkStatus }
  | { news: 'role'; role: Role }
  | { news: 'clock'; skewMs: number }
  /** What the relay does not have of the files that documents name. */
  | { news: 'files'; waiting: FileWaiting[] }
  | { news: 'presence'; doc: string; people: string[] }
  | { news: 'store'; trouble: StoreTrouble | null }
  | { news: 'engine'; state: 'starting' | 'ready' | 'failed' };

/** Whether the worker lives: it is asked now and then, and says when it cannot go on. */
export type Pulse = 'alive?' | 'alive' | 'died' | `life ${string}`;

export interface DocNews {
  doc: string;
  view: string;
  ledger: Ledger;
  /** Whether everything in the view is on this phone's disk. */
  saved: boolean;
  /** The last view of the whole, if something of it can be read no more. */
  whole?: string;
}

/** What the screen asks of the worker, by name. */
export interface PhoneCalls {
  join(secret: string, deviceName: string): Identity;
  open(doc: string): void;
  retry(doc: string): void;
  commit(doc: string | null): void;
  here(doc: string | null): void;
  read(marks: Record<string, string>): void;
  sync(): void;
  retryStore(): void;
  /** Asks the relay at one of its doors, in this device's name and signed by it. */
  office(method: 'GET' | 'POST', path: string, body: unknown): Said;
  forget(doc: string): void;
}

export type Calls = PhoneCalls & EditCalls & GateCalls & HistoryCalls & CarryCalls & FileCalls;

/** The same calls, answered at once or later. */
export type Awaitable<T> = {
  [N in keyof T]: T[N] extends (...args: infer A) => infer R
    ? (...args: A) => R | Promise<R>
    : never;
};

export type Ask = {
  [N in keyof Calls]: { id: number; call: N; args: Parameters<Calls[N]> };
}[keyof Calls];
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure };

/** Why something could not be done; the screen has a sentence for each code. */
export interface Failure {
  code: string;
  path?: string;
  reason?: string;
  /** For `too_long`: so many must go before the rest fits. */
  over?: number;
}
