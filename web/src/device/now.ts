import { RelayClock } from '../between/relay-clock';

const clock = new RelayClock();

/** The relay has told by how much its clock is ahead of this phone's. */
export function relayIsAhead(ms: number): void {
  clock.isAhead(ms);
}

/** The present by the relay's clock: what a worker writes down as a time. */
export function nowMs(): number {
  return clock.nowMs();
}

/** The same in whole seconds, as the core takes the time. */
export function nowS(): number {
  return Math.floor(nowMs() / 1000);
}
