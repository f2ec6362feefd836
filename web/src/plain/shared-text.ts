import { tameLine } from './clean';

/** A text as a title of so many letters and what stands below it. */
export interface Titled {
  title: string;
  body: string;
}

/** Somebody's name and number, as an address book hands them over. */
export interface Contact {
  name: string;
  /** In E.164. */
  phone: string;
}

/** Longer is a message that mentions a number. */
const CONTACT_CHARS_MAX = 200;
const CONTACT_LINES_MAX = 4;
const NAME_CHARS_MAX = 100;
/** What people write before a name or a number. */
const LABEL =
  /(?:^|\s)(?:nama(?: lengkap)?|name|no(?:mor)?\.?(?: (?:hp|wa|whatsapp|telp?|telepon))?|hp|wa|whatsapp|telp?|telepon|tel|phone|kontak|contact)\s*(?::|=|(?=\s*$))/gi;

/** The first line is the title; one that does not fit begins as title, and the whole text stays below. */
export function titled(text: string, titleMax: number): Titled {
  const [first = '', ...rest] = text.trim().split('\n');
  const line = tameLine(first);
  const letters = [...line];
  if (letters.length <= titleMax) return { title: line, body: rest.join('\n').trim() };
  const cut = letters.slice(0, titleMax - 1).join('');
  const space = cut.lastIndexOf(' ');
  return { title: `${(space > 0 ? cut.slice(0, space) : cut).trimEnd()}…`, body: text.trim() };
}

/** What announces a list, as "Agenda rapat 3 Desember:" does; empty if nothing does. */
export function headingOf(text: string): string {
  const line = tameLine(text.trim().split('\n', 1).join())
    .replace(/^[*_~]+|[*_~]+$/g, '')
    .trim();
  const announces = /:$/.test(line) || /^(susunan |undangan )?(agenda|acara|rapat)\b/i.test(line);
  return announces ? line.replace(/\s*:$/, '') : '';
}

/** Whose number a short text or a contact is; null if it is no such thing. */
export function contactIn(
  text: string,
  phoneFrom: (typed: string) => string | null,
): Contact | null {
  if (/^BEGIN:VCARD/im.test(text)) return cardIn(text, phoneFrom);
  const short = text.trim();
  if (short.length > CONTACT_CHARS_MAX || short.split('\n').length > CONTACT_LINES_MAX) return null;
  const found = short.match(/\S*\d[\d\s.\-()/]{7,}\d/g) ?? [];
  const numbers = found.map((said) => ({
    said,
    phone: phoneFrom(said.replace(/^[^+\d(h]+/i, '')),
  }));
  const [number] = numbers.filter(({ phone }) => phone !== null);
  if (!number?.phone) return null;
  const without = short.replace(number.said, ' ').replace(LABEL, ' ').replace(LABEL, ' ');
  const name = tameLine(without).replace(/^[\s,:;–—-]+|[\s,:;–—-]+$/g, '');
  const isName = /\p{L}/u.test(name) && !/[\d/]/.test(name) && name.length <= NAME_CHARS_MAX;
  return name === '' || isName ? { name, phone: number.phone } : null;
}

function cardIn(text: string, phoneFrom: (typed: string) => string | null): Contact | null {
  // A line that begins with a space goes on from the one before it; one of the old form ends with a sign.
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/=\n/g, '')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  const all = (name: string) =>
    lines.flatMap((line) => {
      const [, head = '', value = ''] = /^(?:[\w-]+\.)?([^:]+):(.*)$/.exec(line) ?? [];
      const [key = '', ...params] = head.toUpperCase().split(';');
      return key === name
        ? [
            said(
              value,
              params.some((one) => /QUOTED-PRINTABLE/.test(one)),
            ),
          ]
        : [];
    });
  const [phone] = all('TEL').flatMap((number) => phoneFrom(number.replace(/^tel:/i, '')) ?? []);
  if (phone === undefined) return null;
  const [written = ''] = all('FN');
  const [family = '', given = ''] = (all('N')[0] ?? '').split(';');
  return { name: tameLine(written || `${given} ${family}`), phone };
}

/** The value of a line of a contact: escapes of both forms undone. */
function said(value: string, quoted: boolean): string {
  const plain = quoted ? unquoted(value) : value;
  return plain.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1');
}

function unquoted(value: string): string {
  const escaped = value.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/gi, '%$1');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return value;
  }
}
