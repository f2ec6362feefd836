import type { RecordOfDoc } from './contract';

/** A piece of content that only the person's PIN opens. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  sealed: Uint8Array<ArrayBuffer>;
}

/** Seals what is written and opens what is read; `place` says what it is, and is checked. */
export interface Seal {
  seal(place: string, bytes: Uint8Array): Promise<Sealed>;
  open(place: string, sealed: Sealed): Promise<Uint8Array>;
}

/** A record as it is written. */
export interface SealedRecord extends Omit<RecordOfDoc, 'chunk' | 'snapshot' | 'view'> {
  chunk?: { key: string; bytes: Uint8Array | Sealed };
  snapshot?: Uint8Array | Sealed;
  view?: string | Sealed;
}

export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && 'sealed' in value && 'iv' in value;
}

/**
 * What lies between the phone and its disk. Without a seal everything passes as it is; with one,
 * content that was written before there was a PIN is still read.
 */
export class Sealing {
  readonly #seal: Seal | null;

  constructor(seal: Seal | null) {
    this.#seal = seal;
  }

  get on(): boolean {
    return this.#seal !== null;
  }

  async bytes(place: string, bytes: Uint8Array): Promise<Uint8Array | Sealed> {
    return this.#seal ? this.#seal.seal(place, bytes) : bytes;
  }

  async text(place: string, text: string): Promise<string | Sealed> {
    return this.#seal ? this.#seal.seal(place, new TextEncoder().encode(text)) : text;
  }

  async openBytes(place: string, value: Uint8Array | Sealed): Promise<Uint8Array> {
    return isSealed(value) ? this.#open(place, value) : value;
  }

  async openText(place: string, value: string | Sealed): Promise<string> {
    if (!isSealed(value)) return value;
    return new TextDecoder().decode(await this.#open(place, value));
  }

  /**
   * A piece as {@link openBytes}, or the bytes that lie there if they do not open: whoever reads them finds
   * that they are not what was written, and one damaged piece costs no other.
   */
  bytesOrDamage(place: string, value: Uint8Array | Sealed): Promise<Uint8Array> {
    return this.openBytes(place, value).catch((error: unknown) => {
      console.error(error);
      return isSealed(value) ? value.sealed : new Uint8Array();
    });
  }

  /** A text as {@link openText}; what does not open is a text that says nothing. */
  textOrNone(place: string, value: string | Sealed): Promise<string> {
    return this.openText(place, value).catch((error: unknown) => {
      console.error(error);
      return '';
    });
  }

  /** A record of the core, ready to be written. */
  async record(record: RecordOfDoc): Promise<SealedRecord> {
    const { chunk, snapshot, view, ...rest } = record;
    if (!this.#seal) return record;
    const { doc } = record;
    const sealed: SealedRecord = rest;
    if (chunk)
      sealed.chunk = { ...chunk, bytes: await this.bytes(placeOf.chunk(doc), chunk.bytes) };
    if (snapshot) sealed.snapshot = await this.bytes(placeOf.snapshot(doc), snapshot);
    if (view !== undefined) sealed.view = await this.text(placeOf.view(doc), view);
    return sealed;
  }

  #open(place: string, value: Sealed): Promise<Uint8Array> {
    if (!this.#seal) throw new Error('sealed content without a seal');
    return this.#seal.open(place, value);
  }
}

/** What a sealed piece is bound to, so that none can be put in another's place. */
export const placeOf = {
  chunk: (doc: string) => `chunk ${doc}`,
  snapshot: (doc: string) => `snapshot ${doc}`,
  view: (doc: string) => `view ${doc}`,
  /** The next key becomes the key as it lies there. */
  meta: (key: string) => (key === 'key_next' ? 'meta key' : `meta ${key}`),
};
