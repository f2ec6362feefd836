import type { Calls, GateCalls } from './contract';

/** Calls about who holds the phone; all others are for the person who is in. */
const OF_THE_GATE: Record<keyof GateCalls, true> = {
  start: true,
  people: true,
  unlock: true,
  setPin: true,
  joinApart: true,
  called: true,
  leave: true,
};

export function isOfTheGate(call: keyof Calls): call is keyof GateCalls {
  return call in OF_THE_GATE;
}
