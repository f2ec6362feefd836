/** By how much the relay's clock is ahead of this phone's; nothing until the relay has said it. */
let aheadMs = 0;

/** The relay has told its time. */
export function relayIsAhead(ms: number): void {
  aheadMs = ms;
}

/** The present by the relay's clock: what a worker writes down as a time. */
export function nowMs(): number {
  return Date.now() + aheadMs;
}

/** The same in whole seconds, as the core takes the time. */
export function nowS(): number {
  return Math.floor(nowMs() / 1000);
}
