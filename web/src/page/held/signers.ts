import type { Hex } from '../../between/contract';

/** Whose work one push in a packet is. */
export interface Signed {
  doc: string;
  /** The device that signed it. The relay takes it only with that device's signature. */
  by: Hex;
  /** The push as it came. */
  frame: Uint8Array;
}

/** A push's number among the frames (`docs/PROTOCOL.md`, 3). */
const PUSH = 1;
const DEVICE_BYTES = 8;

/** What each push of a packet says of itself; null if the bytes are not pushes that name who signed them. */
export function signersOf(body: Uint8Array): Signed[] | null {
  const signed: Signed[] = [];
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 0; at < body.byteLength;) {
    if (at + 4 > body.byteLength) return null;
    const end = at + 4 + view.getUint32(at);
    const one = end <= body.byteLength ? pushIn(body.subarray(at + 4, end)) : null;
    if (one === null) return null;
    signed.push(one);
    at = end;
  }
  return signed;
}

/** `[1, [push, doc, chunk, by, …]]` in CBOR (RFC 8949): all that is needed of it. */
function pushIn(frame: Uint8Array): Signed | null {
  const items = new Items(frame);
  if (items.next()?.list !== 2 || items.next()?.number !== PUSH) return null;
  if ((items.next()?.list ?? 0) < 5 || items.next()?.number === undefined) return null;
  const doc = items.next()?.text;
  const chunk = items.next()?.bytes;
  const by = items.next()?.bytes;
  if (doc === undefined || chunk === undefined || by?.byteLength !== DEVICE_BYTES) return null;
  return { doc, by: [...by].map((byte) => byte.toString(16).padStart(2, '0')).join(''), frame };
}

interface Item {
  number?: number;
  bytes?: Uint8Array;
  text?: string;
  /** So many items follow. */
  list?: number;
}

class Items {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next item; null where there is none of the kinds that a push has. */
  next(): Item | null {
    const head = this.#bytes[this.#at++];
    if (head === undefined) return null;
    const size = this.#size(head & 31);
    if (size === null) return null;
    const kind = head >> 5;
    if (kind === 0) return { number: size };
    if (kind === 4) return { list: size };
    if (kind !== 2 && kind !== 3) return null;
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    if (bytes.byteLength !== size) return null;
    this.#at += size;
    return kind === 2 ? { bytes } : { text: new TextDecoder().decode(bytes) };
  }

  /** A count of up to 32 bits, as every one in a push is. */
  #size(short: number): number | null {
    if (short < 24) return short;
    const width = [1, 2, 4][short - 24];
    if (width === undefined || this.#at + width > this.#bytes.byteLength) return null;
    let size = 0;
    for (let n = 0; n < width; n += 1) size = size * 256 + (this.#bytes[this.#at++] ?? 0);
    return size;
  }
}
