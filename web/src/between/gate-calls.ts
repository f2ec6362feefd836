import type { Calls, Identity, PersonHere } from './contract';
import type { Left } from './last-words';

/** What the screen asks about who holds the phone; times are the screen's clock. */
export interface GateCalls {
  /** `tab` names this worker: the page, and which one of it. `left` is what pages have left. */
  start(marker: Identity | null, nowMs: number, tab: string, left: Left): void;
  /** What pages have left by now that may be gone, all of it. */
  hear(left: Left): void;
  people(nowMs: number): PersonHere[];
  /** Lets a person in. Fails with `pin_wrong` or `pin_wait`. */
  unlock(slot: string, pin: string, nowMs: number): void;
  /** Sets the person's first PIN, or another one in the place of `present`. */
  setPin(pin: string, present: string | null, nowMs: number): void;
  /** Joins by an invitation on a phone that somebody has joined on. The page is loaded anew after it. */
  joinApart(secret: string, deviceName: string, as: JoinAs): void;
  /** What the others of this phone call the person who is in, and their forum. */
  called(name: string, forum: string): void;
  /** Whoever has this slot is the next to be opened. The page is loaded anew after it. */
  turnTo(slot: string): void;
  /** Removes the person who is in from this phone. Fails with `unsent`. */
  leave(): void;
}

/** What an invitation means on a phone that somebody has joined on. */
export type JoinAs =
  /** Somebody else uses this phone too. Whoever is here without a PIN gets one first. */
  | { as: 'another'; name: string; pin: string; mine: string | null }
  /** The person who is in is in another forum too. Behind a PIN only if they have one. */
  | { as: 'forum'; pin: string | null }
  /** The person who is in goes on as a new device. Fails with `unsent`. */
  | { as: 'same' };

/** Calls about who holds the phone; all others are for the person who is in. */
const OF_THE_GATE: Record<keyof GateCalls, true> = {
  start: true,
  hear: true,
  people: true,
  unlock: true,
  setPin: true,
  joinApart: true,
  called: true,
  turnTo: true,
  leave: true,
};

export function isOfTheGate(call: keyof Calls): call is keyof GateCalls {
  return call in OF_THE_GATE;
}
