import type { Edit, Fields, View } from '../../between/contract';
import { currentRecordsOf, keysOf, textOf } from '../../plain/fields';
import { pointsIn, type Point } from '../../plain/points';
import { headingOf, titled, type Contact } from '../../plain/shared-text';
import { ulid } from '../../plain/ulid';
import { isArchived } from '../../plain/views';
import { today } from '../language/dates';
import { inOrder } from '../language/places';
import { agendaFrom } from '../language/templates';
import { entriesOf } from '../log/entries';
import { FREE, noteBegins } from '../note/begins';
import type { Device } from '../phone/device.svelte';

/** As many letters as the lines hold into which it comes (`specs` of the kinds). */
export const LINE = { title: 200, topic: 300, followUp: 500 } as const;
/** Of minutes and entries so many are offered; older ones are found by looking for them. */
const TARGETS_MAX = 12;

/** What is made of a text: in which document, what undoes it, and where the person goes on. */
export interface Made {
  doc: string;
  edits: Edit[];
  /** The records, or the document itself (`''`), that are put away again if it was a mistake. */
  away: string[];
}

/** A document or entry into which something can be put. */
export interface Target {
  doc: string;
  /** The record in it, with its slash; empty for the document itself. */
  below: string;
  title: string;
  date: string;
  /** Names of villages. */
  villages: string[];
  fields: Fields;
}

/** The points of a text; one, if it is no list. */
export function pointsOf(text: string, lengthMax: number): Point[] {
  const whole = text.trim().replace(/\s*\n\s*/g, ' ');
  return pointsIn(text, lengthMax) ?? [{ title: whole, rest: '' }];
}

export function freeNote(text: string): Made {
  const { title, body } = titled(text, LINE.title);
  const edits = [...noteBegins(FREE, undefined), set('title', title), ...splice('body', body)];
  return { doc: `note/${ulid()}`, edits, away: [''] };
}

export function minutesFrom(text: string, me: string | undefined): Made {
  const heading = headingOf(text);
  const title = heading === '' ? [] : [set('title', titled(heading, LINE.title).title)];
  const agenda = agendaFrom(pointsOf(text, LINE.title));
  return {
    doc: `note/${ulid()}`,
    edits: [...noteBegins('', me), ...title, ...agenda],
    away: [''],
  };
}

/** Behind the points that are there. */
export function agendaInto({ doc, fields }: Target, text: string): Made {
  const last = inOrder(currentRecordsOf(fields, 'agenda')).at(-1)?.[1];
  const edits = agendaFrom(pointsOf(text, LINE.title), textOf(last, 'order') || undefined);
  const keys = edits.flatMap((edit) => (edit.op === 'add' ? [`agenda/${edit.key}/`] : []));
  return { doc, edits, away: keys };
}

export function followUpsInto({ doc, below }: Target, text: string): Made {
  const points = pointsOf(text, LINE.followUp);
  // They stand in the order of their keys, and those of one moment are in none.
  const keys = points.map(() => ulid()).sort();
  const pathAt = (at: number) => `${below}follow_ups/${keys[at]}/`;
  const edits = points.flatMap(({ title }, at): Edit[] => {
    const [key = '', path] = [keys[at], pathAt(at)];
    const add: Edit = { op: 'add', path: `${below}follow_ups`, key };
    return [add, set(`${path}what`, title), set(`${path}state`, 'open')];
  });
  return { doc, edits, away: keys.map((_, at) => pathAt(at)) };
}

/** What an entry at a path begins with besides what all do. */
export function entryFrom(text: string, path: string): Edit[] {
  const { title, body } = titled(text, LINE.topic);
  return [set(`${path}topic`, title), ...splice(`${path}notes`, body)];
}

export function cardFrom({ name, phone }: Contact): Made {
  const named = name === '' ? [] : [set('full_name', name)];
  return { doc: `member/${ulid()}`, edits: [...named, set('phone', phone)], away: [''] };
}

/** Minutes this person may write, the newest first; approved ones are not written in by the way. */
export function minutesToFill(device: Device): Target[] {
  const ofKind = ['note', 'board'].flatMap((kind) => device.of(kind).map(({ view }) => view));
  return newest(
    ofKind
      .filter((view) => isOpenMinutes(view) && device.mayEdit(view.doc))
      .map(({ doc, fields }) => ({
        ...{ doc, fields, below: '', villages: [] },
        title: textOf(fields, 'title'),
        date: textOf(fields, 'date'),
      })),
  );
}

/** Where a follow-up can be promised: minutes, and mentoring entries. */
export function promisedIn(device: Device, nameOf: (village: string) => string): Target[] {
  const entries = entriesOf(device.of('log').filter(({ view }) => device.mayEdit(view.doc)));
  return newest([
    ...minutesToFill(device),
    ...entries.map(({ doc, key, village, fields, date, topic }) => ({
      ...{ doc, fields, date, below: `entries/${key}/`, title: topic },
      villages: [...new Set([village, ...keysOf(fields, 'villages')])].map(nameOf),
    })),
  ]);
}

/** Those that are offered: what is looked for, or the newest. */
export function offered(targets: Target[], fits: (text: string) => boolean): Target[] {
  return targets
    .filter(({ title, date, villages }) => fits([title, date, ...villages].join(' ')))
    .slice(0, TARGETS_MAX);
}

/** Puts it away again; what somebody else has made there since stays. */
export function putAway({ away }: Made): Edit[] {
  return away.map((path) => set(`${path}archived_on`, today()));
}

function isOpenMinutes(view: View): boolean {
  const { fields } = view;
  const open = textOf(fields, 'state') !== 'disahkan' && textOf(fields, 'form') !== FREE;
  return open && !isArchived(view);
}

function newest(targets: Target[]): Target[] {
  return targets.sort((a, b) => b.date.localeCompare(a.date));
}

const set = (path: string, value: string): Edit => ({ op: 'set', path, value });

function splice(path: string, insert: string): Edit[] {
  return insert === '' ? [] : [{ op: 'splice', path, at: 0, delete: 0, insert }];
}
