import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_LEDGER, type Ledger, type LinkStatus, type News } from '../between/contract';
import type { FileHere, FileWaiting } from '../between/files';
import type { FileRow } from '../between/files-shelf';
import type { FileDoor, Have } from './file-door';
import { Files, type Shelf } from './files';

const DOC = 'log/33.02.19.2003/2026';
const LIVE: LinkStatus = { state: 'live', acknowledgedMs: 1, retryMs: 0, caughtUp: true };
const CUT: LinkStatus = { ...LIVE, state: 'offline', caughtUp: false };

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function photo(n: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + n * 7 + (at >> 8) * n) & 255);
}

class Memory implements Shelf {
  readonly files = new Map<string, { row: FileRow; bytes: Uint8Array }>();
  full = false;
  put(file: FileHere, bytes: Uint8Array, at: number): Promise<void> {
    if (this.full) return Promise.reject(new DOMException('no', 'QuotaExceededError'));
    this.files.set(`${file.doc} ${file.hash}`, { row: { ...file, at, sealed: false }, bytes });
    return Promise.resolve();
  }
  rows(doc?: string): Promise<FileRow[]> {
    const all = [...this.files.values()].map(({ row }) => ({ ...row }));
    return Promise.resolve(all.filter((row) => doc === undefined || row.doc === doc));
  }
  bytes(doc: string, hash: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.files.get(`${doc} ${hash}`)?.bytes ?? null);
  }
  waits(doc: string, hash: string, waits: boolean): Promise<void> {
    const one = this.files.get(`${doc} ${hash}`);
    if (one) one.row.waits = waits;
    return Promise.resolve();
  }
  allWait(): Promise<void> {
    for (const { row } of this.files.values()) row.waits = true;
    return Promise.resolve();
  }
  drop(doc: string, hash?: string): Promise<void> {
    for (const [key, { row }] of this.files)
      if (row.doc === doc && (hash === undefined || row.hash === hash)) this.files.delete(key);
    return Promise.resolve();
  }
  remove(): Promise<void> {
    this.files.clear();
    return Promise.resolve();
  }
}

/** A relay's door over a link that takes so long, and can be cut. */
class FakeDoor implements FileDoor {
  readonly parts = new Map<string, Uint8Array[]>();
  readonly whole = new Map<string, number>();
  readonly refuses = new Map<string, string>();
  readonly sizes = new Map<string, number>();
  paid = 0;
  asked = 0;
  msPerPiece = 10;
  bytesPerMs = 1000;
  /** After how many pieces the link ends, each time. */
  cuts: number[] = [];
  oncut: () => void = () => undefined;
  pieces: number[] = [];

  have(hash: string): number {
    return (this.parts.get(hash) ?? []).reduce((sum, one) => sum + one.byteLength, 0);
  }

  async give(
    _doc: string,
    hash: string,
    at: number,
    piece: Uint8Array,
    cut: AbortSignal,
  ): Promise<Have> {
    const ms = this.msPerPiece + piece.byteLength / this.bytesPerMs;
    await new Promise<void>((resolve, reject) => {
      const end = () => {
        clearTimeout(late);
        reject({ code: 'offline' });
      };
      const late = setTimeout(() => {
        cut.removeEventListener('abort', end);
        resolve();
      }, ms);
      cut.addEventListener('abort', end, { once: true });
    });
    const refused = this.refuses.get(hash);
    if (refused) throw { code: refused };
    this.paid += piece.byteLength;
    if (piece.byteLength === 0) this.asked += 1;
    else this.pieces.push(piece.byteLength);
    const size = this.sizes.get(hash) ?? 0;
    if (at === this.have(hash) && piece.byteLength > 0)
      this.parts.set(hash, [...(this.parts.get(hash) ?? []), piece.slice()]);
    const whole = this.have(hash) === size;
    if (whole && piece.byteLength > 0) this.whole.set(hash, (this.whole.get(hash) ?? 0) + 1);
    // Cut behind the relay's back: it has the piece, and the phone does not hear of it.
    if (piece.byteLength > 0 && this.cuts[0] !== undefined && (this.cuts[0] -= 1) <= 0) {
      this.cuts.shift();
      this.oncut();
      throw { code: 'offline' };
    }
    return { have: this.have(hash), whole };
  }

