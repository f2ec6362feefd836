import { expect, test } from 'vitest';
import { calendarFile, type Dated } from './ics';

const dated = (some: Partial<Dated>): Dated => ({
  ...{ uid: 'event-01J@paguyuban', title: 'Rapat', about: '', place: '', day: '2026-03-12' },
  ...{ start: '', end: '', everyMonths: 0, status: 'CONFIRMED', changedS: 1_773_000_000 },
  ...some,
});

/** Reads a calendar as RFC 5545 says, and takes nothing that it forbids. */
function strictly(file: string): Map<string, string>[] {
  expect(file.endsWith('\r\n')).toBe(true);
  const physical = file.slice(0, -2).split('\r\n');
  for (const line of physical) {
    expect(new TextEncoder().encode(line).length, line).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]|[\u0000-\u0008\u000b-\u001f\u007f]/);
    expect(line).not.toBe('');
    expect(line).not.toMatch(/\p{Cs}/u);
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-1)).toBe('END:VCALENDAR');
  expect(lines.filter((line) => /^(VERSION:2\.0|PRODID:.+)$/.test(line))).toHaveLength(2);
  const events: Map<string, string>[] = [];
  let open: Map<string, string> | null = null;
  for (const line of lines.slice(1, -1)) {
    const [, name = '', , value = ''] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;,"]+)*):(.*)$/.exec(line) ?? [];
    expect(name, line).not.toBe('');
    if (line === 'BEGIN:VEVENT') {
      expect(open).toBeNull();
      open = new Map();
    } else if (line === 'END:VEVENT' && open) {
      for (const needed of ['UID', 'DTSTAMP', 'DTSTART'])
        expect([...open.keys()]).toContain(needed);
      events.push(open);
      open = null;
    } else if (open) {
      // Each of these may stand in an event once.
      expect(open.has(name), name).toBe(false);
      if (['SUMMARY', 'LOCATION', 'DESCRIPTION'].includes(name))
        expect(value).toMatch(/^(?:[^\\;,]|\\[\\;,n])*$/);
      if (/^DT|^LAST/.test(name)) expect(value).toMatch(/^\d{8}(T\d{6}Z)?$/);
      open.set(
        name,
        value.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign)),
      );
    }
  }
  return events;
}

const only = (one: Partial<Dated>, offset = 7) => strictly(calendarFile([dated(one)], offset))[0];

test('hours are those of the forum, in UTC', () => {
  const hours = { start: '09:00', end: '11:30' };
  expect(only(hours)?.get('DTSTART')).toBe('20260312T020000Z');
  expect(only(hours)?.get('DTEND')).toBe('20260312T043000Z');
  expect(only(hours, 9)?.get('DTSTART')).toBe('20260312T000000Z');
  expect(only({ start: '05:00' })?.get('DTSTART')).toBe('20260311T220000Z');
  expect(only({ start: '05:00' })?.has('DTEND')).toBe(false);
  // Past midnight it ends on the next day.
  expect(only({ start: '20:00', end: '00:30' })?.get('DTEND')).toBe('20260312T173000Z');
});

test('what has no hour is of the whole day, and keeps nobody from anything', () => {
  const due = only({ day: '2026-12-31' });
  expect(due?.get('DTSTART')).toBe('20261231');
  expect(due?.get('DTEND')).toBe('20270101');
  expect(due?.get('TRANSP')).toBe('TRANSPARENT');
});

test('whatever people write comes back as they wrote it, in lines of 75 octets', () => {
  const title = `Rapat; „uang", 1\\2 – ${'désa 🏡 '.repeat(30)}selesai`;
  const about = 'satu\ndua, tiga\r\nempat\u0007lima';
  const read = only({ title, about, place: 'Balai Desa, Lor' });
  expect(read?.get('SUMMARY')).toBe(title);
  expect(read?.get('DESCRIPTION')).toBe('satu\ndua, tiga\nempat lima');
  expect(read?.get('LOCATION')).toBe('Balai Desa, Lor');
});

test('the same thing keeps its name, and a later state of it counts as later', () => {
  const [before, after] = [only({}), only({ changedS: 1_773_000_000 + 60, status: 'CANCELLED' })];
  expect(after?.get('UID')).toBe(before?.get('UID'));
  expect(Number(after?.get('SEQUENCE'))).toBeGreaterThan(Number(before?.get('SEQUENCE')));
  expect(Number(after?.get('SEQUENCE'))).toBeLessThan(2 ** 31);
  expect(after?.get('STATUS')).toBe('CANCELLED');
});

test('what comes again is one thing; on the 31st it is the last day of shorter months', () => {
  expect(only({ day: '2026-01-10', everyMonths: 1 })?.get('RRULE')).toBe('FREQ=MONTHLY;INTERVAL=1');
  expect(only({ day: '2026-01-31', everyMonths: 3 })?.get('RRULE')).toBe(
    'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
  );
});

test('what has no day is in no calendar', () => {
  const days = ['', '2026-02-31', '2026', 'besok'].map((day) => dated({ day }));
  expect(strictly(calendarFile(days, 7))).toEqual([]);
});
