import type { Target } from './targets';

/** A header as it is compared: small letters, single spaces, nothing of what stands in brackets. */
export function plainHeader(text: string): string {
  const plain = (some: string) =>
    some
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return plain(text.replace(/\([^)]*\)?/g, ' ')) || plain(text);
}

/** What is never collected, however the header writes it. */
const FORBIDDEN =
  /\b(nik|no ?nik|e? ?ktp|kk|nokk|kartu keluarga|nip|nipd|niap|nrp|npwp|bpjs|rekening|ttl|tmp lahir|lahir|birth\w*|dob|umur|usia|age|agama|religion|kepercayaan|alamat|address|domisili|rt|rw|ibu|mother\w*|ayah|father|orang tua|pass ?word|kata sandi|sandi|pin)\b|tempat ?lahir|tanggal ?lahir|tgl ?lahir|^no ?(identitas|kk)\b|nama ?ibu|ibu ?kandung|national id/;
/** What has such a word in it and is something else. */
const ALLOWED = /\be ?mail\b|\bbapak\b|^kata kunci/;
/** Numbers that a form or a sheet puts there by itself. */
const OF_ITSELF =
  /^(no|nomor|nmr|nomer|no urut|nomor urut|urut|number|timestamp|stempel waktu|cap waktu|waktu pengisian|marca temporal)$|^#$/;

export function isForbidden(header: string): boolean {
  const plain = plainHeader(header);
  return FORBIDDEN.test(plain) && !ALLOWED.test(plain);
}

export function isOfItself(header: string): boolean {
  return header.trim() === '#' || OF_ITSELF.test(plainHeader(header));
}

/** The field a header means; empty if nobody can tell. `known` is what people of this phone chose before. */
export function fieldFor(header: string, target: Target, known: Record<string, string>): string {
  const plain = plainHeader(header);
  if (plain === '') return '';
  const chosen = known[`${target.name} ${plain}`];
  if (chosen !== undefined) return chosen;
  return target.fields.find(({ says }) => says.test(plain))?.name ?? '';
}

/** What the screen calls the fields of these targets, as headers that are known from the beginning. */
export function knownLabels(
  targets: Target[],
  labels: Readonly<Record<string, string>>[],
): Record<string, string> {
  const said = targets.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      labels.flatMap((words): [string, string][] => {
        const label = plainHeader(words[field.name] ?? '');
        return field.spec && label !== '' ? [[`${name} ${label}`, field.name]] : [];
      }),
    ),
  );
  return Object.fromEntries(said);
}

/** Sixteen digits are a person's number of the state, eighteen one of its servants'. */
const STATE_NUMBER = /(?<!\d)\d(?:[ .\-]?\d){15}(?:[ .\-]?\d{2})?(?!\d)/;

export function hasStateNumber(text: string): boolean {
  const found = STATE_NUMBER.exec(text)?.[0].replace(/\D/g, '').length;
  return found === 16 || found === 18;
}

/** For what is shown before anybody has said what it is. */
export function withoutStateNumbers(text: string): string {
  return text.replace(new RegExp(STATE_NUMBER, 'g'), '••••');
}
