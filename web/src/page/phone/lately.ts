import type { Fields, View } from '../../between/contract';
import { currentRecordsOf, keysOf, textOf } from '../../plain/fields';
import { timeOf } from '../../plain/ulid';
import type { Device } from './device.svelte';

/** Whom and which villages somebody wrote about lately, the newest first. */
export interface Lately {
  people: string[];
  villages: string[];
}

/** What is told apart at one glance. */
const LATELY_MAX = 6;
/** Kinds that hold no log but name people. */
const NAMING = ['note', 'event'];
const NONE: Lately = { people: [], villages: [] };

/** Of what this person wrote, on whatever phone; nothing is kept for it. */
export function lately(device: Device): Lately {
  const me = device.who.cardOf(device.identity?.member ?? '');
  if (me === '') return NONE;
  const views = ['log', ...NAMING].flatMap((kind) =>
    device.who.toldOf(device.of(kind)).map(({ view }) => view),
  );
  return latelyIn(views, (member) => device.who.isSame(member, me));
}

export function latelyIn(views: View[], isMe: IsMe): Lately {
  const found = views.flatMap((view) =>
    view.kind === 'log' ? inLog(view, isMe) : inNote(view, isMe),
  );
  found.sort((a, b) => b.at - a.at);
  const few = (all: string[]) => [...new Set(all)].filter(Boolean).slice(0, LATELY_MAX);
  return {
    people: few(found.flatMap(({ people }) => people)),
    villages: few(found.flatMap(({ villages }) => villages)),
  };
}

type IsMe = (member: string) => boolean;

interface Found extends Lately {
  /** Milliseconds since 1970. */
  at: number;
}

function inLog(view: View, isMe: IsMe): Found[] {
  return currentRecordsOf(view.fields, 'entries')
    .filter(([, entry]) => keysOf(entry, 'mentors').some(isMe))
    .map(([key, entry]) => ({
      at: timeOf(key),
      people: [...keysOf(entry, 'mentees'), ...keysOf(entry, 'mentors'), ...promised(entry)],
      villages: keysOf(entry, 'villages'),
    }));
}

function inNote({ fields, edited }: View, isMe: IsMe): Found[] {
  if (!edited?.member || !isMe(edited.member)) return [];
  const people = [
    ...promised(fields),
    ...currentRecordsOf(fields, 'decisions').map(([, one]) => textOf(one, 'owner')),
    ...['chair', 'moderator'].map((name) => textOf(fields, name)),
    ...['speakers', 'note_takers'].flatMap((name) => keysOf(fields, name)),
  ];
  return [{ at: edited.at * 1000, people, villages: [] }];
}

const promised = (fields: Fields) =>
  currentRecordsOf(fields, 'follow_ups').map(([, one]) => textOf(one, 'assignee'));
