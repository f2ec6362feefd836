import { phoneText } from './fields';

/** A number that was stored is E.164, as in the core. Whoever writes changes by hand can store anything. */
const NUMBER = /^\+[1-9]\d{7,14}$/;
/** An address that no program reads as more than one address: no question, escape or quote in it. */
const ADDRESS = /^[\w.!#$'*+^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]*\.)+[a-z]{2,24}$/i;
const ADDRESS_CHARS_MAX = 254;

/** A way to reach a person that leads out of the app. */
export interface Way {
  href: string;
  /** The number or address, for reading. */
  text: string;
}

/** Whether this is an e-mail address and nothing besides. */
export function isAddress(text: string): boolean {
  return text.length <= ADDRESS_CHARS_MAX && ADDRESS.test(text);
}

/** Writing to a number by WhatsApp, perhaps with a message; without a number the person picks one there. */
export function whatsappWay(number: string, message = ''): Way {
  const digits = NUMBER.test(number) ? number.slice(1) : '';
  const text = message === '' ? '' : `?text=${encodeURIComponent(message)}`;
  return { href: `https://wa.me/${digits}${text}`, text: phoneText(number) };
}

/** Ways to the numbers of a card that are numbers; others are read, and lead nowhere. */
export function numbersOf(stored: string[]): { chat: Way; call: Way }[] {
  return [...new Set(stored)]
    .filter((number) => NUMBER.test(number))
    .map((number) => ({
      chat: whatsappWay(number),
      call: { href: `tel:${number}`, text: phoneText(number) },
    }));
}

/** The same for e-mail. */
export function addressesOf(stored: string[]): Way[] {
  return [...new Set(stored)]
    .filter(isAddress)
    .map((text) => ({ href: `mailto:${encodeURIComponent(text).replace('%40', '@')}`, text }));
}
