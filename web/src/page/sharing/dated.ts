import type { View } from '../../between/contract';
import { currentRecordsOf, recordsOf, textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import { isOff } from '../../plain/meetings';
import { today } from '../language/dates';
import { forum, SETTINGS } from '../language/forum.svelte';
import { titleOf } from '../language/titles';
import { w } from '../language/words.svelte';
import type { Device } from '../phone/device.svelte';
import { isConfidential, isOpen, said } from './said';
import { calendarFile, isDay, type Dated } from './ics';
import { sw } from './words';

const HOURS: Record<string, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };
/** As in `obligations.ts`. */
const MONTHS: Record<string, number> = { month: 1, quarter: 3, half_year: 6, year: 12 };
/** What was longer ago stands in no calendar that anybody still looks at. */
const BEHIND_MS = 30 * 86_400_000;

/** Something that somebody is to do, as the list of follow-ups has it. */
export interface Promised {
  view: View;
  key: string;
  path: string;
  below: string;
  what: string;
  assignee: string;
  due: string;
  isOpen: boolean;
}

const nameIn = (device: Device) => (member: string) => device.nameOf(member) ?? w().unknownMember;
const changedS = ({ edited }: View) => edited?.at ?? 0;

/** An event; one that was called off too, so that it goes from the calendar in which it stands. */
export function eventDated(device: Device, view: View): Dated {
  const open = isOpen(view, ['date', 'start', 'end', 'place', 'title', 'state']);
  const off = isArchived(view) || textOf(view.fields, 'state') === 'batal';
  const read = (name: string) => said(view, name, nameIn(device));
  const title = read('title') || w().note.untitled;
  return {
    uid: `${view.doc.replaceAll('/', '-')}@paguyuban`,
    title: isOff(view) && !off ? sw().postponed(title) : title,
    about: [
      open ? [sw().undecided, `${w().field['date']}: ${read('date')}`].join('\n') : '',
      read('about'),
      forum.name,
    ]
      .filter(Boolean)
      .join('\n'),
    place: read('place'),
    day: textOf(view.fields, 'date'),
    start: textOf(view.fields, 'start'),
    end: textOf(view.fields, 'end'),
    everyMonths: 0,
    status: off ? 'CANCELLED' : open || isOff(view) ? 'TENTATIVE' : 'CONFIRMED',
    changedS: changedS(view),
  };
}

/** The day on which something promised is due; what is done or dropped goes from the calendar. */
export function taskDated(
  device: Device,
  { view, path, key, due, isOpen: stands, assignee }: Promised,
): Dated {
  const open = isOpen(view, [`${path}/what`, `${path}/due_on`, `${path}/state`]);
  const what = said(view, `${path}/what`, nameIn(device)) || w().empty;
  return {
    uid: `task-${key}@paguyuban`,
    title: sw().due(what),
    about: [
      open ? sw().undecided : '',
      assignee && `${w().field['assignee']}: ${nameIn(device)(assignee)}`,
      isConfidential(view) ? '' : titleOf(view),
    ]
      .filter(Boolean)
      .join('\n'),
    ...{ place: '', day: due, start: '', end: '', everyMonths: 0 },
    status: !stands ? 'CANCELLED' : open ? 'TENTATIVE' : 'CONFIRMED',
    changedS: changedS(view),
  };
}

/** What villages owe, with what was taken from the list. */
export function obligationsDated(device: Device): Dated[] {
  const settings = device.doc(SETTINGS)?.view;
  if (!settings) return [];
  const current = new Set(currentRecordsOf(settings.fields, 'obligations').map(([key]) => key));
  return recordsOf(settings.fields, 'obligations').map(([key, one]) => ({
    uid: `obligation-${key}@paguyuban`,
    title: said(settings, `obligations/${key}/title`, String) || w().empty,
    about: [w().home.obligations, forum.name].join('\n'),
    ...{ place: '', day: textOf(one, 'due_on'), start: '', end: '' },
    everyMonths: MONTHS[textOf(one, 'every')] ?? 0,
    status: current.has(key) ? 'CONFIRMED' : 'CANCELLED',
    changedS: changedS(settings),
  }));
}

/** Of all events those that are ahead or were lately. */
export function eventsDated(device: Device): Dated[] {
  return device
    .of('event')
    .map(({ view }) => eventDated(device, view))
    .filter(isNear);
}

export function isNear({ day, everyMonths }: Dated): boolean {
  const from = new Date(Date.parse(today()) - BEHIND_MS).toISOString().slice(0, 10);
  return isDay(day) && (day >= from || everyMonths > 0);
}

export function fileOf(all: readonly Dated[]): string {
  return calendarFile(all, HOURS[forum.zone] ?? 7);
}
