import { expect, type Page } from '../../web/e2e.ts';

/** Twenty photos on a machine that builds something else. */
const PATIENCE_MS = 180_000;

/** A file as a person chooses it. */
export interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** What a phone holds of a file. */
export interface Held {
  doc: string;
  hash: string;
  /** Hash of the bytes that lie there; empty if they are sealed. */
  is: string;
  waits: boolean;
  bytes: number;
}

/** Photos as a camera makes them: drawn, each another, as JPEG. */
export async function photos(
  page: Page,
  count: number,
  [width, height] = [2000, 1500],
  grain = 97,
): Promise<Chosen[]> {
  const drawn = await page.evaluate(
    async ({ many, wide, high, noise }) => {
      const all: string[] = [];
      for (let n = 0; n < many; n += 1) {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [wide, high];
        const pen = canvas.getContext('2d');
        if (!pen) throw new Error('nothing to draw with');
        const tile = pen.createImageData(64, 64);
        for (let at = 0; at < tile.data.length; at += 1)
          tile.data[at] = at % 4 === 3 ? 255 : 160 + ((at * 7919 * (n + 3)) % noise);
        const grain = document.createElement('canvas');
        grain.width = grain.height = 64;
        grain.getContext('2d')?.putImageData(tile, 0, 0);
        pen.fillStyle = pen.createPattern(grain, 'repeat') ?? '#ccc';
        pen.fillRect(0, 0, wide, high);
        pen.fillStyle = '#fff';
        pen.fillRect(wide / 5, high / 5, (wide * 3) / 5, (high * 3) / 5);
        pen.fillStyle = '#123';
        pen.font = `${high / 6}px sans-serif`;
        pen.fillText(`Lembar ${n + 1}`, wide / 4, high / 2);
        const blob = await new Promise<Blob | null>((done) =>
          canvas.toBlob(done, 'image/jpeg', 0.9),
        );
        const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        all.push(btoa(text));
      }
      return all;
    },
    { many: count, wide: width, high: height, noise: grain },
  );
  return drawn.map((text, at) => ({
    name: `IMG_2026113${at}.jpg`,
    mimeType: 'image/jpeg',
    buffer: Buffer.from(text, 'base64'),
  }));
}

/** What a camera writes beside a picture: how it was held, and where. */
export const WHERE = 'Jl. Melati 7, Kaliori';

/** The same photo with the segments of a camera: held upright (6), and the place where it was taken. */
export function withPlace(photo: Chosen): Chosen {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const ifd = (...entries: Buffer[]) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1');
  const second = head.length + 2 + 12 * 2 + 4;
  const numbers = second + 2 + 12 * 2 + 4;
  const degrees = Buffer.alloc(24);
  [7, 1, 23, 1, 4242, 100].forEach((value, at) => degrees.writeUInt32LE(value, at * 4));
  const tiff = Buffer.concat([
    head,
    ifd(entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, second)),
    ifd(entry(1, 2, 2, 'S'.charCodeAt(0)), entry(2, 5, 3, numbers)),
    degrees,
  ]);
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
  const comment = segment(0xfe, Buffer.from(WHERE, 'latin1'));
  const buffer = Buffer.concat([
    photo.buffer.subarray(0, 2),
    exif,
    comment,
    photo.buffer.subarray(2),
  ]);
  return { ...photo, buffer };
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Everything of files on a phone's disk. */
export async function held(page: Page): Promise<Held[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('a store could not be read'));
      });
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('paguyuban-files')) continue;
      const db = await done(indexedDB.open(name));
      const rows = (await done(db.transaction('files').objectStore('files').getAll())) as {
        doc: string;
        hash: string;
        waits: boolean;
        bytes: number;
      }[];
      for (const { doc, hash, waits, bytes } of rows) {
        const kept: unknown = await done(
          db.transaction('bytes').objectStore('bytes').get([doc, hash]),
        );
        const plain = kept instanceof Uint8Array ? (kept as Uint8Array<ArrayBuffer>) : null;
        const digest = plain && new Uint8Array(await crypto.subtle.digest('SHA-256', plain));
        const is = [...(digest ?? [])].map((one) => one.toString(16).padStart(2, '0')).join('');
        all.push({ doc, hash, waits, bytes, is });
      }
      db.close();
    }
    return all;
  });
}

/** What the relay hands out for a file, asked with the phone's own token. */
export async function atRelay(page: Page, doc: string, hash: string): Promise<Buffer | number> {
  const got = await page.evaluate(
    async ({ of, name }) => {
      const open = indexedDB.open('paguyuban');
      await new Promise((done) => (open.onsuccess = done));
      const kept = open.result.transaction('meta').objectStore('meta').get('identity');
      await new Promise((done) => (kept.onsuccess = done));
      open.result.close();
      const { token } = kept.result as { token: string };
      const answer = await fetch(`/api/file?doc=${encodeURIComponent(of)}&hash=${name}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (answer.status !== 200) return answer.status;
      let text = '';
      for (const byte of new Uint8Array(await answer.arrayBuffer()))
        text += String.fromCharCode(byte);
      return btoa(text);
    },
    { of: doc, name: hash },
  );
  return typeof got === 'number' ? got : Buffer.from(got, 'base64');
}

/** Adds files by the button of this name, and waits until the page has dealt with them. */
export async function add(page: Page, chosen: Chosen[], by = 'Tambah foto'): Promise<void> {
  await page.getByLabel(by, { exact: true }).setInputFiles(chosen);
  await expect(page.getByText(/^Menyiapkan \d+ dari \d+…$/)).toHaveCount(0, {
    timeout: PATIENCE_MS,
  });
}
