const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new ULID: 48 bits of time, 80 of chance. <https://github.com/ulid/spec> */
export function ulid(atMs = Date.now()): string {
  let text = '';
  for (let place = 9; place >= 0; place -= 1)
    text += CROCKFORD[Math.floor(atMs / 32 ** place) % 32];
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += CROCKFORD[byte % 32];
  return text;
}
