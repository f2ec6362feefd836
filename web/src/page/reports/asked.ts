import { textOf } from '../../plain/fields';
import { dateText, today } from '../language/dates';
import { forum } from '../language/forum.svelte';
import { w, wordFor } from '../language/words.svelte';
import type { Device } from '../phone/device.svelte';
import { ALWAYS, periodOf } from './figures/period';
import type { Report } from './sections/reports';
import type { Asked } from './sections/section';
import { rw } from './sections/words';

/** What a report is asked by its address, over what this person may read. */
export function askedOf(
  device: Device,
  report: Report,
  { period, narrow }: { period: string; narrow: string },
): Asked {
  const day = today();
  const code = period || (report.first === 'month' ? day.slice(0, 7) : day.slice(0, 4));
  // Made once: making one costs as much as hundreds of uses.
  const zoned = new Intl.DateTimeFormat('sv-SE', { timeZone: forum.zone });
  const personOf = (member: string) => (device.nameOf(member) ? device.who.cardOf(member) : '');
  return {
    period: periodOf(code, day),
    narrow: report.by ? narrow : '',
    who: device.identity ?? { role: 'viewer', member: '' },
    people: device.people,
    settings: forum.fields,
    nameOf: (member) => device.nameOf(member) ?? w().unknownMember,
    source: {
      ...{ today: day, dayOf: (ms) => zoned.format(ms), of: device.of },
      // Of somebody erased the mark stays, the name does not.
      personOf: (member) => (device.isErased(member) ? '' : personOf(member)),
      villageOf: (member) => textOf(device.doc(`member/${member}`)?.view.fields, 'village_code'),
    },
  };
}

/** What the figures are about, as one line: it stands on the paper as well. */
export function spanText({ by }: Report, { period, narrow, source, who, nameOf }: Asked): string {
  const { code, from, until } = period;
  return [
    code === ALWAYS ? rw().always : rw().span(dateText(from), dateText(until)),
    ...(by === 'village' ? [narrow ? forum.villageName(narrow) : rw().villages] : []),
    ...(by === 'meeting_kind'
      ? [narrow ? wordFor('meeting_kind', narrow) : rw().meetingKinds]
      : []),
    ...(by === 'person' ? [nameOf(narrow || who.member)] : []),
    rw().counted(dateText(source.today)),
  ].join(' · ');
}
