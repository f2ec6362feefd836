import type { View } from '../../between/contract';
import { currentRecordsOf, textOf } from '../../plain/fields';
import { APPROVED, approvedVersions, isOff } from '../../plain/meetings';
import { daysBetween, today } from '../language/dates';
import { forum } from '../language/forum.svelte';
import { inOrder } from '../language/places';
import { titleOf } from '../language/titles';
import { w, wordFor } from '../language/words.svelte';
import { disputesIn, isArchived } from '../../plain/views';
import type { Device } from '../phone/device.svelte';
import { unmarked } from './marks';
import type { Promised } from './dated';
import { isConfidential, isOpen, said } from './said';
import { sw } from './words';

/** A message, and what its sender should know before it goes. */
export interface Message {
  name: string;
  text: string;
  warnings: string[];
}

/** What is read aloud once has so many points, and says how many more there are. */
const POINTS_MAX = 15;

type Read = (path: string) => string;
const reader =
  (device: Device, view: View): Read =>
  (path) =>
    unmarked(said(view, path, (member) => device.nameOf(member) ?? w().unknownMember).trim());
const bold = (text: string) => (text === '' ? '' : `*${text.replaceAll('\n', ' ')}*`);
const joined = (lines: (string | false)[]) =>
  lines
    .filter((line) => line !== false)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

/** Who it is from, as the forum calls itself. */
const signOf = (device: Device) => unmarked(forum.name || (device.identity?.forum_name ?? ''));

function hoursOf(read: Read): string {
  const [start, end] = [read('start'), read('end')];
  const zone = wordFor('time_zone', textOf(forum.fields, 'time_zone') || 'wib');
  return start === '' ? '' : `${end ? `${start}–${end}` : start} ${zone}`;
}

/** What is sent of an event: the invitation and a reminder; once it is called off, that it is. */
export function eventMessages(device: Device, view: View): Message[] {
  const read = reader(device, view);
  const title = read('title') || w().note.untitled;
  const when = [
    read('date') && sw().day(read('date')),
    hoursOf(read) && sw().hours(hoursOf(read)),
    read('place') && sw().place(read('place')),
  ].filter((line) => line !== '');
  const open = isOpen(view, ['title', 'date', 'start', 'end', 'place', 'state']);
  const warnings = open ? [sw().openWarning] : [];
  const note = open && sw().undecided;
  const sign = signOf(device);
  if (isOff(view) || isArchived(view)) {
    const put = textOf(view.fields, 'state') === 'ditunda';
    const lines = [sw().dear, '', put ? sw().isPut : sw().isOff, bold(title), ...when];
    const text = joined([...lines, note, '', sw().sorry, sign]);
    return [{ name: sw().news, text, warnings }];
  }
  const days = daysBetween(today(), textOf(view.fields, 'date'));
  const over = days < 0 ? [sw().isOver] : [];
  const body = [bold(title), ...when, note];
  return [
    {
      name: sw().invitation,
      text: joined([sw().dear, '', sw().invites, ...body, '', sw().answer, sign]),
      warnings: [...over, ...warnings],
    },
    {
      name: sw().reminder,
      text: joined([
        ...[sw().dear, '', open ? sw().reminds : sw().remindsIn(days), ...body],
        ...['', sw().seeYou, sign],
      ]),
      warnings: [...over, ...warnings],
    },
  ];
}

/** Minutes in brief: what was decided, and who does what. */
export function minutesMessage(device: Device, view: View): Message {
  const read = reader(device, view);
  const extra = (path: string, names: string[]) =>
    names.map((name) => read(`${path}/${name}`)).filter((text) => text !== '');
  const list = (records: string[]) => {
    const more = records.length - POINTS_MAX;
    const shown = records.slice(0, POINTS_MAX).map((text, at) => `${at + 1}. ${text}`);
    return more > 0 ? [...shown, sw().more(more)] : shown;
  };
  const decisions = inOrder(currentRecordsOf(view.fields, 'decisions')).map(([key]) => {
    const path = `decisions/${key}`;
    const facts = extra(path, ['amount_rp', 'owner', 'due_on']).join('; ');
    return `${read(`${path}/text`) || w().empty}${facts && ` (${facts})`}`;
  });
  const tasks = currentRecordsOf(view.fields, 'follow_ups').map(([key]) => {
    const path = `follow_ups/${key}`;
    const facts = extra(path, ['assignee', 'due_on']).join(', ');
    return `${read(`${path}/what`) || w().empty}${facts && ` – ${facts}`}`;
  });
  const open = disputesIn(view).length > 0;
  const status = textOf(view.fields, 'state');
  const approved = approvedVersions(view).length > 0;
  const standing =
    status === APPROVED && approved ? '' : approved ? sw().changedAfter : sw().notApproved;
  const warnings = [
    ...(standing ? [standing] : []),
    ...(open ? [sw().openWarning] : []),
    ...(isConfidential(view) ? [sw().confidential] : []),
  ];
  const text = joined([
    sw().inBrief,
    bold(read('title') || w().note.untitled),
    [read('date'), read('place')].filter(Boolean).join(', '),
    standing && `(${standing})`,
    open && `(${sw().undecided})`,
    '',
    ...(decisions.length > 0 ? [sw().decisions, ...list(decisions)] : [sw().noDecisions]),
    '',
    ...(tasks.length > 0 ? [sw().tasks, ...list(tasks)] : []),
    '',
    signOf(device),
  ]);
  return { name: sw().minutes, text, warnings };
}

/** A follow-up, to whoever promised it. */
export function taskMessage(device: Device, task: Promised): Message {
  const { view, path, due, assignee } = task;
  const read = reader(device, view);
  const secret = isConfidential(view);
  const open = isOpen(
    view,
    ['what', 'due_on', 'state', 'assignee'].map((one) => `${path}/${one}`),
  );
  const name = assignee ? unmarked(device.nameOf(assignee) ?? '') : '';
  const days = due === '' ? 0 : daysBetween(today(), due);
  const text = joined([
    name ? sw().dearName(name) : sw().dear,
    '',
    secret ? sw().asksTask : sw().asksTaskOf(unmarked(titleOf(view, task.below))),
    bold(read(`${path}/what`) || w().empty),
    read(`${path}/due_on`) !== '' &&
      [sw().dueOn(read(`${path}/due_on`)), open ? '' : sw().inDays(days)].join(' ').trim(),
    open && sw().undecided,
    '',
    sw().tellDone,
    signOf(device),
  ]);
  return {
    name: sw().task,
    text,
    warnings: [...(secret ? [sw().confidential] : []), ...(open ? [sw().openWarning] : [])],
  };
}
