import { clock } from './clock.svelte';
import { forum } from './forum.svelte';
import { language } from './first-words.svelte';

/** Behind this years have five digits; much later no calendar can show them. */
const MS_MAX = Date.UTC(9999, 11);

/** A moment that can be shown, whatever was stored as one. */
function shownMs(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MS_MAX) : 0;
}

/** Kept: making one takes as long as many uses of it, and lists are full of dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

function written(
  ms: number,
  parts: Readonly<Intl.DateTimeFormatOptions>,
  locale: string = language.locale,
): string {
  const key = locale + JSON.stringify(parts);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, parts)));
  return format.format(ms);
}

/** `YYYY-MM-DD` of a moment where the forum is. */
export function dayOf(ms: number): string {
  return written(shownMs(ms), { timeZone: forum.zone }, 'sv-SE');
}

export function today(): string {
  return dayOf(clock.nowMs);
}

/** So many days after a day. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export function hourOf(ms: number): number {
  const parts = { timeZone: forum.zone, hour: '2-digit', hour12: false } as const;
  return Number(written(shownMs(ms), parts, 'en-GB')) % 24;
}

/** Null for what is no day of a year with four digits. */
function dayMs(day: string): number | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** A date register as people write it: 12 Mar 2026. What is no date is shown as it is. */
export function dateText(day: string): string {
  const ms = dayMs(day);
  if (ms === null) return day;
  return written(ms, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** The same with the day of the week: Kamis, 12 Maret 2026. */
export function longDateText(day: string): string {
  const ms = dayMs(day);
  if (ms === null) return day;
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return written(ms, { ...parts, timeZone: 'UTC' });
}

/** The month of a date register: Maret 2026. */
export function monthText(day: string): string {
  const ms = dayMs(`${day.slice(0, 7)}-01`);
  if (ms === null) return day;
  const parts = { month: 'long', year: 'numeric' } as const;
  return written(ms, { ...parts, timeZone: 'UTC' });
}

/**
 * A moment as a list shows it: the time today, otherwise the date. What a phone with a wrong clock
 * wrote is not in the future.
 */
export function momentText(writtenMs: number, nowMs: number): string {
  const ms = shownMs(Math.min(writtenMs, nowMs));
  const options: Intl.DateTimeFormatOptions =
    dayOf(ms) === dayOf(nowMs)
      ? { timeStyle: 'short', timeZone: forum.zone }
      : dayOf(ms).slice(0, 4) === dayOf(nowMs).slice(0, 4)
        ? { day: 'numeric', month: 'short', timeZone: forum.zone }
        : { dateStyle: 'medium', timeZone: forum.zone };
  return written(ms, options);
}

/** The time of a moment: 09.14. */
export function clockText(ms: number): string {
  const options = { timeStyle: 'short', timeZone: forum.zone } as const;
  return written(shownMs(ms), options);
}

/** A moment in full: 12 Mar 2026 09.14. */
export function fullMomentText(ms: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: forum.zone } as const;
  return written(shownMs(ms), options);
}

/** "5 menit lalu", "dalam 20 detik"; "kemarin" is the day before today, not 24 hours ago. */
export function relativeText(ms: number, nowMs: number): string {
  const seconds = Math.round((ms - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(language.locale, { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 5) return format.format(0, 'second');
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.trunc(seconds / 3600), 'hour');
  return format.format(daysBetween(dayOf(nowMs), dayOf(ms)), 'day');
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/**
 * How long ago something was, for a clock that beats every 15 seconds: the last minute is "baru saja",
 * and what happened since the last beat is not in the future. What was noted by a clock that was
 * wrong is told as it was noted.
 */
export function agoText(ms: number, nowMs: number, justNow: string): string {
  if (Math.abs(nowMs - ms) < 60_000) return justNow;
  return ms > nowMs ? fullMomentText(ms) : relativeText(ms, nowMs);
}

let rupiah: { locale: string; format: Intl.NumberFormat } | undefined;

export function rupiahText(amount: number): string {
  if (!Number.isFinite(amount)) return '–';
  const { locale } = language;
  if (rupiah?.locale !== locale) {
    const parts = { style: 'currency', currency: 'IDR', maximumFractionDigits: 0 } as const;
    rupiah = { locale, format: new Intl.NumberFormat(locale, parts) };
  }
  return rupiah.format.format(amount);
}