  async take(
    _doc: string,
    hash: string,
    from: number,
    came: (bytes: Uint8Array) => void,
  ): Promise<void> {
    const all = Buffer.concat(this.parts.get(hash) ?? []);
    if (all.byteLength === 0) throw { code: 'not_here' };
    for (let at = from; at < all.byteLength; at += 1000) {
      if (this.cuts[0] !== undefined && (this.cuts[0] -= 1) < 0) {
        this.cuts.shift();
        throw { code: 'offline' };
      }
      await Promise.resolve();
      this.paid += Math.min(1000, all.byteLength - at);
      came(new Uint8Array(all.subarray(at, at + 1000)));
    }
  }
}

function phone() {
  const [shelf, door] = [new Memory(), new FakeDoor()];
  const ledgers = new Map<string, Ledger>([[DOC, NO_LEDGER]]);
  const named = new Set<string>();
  let waiting: FileWaiting[] = [];
  const files = new Files(
    shelf,
    {
      identity: () => null,
      view: (doc) => Promise.resolve(doc === DOC ? viewNaming([...named]) : undefined),
      ledgers: () => ledgers,
      post: (news: News) => {
        if (news.news === 'files') ({ waiting } = news);
      },
      tell: () => undefined,
    },
    door,
  );
  const add = async (bytes: Uint8Array) => {
    const hash = hashOf(bytes);
    door.sizes.set(hash, bytes.byteLength);
    named.add(hash);
    await files.keepFile(DOC, hash, 'image/jpeg', bytes);
    files.changed(DOC);
    return hash;
  };
  return { files, shelf, door, ledgers, named, add, told: () => waiting };
}

