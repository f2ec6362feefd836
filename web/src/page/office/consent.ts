import type { Fields, View } from '../../between/contract';
import { textOf } from '../../plain/fields';

/** Withdrawals and requests have to be acted on within this (UU 27/2022). */
const WITHIN_MS = 72 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** What a card says of the person's consent. */
export function consentOf(view: View | undefined): Fields | undefined {
  const consent = view?.fields['consent'];
  return typeof consent === 'object' && !Array.isArray(consent) ? (consent as Fields) : undefined;
}

export interface Due {
  member: string;
  /** Whole hours left; negative if it is late. */
  hours: number;
}

/** Who has withdrawn consent and waits for the organisers, the most urgent first. */
export function dueOf(cards: View[], nowMs: number): Due[] {
  const due = cards.flatMap((view) => {
    const withdrawn = textOf(consentOf(view), 'withdrawn_on');
    // An archived card is taken out of use: that is acting.
    if (withdrawn === '' || textOf(view.fields, 'archived_on') !== '') return [];
    // The day is written, not the hour: the clock runs from its beginning.
    const untilMs = Date.parse(`${withdrawn}T00:00:00+07:00`) + WITHIN_MS;
    // A day that cannot be read is no reason to wait.
    const hours = Number.isFinite(untilMs) ? Math.floor((untilMs - nowMs) / HOUR_MS) : 0;
    return [{ member: view.doc.slice('member/'.length), hours }];
  });
  return due.sort((a, b) => a.hours - b.hours);
}
