const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new ULID: 48 bits of time, 80 of chance. <https://github.com/ulid/spec> */
export function ulid(atMs = Date.now()): string {
  let text = '';
  for (let place = 9; place >= 0; place -= 1)
    text += CROCKFORD[Math.floor(atMs / 32 ** place) % 32];
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += CROCKFORD[byte % 32];
  return text;
}

/** When a ULID was made, milliseconds since 1970; 0 for what is none. */
export function timeOf(id: string): number {
  const digits = [...id.slice(0, 10).toUpperCase()].map((digit) => CROCKFORD.indexOf(digit));
  if (digits.length < 10 || digits.includes(-1)) return 0;
  return digits.reduce((time, digit) => time * 32 + digit, 0);
}

/** What a record or a person is named by, told from a word that stands in the same place of an address. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}