function viewNaming(hashes: string[]): string {
  const records = hashes.map((hash, at) => [
    `01J0000000000000000000${String(at).padStart(4, '0')}`,
    { hash, bytes: 1, mime: 'image/jpeg', name: `Foto ${at + 1}` },
  ]);
  const lists = { heads: [], conflicts: [], doubts: [], after_archive: [] };
  return JSON.stringify({
    ...{ doc: DOC, kind: 'log', edited: null, ...lists },
    fields: { files: Object.fromEntries(records) },
  });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const goOn = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('twenty photos kept offline, with five cuts while they are sent, arrive once each', async () => {
  const { files, shelf, door, add, told } = phone();
  const photos = Array.from({ length: 20 }, (_, n) => photo(n + 1, 250_000));
  const hashes = [];
  for (const bytes of photos) hashes.push(await add(bytes));
  await files.speak();
  await goOn(5_000);
  expect(door.paid).toBe(0);
  expect(told()).toHaveLength(20);
  await expect(files.nothingWaits()).rejects.toEqual({ code: 'unsent' });

  door.cuts = [3, 9, 1, 14, 20];
  door.oncut = () => {
    files.link(CUT);
    setTimeout(() => files.link(LIVE), 2_000);
  };
  files.link(LIVE);
  await goOn(120_000);
  for (const [at, hash] of hashes.entries()) {
    expect(door.whole.get(hash)).toBe(1);
    expect(hashOf(Buffer.concat(door.parts.get(hash) ?? []))).toBe(
      hashOf(photos[at] ?? new Uint8Array()),
    );
  }
  expect(door.cuts).toEqual([]);
  // What had come was never sent again.
  expect(door.paid).toBe(20 * 250_000);
  expect(told()).toEqual([]);
  expect((await shelf.rows()).every(({ waits }) => !waits)).toBe(true);
  await files.nothingWaits();
});

test('a word that wants to go ends the piece under way, and the file goes on behind it', async () => {
  const { files, door, ledgers, add } = phone();
  door.bytesPerMs = 8;
  const hash = await add(photo(1, 100_000));
  await files.speak();
  files.link(LIVE);
  await goOn(3_000);
  const before = door.have(hash);
  expect(before).toBeGreaterThan(0);
  ledgers.set('note/1', { ...NO_LEDGER, unsent: 1 });
  files.changed('note/1');
  await goOn(60_000);
  expect(door.have(hash)).toBe(before);
  ledgers.set('note/1', NO_LEDGER);
  files.changed('note/1');
  await goOn(60_000);
  expect(door.whole.get(hash)).toBe(1);
});

test('pieces stay small on a slow link and grow on a fast one', async () => {
  const slow = phone();
  slow.door.bytesPerMs = 8;
  await slow.add(photo(1, 100_000));
  await slow.files.speak();
  slow.files.link(LIVE);
  await goOn(60_000);
  expect(Math.max(...slow.door.pieces)).toBeLessThanOrEqual(8 * 1024);
  const fast = phone();
  await fast.add(photo(1, 1_000_000));
  await fast.files.speak();
  fast.files.link(LIVE);
  await goOn(60_000);
  expect(Math.max(...fast.door.pieces)).toBe(64 * 1024);
});

test('no file waits behind words that the relay does not take, but those of the same document', async () => {
  const { files, door, ledgers, add, told } = phone();
  ledgers.set('note/1', { ...NO_LEDGER, unsent: 1, refused: 'not_allowed' });
  const hash = await add(photo(1, 9_000));
  await files.speak();
  files.link(LIVE);
  await goOn(5_000);
  expect(door.whole.get(hash)).toBe(1);
  ledgers.set(DOC, { ...NO_LEDGER, unsent: 1, refused: 'not_allowed' });
  const other = await add(photo(2, 9_000));
  await goOn(5_000);
  expect(door.have(other)).toBe(0);
  expect(told()).toMatchObject([{ hash: other, refused: 'not_named' }]);
  ledgers.set(DOC, NO_LEDGER);
  files.changed(DOC);
  await goOn(5_000);
  expect(door.whole.get(other)).toBe(1);
});

test('one that is refused says why and holds up no other, and is tried again when asked', async () => {
  const { files, door, add, told } = phone();
  const full = await add(photo(1, 9_000));
  door.refuses.set(full, 'files_full');
  const fits = await add(photo(2, 9_000));
  await files.speak();
  files.link(LIVE);
  await goOn(5_000);
  expect(door.whole.get(fits)).toBe(1);
  expect(told()).toMatchObject([{ hash: full, refused: 'files_full' }]);
  door.refuses.clear();
  files.sendFiles();
  await goOn(5_000);
  expect(door.whole.get(full)).toBe(1);
  expect(told()).toEqual([]);
});

test('a busy relay is asked again after a while, not at once and not never', async () => {
  const { files, door, add } = phone();
  const hash = await add(photo(1, 9_000));
  door.refuses.set(hash, 'busy');
  await files.speak();
  files.link(LIVE);
  await goOn(300);
  door.refuses.clear();
  expect(door.have(hash)).toBe(0);
  await goOn(5_000);
  expect(door.whole.get(hash)).toBe(1);
});

test('what was removed or never named is neither sent nor waited for', async () => {
  const { files, door, named, add } = phone();
  const hash = await add(photo(1, 9_000));
  named.delete(hash);
  files.changed(DOC);
  await files.speak();
  files.link(LIVE);
  await goOn(5_000);
  expect(door.have(hash)).toBe(0);
  await files.nothingWaits();
  // Taken back.
  named.add(hash);
  files.changed(DOC);
  await goOn(5_000);
  expect(door.whole.get(hash)).toBe(1);
});

test('another relay, or one that was put back, is offered everything again', async () => {
  const { files, door, add } = phone();
  const hash = await add(photo(1, 9_000));
  await files.speak();
  files.link(LIVE);
  await goOn(5_000);
  door.parts.clear();
  await files.offerAll();
  await goOn(5_000);
  expect(door.whole.get(hash)).toBe(2);
});

test('what is fetched is looked at, kept, and goes on after a cut where it was', async () => {
  const { files, shelf, door } = phone();
  const bytes = photo(1, 20_000);
  const hash = hashOf(bytes);
  door.parts.set(hash, [bytes]);
  door.cuts = [12];
  await expect(files.fetchFile(DOC, hash, 'image/jpeg', 20_000)).rejects.toEqual({
    code: 'offline',
  });
  expect(await files.filesOf(DOC)).toEqual([]);
  expect(await files.fetchFile(DOC, hash, 'image/jpeg', 20_000)).toEqual(bytes);
  expect(door.paid).toBe(20_000);
  expect(shelf.files.size).toBe(1);
  // Once here it is not asked for again.
  await files.fetchFile(DOC, hash, 'image/jpeg', 20_000);
  expect(door.paid).toBe(20_000);
  const wrong = hashOf(photo(2, 20_000));
  door.parts.set(wrong, [bytes]);
  await expect(files.fetchFile(DOC, wrong, 'image/jpeg', 20_000)).rejects.toEqual({
    code: 'not_what_it_says',
  });
  expect(shelf.files.size).toBe(1);
});

test('a phone without room says so and keeps nothing', async () => {
  const { files, shelf, add } = phone();
  shelf.full = true;
  await expect(add(photo(1, 9_000))).rejects.toEqual({ code: 'files_no_room' });
  expect(await files.filesOf(DOC)).toEqual([]);
});

test('files leave with their document', async () => {
  const { files, add } = phone();
  await add(photo(1, 9_000));
  await files.forget(DOC);
  expect(await files.filesOf(DOC)).toEqual([]);
});
