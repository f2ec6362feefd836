import { base64url } from './base64url';
import { decoded } from './decoded';

/** As in the relay: nobody guesses 160 bits. */
const SECRET_BYTES = 20;
const DIGITS = 2 * SECRET_BYTES;
/** With fewer digits in a row it was no try to type a code. */
const TRY_DIGITS_MIN = 8;
/** A link in a link is encoded twice. */
const ENCODED_DEPTH_MAX = 3;
/** Longer texts hold no invitation that somebody meant to give. */
const READ_CHARS_MAX = 20_000;

export interface Secret {
  /** For the link; shown once, and sent to nobody. */
  text: string;
  /** What the relay keeps of it. */
  hash: string;
}

export async function newSecret(): Promise<Secret> {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { text, hash: await hashOf(text) };
}

/** What is kept of a secret, here and on the relay. */
export async function hashOf(secret: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return base64url(new Uint8Array(hash));
}

/** Who of these joined by the invitation in a text. */
export async function joinedBy<One extends { invited?: string | null }>(
  text: string,
  people: One[],
): Promise<One | undefined> {
  const secret = secretIn(text);
  if (secret === '') return undefined;
  const invited = await hashOf(secret);
  return people.find((one) => one.invited === invited);
}

/** The link in a text that leads to the page of another relay; null if it leads here, or nowhere. */
export function linkElsewhere(text: string, here: string): URL | null {
  for (const [link] of text.slice(0, READ_CHARS_MAX).matchAll(/https?:\/\/\S+/gi)) {
    // What is no address at all is none elsewhere.
    if (!URL.canParse(link)) continue;
    const url = new URL(link);
    if (url.origin !== here && secretIn(url.hash) !== '') return url;
  }
  return null;
}

/** What a text says of an invitation. */
export type Found =
  | { secret: string }
  | { trouble: 'none' | 'several' }
  /** So many digits of the code are there. */
  | { trouble: 'short' | 'long'; digits: number };

/**
 * Reads an invitation wherever it is: a link, a code as it is typed, a whole message around either.
 * A secret is 40 hexadecimal digits; between them stand what chats and people put there.
 */
export function readInvitation(text: string): Found {
  const plain = plainOf(text);
  const linked = [...plain.matchAll(/gabung\s*=?\s*/g)].map(({ index, 0: { length } }) =>
    digitsFrom(plain.slice(index + length)),
  );
  const tried = linked.filter((digits) => digits !== '');
  if (tried.length > 0) return ofThese(tried);
  const typed = plain.replace(/[\s\p{Pd}._]/gu, '');
  // Who types a code from paper takes 0 for O and 1 for l.
  if (/^[0-9a-foil]{40}$/.test(typed))
    return { secret: typed.replaceAll('o', '0').replace(/[il]/g, '1') };
  return ofThese(codesIn(plain));
}

/** The secret in a text, or nothing. */
export function secretIn(text: string): string {
  const found = readInvitation(text);
  return 'secret' in found ? found.secret : '';
}

/** Without what cannot be seen, in small letters, and without percent-encoding. */
function plainOf(text: string): string {
  let plain = text.slice(0, READ_CHARS_MAX);
  for (let depth = 0; depth < ENCODED_DEPTH_MAX; depth += 1) plain = decoded(plain);
  return plain
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
}

/** Hexadecimal digits at the start, up to a whole secret, and further only where no gap is. */
function digitsFrom(text: string): string {
  const run = /^(?:[\s\p{Pd}]?[0-9a-f]){0,40}/u.exec(text)?.[0] ?? '';
  const more = /^[0-9a-f]*/.exec(text.slice(run.length))?.[0] ?? '';
  return run.replace(/[^0-9a-f]/g, '') + more;
}

/** Every stretch of a text that could be a code, as its digits. */
function codesIn(text: string): string[] {
  const stretches = text.match(
    /(?<![\p{L}\p{N}])[0-9a-f]+(?:[\s\p{Pd}._]{1,3}[0-9a-f]+)*(?![\p{L}\p{N}])/gu,
  );
  return (stretches ?? []).flatMap((stretch) => wholeIn(stretch.split(/[^0-9a-f]+/)));
}

/**
 * The groups that make a whole secret together. Words that happen to be hexadecimal may stand before
 * or behind them (`ada`, `12`), so groups are left out at both ends until it fits.
 */
function wholeIn(groups: string[]): string[] {
  const found: string[][] = [];
  for (const from of groups.keys()) {
    let digits = 0;
    const to = groups.findIndex((group, at) => at >= from && (digits += group.length) >= DIGITS);
    if (digits === DIGITS) found.push(groups.slice(from, to + 1));
  }
  const likely = found.filter((code) => !isWord(code[0]) && !isWord(code.at(-1)));
  const whole = (likely.length > 0 ? likely : found).map((code) => code.join(''));
  const all = groups.join('');
  return whole.length > 0 || all.length < TRY_DIGITS_MIN ? whole : [all];
}

/** Without a figure it is a word rather than a piece of a secret. */
function isWord(group = ''): boolean {
  return !/[0-9]/.test(group);
}

function ofThese(digits: string[]): Found {
  const whole = new Set(digits.filter((one) => one.length === DIGITS));
  const [only] = whole;
  if (only !== undefined) return whole.size === 1 ? { secret: only } : { trouble: 'several' };
  const longest = digits.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest === '') return { trouble: 'none' };
  return { trouble: longest.length < DIGITS ? 'short' : 'long', digits: longest.length };
}

/** A secret as somebody types it: in groups of four. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
