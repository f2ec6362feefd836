import type { View } from '../../between/contract';
import { registersOf, textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import { versionsAt } from '../language/open';
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

/** How the kinds of meetings stand in a number. */
const SHORT: Record<string, string> = {
  musyawarah_kerja: 'MK',
  rapat_rutin: 'RR',
  rapat_pengurus: 'RP',
  koordinasi_kecamatan: 'KK',
  musrenbang_desa: 'MRB',
  pelatihan: 'PEL',
};

/**
 * `{urut}/{jenis}/{tahun}`: which of the meetings of this kind in this year, by their days. It is proposed; what is
 * written in the minutes stands.
 */
export function numberFor(device: Device, view: View): string {
  const written = textOf(view.fields, 'number');
  if (written !== '') return written;
  const [date, kind] = [textOf(view.fields, 'date'), textOf(view.fields, 'meeting_kind')];
  if (date === '' || view.kind !== 'note') return '';
  const year = date.slice(0, 4);
  const before = device
    .of('note')
    .map((doc) => doc.view)
    .filter((one) => !isArchived(one) && textOf(one.fields, 'meeting_kind') === kind)
    .map((one) => `${textOf(one.fields, 'date')} ${one.doc}`)
    .filter((one) => one.startsWith(year) && one < `${date} ${view.doc}`);
  return `${String(before.length + 1).padStart(2, '0')}/${SHORT[kind] ?? 'NOT'}/${year}`;
}
