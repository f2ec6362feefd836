import type { LinkStatus } from '../contract';
import type { Words } from '../words/id';

export type StatusTone = 'good' | 'busy' | 'waiting' | 'stopped';

export interface StatusText {
  tone: StatusTone;
  text: string;
}

/** One line on how the phone stands with the relay; claims only what the relay acknowledged. */
export function statusText(
  link: LinkStatus | null,
  unsent: number,
  words: Words,
  relative: (ms: number) => string,
): StatusText {
  const { sync } = words;
  if (link?.state === 'revoked' || link?.state === 'outdated')
    return { tone: 'stopped', text: sync[link.state] };
  const last =
    link && link.acknowledgedMs > 0 ? sync.last(relative(link.acknowledgedMs)) : sync.never;
  if (unsent > 0 && link?.state !== 'live') return { tone: 'waiting', text: sync.unsent(unsent) };
  if (!link || link.state === 'offline') return { tone: 'waiting', text: last };
  if (link.state === 'connecting') return { tone: 'busy', text: sync.connecting };
  if (!link.caughtUp || unsent > 0) return { tone: 'busy', text: sync.working };
  return { tone: 'good', text: last };
}
