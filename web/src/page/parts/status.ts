import type { LinkStatus } from '../../between/contract';
import { agoText, fullMomentText, momentText } from '../language/dates';
import type { Words } from '../../words/id';

export type StatusTone = 'good' | 'busy' | 'waiting' | 'stopped';

export interface StatusText {
  tone: StatusTone;
  text: string;
}

/**
 * When the phone last heard from the relay. Without a link an hour or a day: "just now" beside a
 * cloud that is crossed out would be read as being in touch.
 */
export function lastText(link: LinkStatus | null, words: Words, nowMs: number): string {
  const { sync } = words;
  if (!link || link.acknowledgedMs === 0) return sync.never;
  const at = link.acknowledgedMs;
  if (link.state === 'live') return sync.last(agoText(at, nowMs, sync.justNow));
  return sync.last(at > nowMs ? fullMomentText(at) : momentText(at, nowMs));
}

/** Why nothing goes from here to the relay until a person does something about it. */
export function stoppedText(link: LinkStatus | null, { sync }: Words): string {
  if (link?.state === 'elsewhere') return sync.elsewhereText;
  return link?.state === 'revoked' || link?.state === 'outdated' ? sync[link.state] : '';
}

/** One line on how the phone stands with the relay; claims only what the relay acknowledged. */
export function statusText(
  link: LinkStatus | null,
  unsent: number,
  words: Words,
  nowMs: number,
): StatusText {
  const { sync } = words;
  if (link?.state === 'elsewhere') return { tone: 'waiting', text: sync.elsewhere };
  const stopped = stoppedText(link, words);
  if (stopped) return { tone: 'stopped', text: stopped };
  const last = lastText(link, words, nowMs);
  if (unsent > 0 && link?.state !== 'live') return { tone: 'waiting', text: sync.unsent(unsent) };
  if (!link || link.state === 'offline') return { tone: 'waiting', text: last };
  if (link.state === 'connecting') return { tone: 'busy', text: sync.connecting };
  if (!link.caughtUp || unsent > 0) return { tone: 'busy', text: sync.working };
  return { tone: 'good', text: last };
}
