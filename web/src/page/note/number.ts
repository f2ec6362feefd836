import type { View } from '../../between/contract';
import { textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';

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
 * `{urut}/{jenis}/{tahun}`: the number after the highest that stands in minutes of this kind and year; where there is
 * none, which of these meetings it is by their days. Nothing for minutes without a day.
 */
export function proposedNumber(notes: readonly View[], { doc, fields }: View): string {
  const date = textOf(fields, 'date');
  const kind = textOf(fields, 'meeting_kind');
  if (date === '') return '';
  const year = date.slice(0, 4);
  const others = notes.filter(
    (one) =>
      one.doc !== doc &&
      !isArchived(one) &&
      textOf(one.fields, 'meeting_kind') === kind &&
      textOf(one.fields, 'date').startsWith(year),
  );
  const written = others
    .map((one) => Number(/^(\d{1,6})\//.exec(textOf(one.fields, 'number'))?.[1] ?? 0))
    .filter((one) => one > 0);
  const before = others.filter(
    (one) => `${textOf(one.fields, 'date')} ${one.doc}` < `${date} ${doc}`,
  );
  const next = 1 + (written.length > 0 ? Math.max(...written) : before.length);
  return `${String(next).padStart(2, '0')}/${SHORT[kind] ?? 'NOT'}/${year}`;
}
