/** A line of a calendar file, without its end. */
const LINE_OCTETS_MAX = 75;
const UTF8 = new TextEncoder();
/** Sequences count minutes from here on: they fit the 31 bits that programs read until far in the next century. */
const COUNTED_FROM_S = Date.UTC(2020, 0) / 1000;
const DAY_MS = 86_400_000;

/** Something with a day, as a calendar has it. */
export interface Dated {
  /** What it is called for good, in whatever file it comes. */
  uid: string;
  title: string;
  about: string;
  place: string;
  /** `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM`; without a start it is of the whole day. */
  start: string;
  end: string;
  /** After how many months it comes again; 0 if it does not. */
  everyMonths: number;
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** When the document was last changed, seconds since 1970: a later file replaces an earlier one. */
  changedS: number;
}

/** Whether a day is one that a calendar can have. */
export function isDay(day: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === day;
}

/** All that has a day, as a file (RFC 5545). `offsetHours` is the forum's, which knows no summer time. */
export function calendarFile(all: readonly Dated[], offsetHours: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Paguyuban//Paguyuban//ID',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...all.filter(({ day }) => isDay(day)).flatMap((one) => linesOf(one, offsetHours)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf(one: Dated, offsetHours: number): string[] {
  const changed = stamp(one.changedS * 1000);
  const sequence = Math.max(0, Math.floor((one.changedS - COUNTED_FROM_S) / 60));
  const text = (name: string, value: string) =>
    value.trim() === '' ? [] : [`${name}:${escaped(value)}`];
  return [
    'BEGIN:VEVENT',
    `UID:${one.uid}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${sequence}`,
    ...whenOf(one, offsetHours),
    ...(one.everyMonths > 0 ? [ruleOf(one)] : []),
    ...text('SUMMARY', one.title),
    ...text('LOCATION', one.place),
    ...text('DESCRIPTION', one.about),
    `STATUS:${one.status}`,
    `TRANSP:${one.start ? 'OPAQUE' : 'TRANSPARENT'}`,
    'END:VEVENT',
  ];
}

function whenOf({ day, start, end }: Dated, offsetHours: number): string[] {
  const compact = (date: string) => date.replaceAll('-', '');
  const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
  if (!start) return [`DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(next)}`];
  const ms = (date: string, time: string) =>
    Date.parse(`${date}T${time}:00Z`) - offsetHours * 3_600_000;
  const until = end && end <= start ? next : day;
  return [`DTSTART:${stamp(ms(day, start))}`, ...(end ? [`DTEND:${stamp(ms(until, end))}`] : [])];
}

/** Where a month has no such day it is its last, as in the app. */
function ruleOf({ day, everyMonths }: Dated): string {
  const date = Number(day.slice(8));
  const days = Array.from({ length: Math.max(0, date - 27) }, (_, n) => 28 + n).join(',');
  const last = date > 28 ? `;BYMONTHDAY=${days};BYSETPOS=-1` : '';
  return `RRULE:FREQ=MONTHLY;INTERVAL=${everyMonths}${last}`;
}

/** A moment in UTC. */
function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .trim()
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Broken into lines that are short enough, between two characters. */
function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const sign of line) {
    const size = UTF8.encode(sign).length;
    if (octets + size > LINE_OCTETS_MAX) [text, octets] = [`${text}\r\n `, 1];
    text += sign;
    octets += size;
  }
  return text;
}
