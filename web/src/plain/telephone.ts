import { parsePhoneNumberFromString, type MetadataJson } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min';

/** E.164, as in the core: so many digits behind the plus. */
const FOREIGN = /^\+(?!62|0)\d{8,15}$/;
/** Longer is no number, and the library need not look at it. */
const CHARS_MAX = 200;

/**
 * A telephone number as people type, paste and share it, in E.164: with 0, 62, 0062 or nothing in
 * front, landlines, links of WhatsApp, numbers of other countries with their plus.
 */
export function phoneFrom(typed: string): string | null {
  if (typed.length > CHARS_MAX) return null;
  const text = bare(typed);
  if (!/^[+\d][\d\s.\-/]*$/.test(text)) return null;
  const international = text.replace(/^00(?=[1-9])|^(?=62)/, '+');
  const digits = international.replace(/[\s.\-/]/g, '');
  if (FOREIGN.test(digits)) return digits;
  const number = parsePhoneNumberFromString(
    international,
    { defaultCountry: 'ID', extract: false },
    metadata as MetadataJson,
  );
  return number?.isValid() && !number.ext ? number.number : null;
}

/** Without what stands around a number in contacts, links and sheets. */
function bare(typed: string): string {
  const text = typed
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/%2b/gi, '+')
    .replace(/%20/g, ' ')
    .replace(/\p{Pd}|[−⁃]/gu, '-')
    .trim();
  const link =
    /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?|whatsapp:\/?\/?send\/?\?)(.*)$/i;
  const behind = link.exec(text)?.[1];
  if (behind !== undefined) {
    // A link has the number with its country, without the plus.
    const digits = /(?:^|[?&]phone=|^phone=)\+?([\d\s-]+)/.exec(behind)?.[1] ?? '';
    return digits.startsWith('0') ? digits : `+${digits.trim()}`;
  }
  return text
    .replace(/[()[\]<>"“”·•_]/g, ' ')
    .trim()
    .replace(/^(?:(?:tel|sms|callto|whatsapp|wa|hp|telp?|telepon|nomor|no|fax)\b[\s.:]*)+/i, '')
    .replace(/(?:\s+(?:wa|whatsapp|hp|kantor|rumah))+$/i, '')
    .replace(/^'|[\s;,.]+$/g, '')
    .replace(/^(\d{8,})\.0+$/, '$1');
}
