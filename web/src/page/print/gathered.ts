import type { View } from '../../between/contract';
import { registersOf, textOf } from '../../plain/fields';
import { openText, versionsAt } from '../language/open';
import { proposedNumber } from '../note/number';
import type { Device } from '../phone/device.svelte';

/** Who is marked in an attendance, and in which document that stands. */
export interface Came {
  view: View;
  /** Under which key they are marked. */
  members: string[];
}

/** Who came to an event stands in it, once, and not in its minutes as well. */
export function cameTo(device: Device, view: View): Came {
  const event =
    view.kind === 'note' && Object.keys(registersOf(view.fields, 'attendance')).length === 0
      ? device.doc(view.doc.replace(/^note\//, 'event/'))?.view
      : undefined;
  const of = event ?? view;
  const name = (member: string) => device.nameOf(member) ?? '';
  const marks = registersOf(of.fields, 'attendance');
  const disputed = of.conflicts
    .filter(({ path }) => path.startsWith('attendance/'))
    .map(({ path }) => path.slice('attendance/'.length));
  const members = [...new Set([...Object.keys(marks), ...disputed])].filter(
    (member) =>
      String(marks[member] ?? '') !== '' || versionsAt(of, `attendance/${member}`).length > 0,
  );
  return { view: of, members: members.sort((a, b) => name(a).localeCompare(name(b), 'id')) };
}

/** The number minutes are filed under; else the one that would be proposed for them. */
export function numberFor(device: Device, view: View): string {
  const written = said(view, 'number');
  if (written !== '' || view.kind !== 'note') return written;
  return proposedNumber(
    device.of('note').map((doc) => doc.view),
    view,
  );
}

/** As it stands there, also where people disagree about it. */
export function said(view: View, name: string): string {
  const versions = versionsAt(view, name);
  return versions.length > 0
    ? openText(versions.map((one) => String(one ?? '')))
    : textOf(view.fields, name);
}
