import type { Awaitable, Hex, Identity, Ledger, LinkStatus, News, View } from '../between/contract';
import type { FileCalls, FileHere, FileWaiting } from '../between/files';
import { FilesShelf, isQuota } from '../between/files-shelf';
import type { Sealing } from '../between/sealing';
import { isNamed } from '../plain/files';
import { fileDoor, type FileDoor } from './file-door';
import { FilesSending } from './files-sending';
import { Lane } from './lane';

/** How often the screen hears how far a file is. */
const TELL_MS = 500;
/** A file whose document does not name it after this long: the page was ended between the two. */
const ASTRAY_MS = 24 * 60 * 60_000;

/** What of the shelf is asked for here. */
export type Shelf = Pick<
  FilesShelf,
  'put' | 'rows' | 'bytes' | 'waits' | 'allWait' | 'drop' | 'remove'
>;

export interface FilesNeeds {
  identity(): Identity | null;
  /** The stored view of a document, if it is here. */
  view(doc: string): Promise<string | undefined>;
  ledgers(): Iterable<[doc: string, Ledger]>;
  post(news: News): void;
  /** The other tabs have to look at the shelf again, and perhaps to try again what was refused. */
  tell(again: boolean): void;
}

/** The files of whoever has this slot. */
export async function filesOf(slot: string, sealing: Sealing, needs: FilesNeeds): Promise<Files> {
  const shelf = new FilesShelf(slot, sealing);
  // What stays open for want of room is sealed at a later start.
  await shelf.sealRest().catch((error: unknown) => console.error(error));
  return new Files(shelf, needs);
}

/** The files of one person that stand beside their documents: kept here, sent, fetched. */
export class Files implements Awaitable<FileCalls> {
  readonly #shelf: Shelf;
  readonly #door: FileDoor;
  readonly #needs: FilesNeeds;
  readonly #sending: FilesSending;
  readonly #telling = new Lane();
  /** Whether a document names a file, as of its last change. */
  readonly #named = new Map<string, (hash: Hex) => boolean>();
  #speaks = false;
  #linked = false;
  #late: ReturnType<typeof setTimeout> | undefined;
  /** Something on the shelf may wait, whether its document names it or not. */
  #some = true;
  /** What has come of files that did not come whole. */
  readonly #partly = new Map<string, Uint8Array[]>();

  constructor(shelf: Shelf, needs: FilesNeeds, door?: FileDoor) {
    this.#shelf = shelf;
    this.#needs = needs;
    this.#door = door ?? fileDoor(() => needs.identity()?.token ?? '');
    this.#sending = new FilesSending(this.#door, {
      next: (refused) => this.#next(refused),
      bytes: (doc, hash) => shelf.bytes(doc, hash),
      may: () => this.#speaks && this.#linked && !this.#wordsWait(),
      arrived: (doc, hash) => this.#arrived(doc, hash),
      moved: () => this.#tellSoon(),
    });
  }

  async keepFile(doc: string, hash: Hex, mime: string, bytes: Uint8Array): Promise<void> {
    const file = { doc, hash, mime, bytes: bytes.byteLength, waits: true };
    await this.#shelf.put(file, bytes, Date.now()).catch(noRoom);
    this.heard(false);
    this.#needs.tell(false);
  }

  filesOf(doc: string): Promise<FileHere[]> {
    return this.#shelf.rows(doc);
  }

  fileHere(doc: string, hash: Hex): Promise<Uint8Array | null> {
    return this.#shelf.bytes(doc, hash);
  }

  async fetchFile(doc: string, hash: Hex, mime: string, size: number): Promise<Uint8Array> {
    const here = await this.#shelf.bytes(doc, hash);
    if (here) return here;
    const bytes = await this.#fetched(doc, hash, size);
    const file = { doc, hash, mime, bytes: bytes.byteLength, waits: false };
    // It can be seen all the same, and fetched again.
    await this.#shelf.put(file, bytes, Date.now()).catch((error: unknown) => console.error(error));
    return bytes;
  }

  /** What did not come whole goes on from there when it is asked for again. */
  async #fetched(doc: string, hash: Hex, size: number): Promise<Uint8Array> {
    const key = `${doc} ${hash}`;
    const parts = this.#partly.get(key) ?? [];
    this.#partly.clear();
    this.#partly.set(key, parts);
    const have = parts.reduce((sum, part) => sum + part.byteLength, 0);
    let left = size - have;
    if (left > 0)
      await this.#door.take(doc, hash, have, (part) => {
        left -= part.byteLength;
        // Longer than it may be: whatever it is, it is not kept.
        if (left < 0) throw { code: 'not_what_it_says' };
        parts.push(part);
      });
    this.#partly.delete(key);
    if (left !== 0) throw { code: 'offline' };
    const bytes = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
    if ((await hashOf(bytes)) !== hash) throw { code: 'not_what_it_says' };
    return bytes;
  }

  async dropFile(doc: string, hash: Hex): Promise<void> {
    await this.#shelf.drop(doc, hash);
    this.heard(false);
    this.#needs.tell(false);
  }

  sendFiles(): void {
    this.heard(true);
    this.#needs.tell(true);
  }

  /** Fails with `unsent` while a file of this person is here alone. */
  async nothingWaits(): Promise<void> {
    if ((await this.waiting()).length > 0) throw { code: 'unsent' };
  }

  /** Named by their documents, and not at the relay. */
  async waiting(): Promise<FileWaiting[]> {
    const ledgers = new Map(this.#needs.ledgers());
    const found: FileWaiting[] = [];
    for (const { doc, hash, bytes, mime, waits } of await this.#shelf.rows()) {
      if (!waits || !(await this.#namesOf(doc))(hash)) continue;
      const sent = this.#sending.sent(doc, hash);
      // Nobody but this phone knows the name of it.
      const unnamed = ledgers.get(doc)?.refused ? 'not_named' : null;
      const refused = this.#sending.refused(doc, hash) ?? unnamed;
      found.push({ doc, hash, bytes, mime, waits, sent, refused });
    }
    return found;
  }

  async #namesOf(doc: string): Promise<(hash: Hex) => boolean> {
    const known = this.#named.get(doc);
    if (known) return known;
    const view = await this.#needs.view(doc);
    const fields = view ? (JSON.parse(view) as View).fields : undefined;
    const names = (hash: Hex) => isNamed(fields, hash);
    this.#named.set(doc, names);
    return names;
  }

  /** This tab talks to the relay. */
  async speak(): Promise<void> {
    this.#speaks = true;
    await this.#dropAstray().catch((error: unknown) => console.error(error));
    this.heard(false);
  }

  /** What was kept for a document that never came to name it. */
  async #dropAstray(): Promise<void> {
    for (const { doc, hash, at } of await this.#shelf.rows()) {
      if (Date.now() - at < ASTRAY_MS || (await this.#needs.view(doc))?.includes(hash)) continue;
      await this.#shelf.drop(doc, hash);
    }
  }

  /** How the link stands, in the tab that talks. */
  link({ state, caughtUp }: LinkStatus): void {
    const before = this.#linked;
    // Through the other door a link is now and then; between two, files go on.
    this.#linked = caughtUp && (state === 'live' || state === 'connecting');
    if (this.#linked && !before) this.#sending.linked();
    else this.#sending.nudge();
  }

  /** The shelf has changed, in whichever tab. */
  heard(again: boolean): void {
    if (again) this.#sending.again();
    else this.#sending.nudge();
    this.#some = true;
    this.#tellSoon();
  }

  /** Something of a document is on the disk. */
  changed(doc: string): void {
    this.#named.delete(doc);
    if (!this.#speaks || !this.#some) return;
    this.#sending.again(doc);
    this.#tellSoon();
  }

  /** The document has left this phone. */
  async forget(doc: string): Promise<void> {
    await this.#shelf.drop(doc).catch((error: unknown) => console.error(error));
    this.#tellSoon();
  }

  /** The relay is another, or was put back to what it was: it may have lost what it had. */
  async offerAll(): Promise<void> {
    await this.#shelf.allWait();
    this.heard(true);
  }

  /** Nothing of them stays on the disk. */
  end(): Promise<void> {
    this.#speaks = false;
    this.#sending.giveWay();
    return this.#shelf.remove();
  }

  /** What the relay would take and has not taken; a word that cannot go holds no file up. */
  #wordsWait(): boolean {
    for (const [, ledger] of this.#needs.ledgers()) if (canGo(ledger)) return true;
    return false;
  }

  async #next(refused: (doc: string, hash: Hex) => boolean): Promise<FileHere | null> {
    const ledgers = new Map(this.#needs.ledgers());
    const may = ({ doc, hash }: FileHere) => ledgers.get(doc)?.unsent === 0 && !refused(doc, hash);
    return (await this.waiting()).find(may) ?? null;
  }

  async #arrived(doc: string, hash: Hex): Promise<void> {
    await this.#shelf.waits(doc, hash, false);
  }

  #tellSoon(): void {
    this.#late ??= setTimeout(() => {
      this.#late = undefined;
      void this.#telling.run(async () => {
        this.#some = (await this.#shelf.rows()).some(({ waits }) => waits);
        this.#needs.post({ news: 'files', waiting: await this.waiting() });
      });
    }, TELL_MS);
  }
}

function canGo({ unsent, refused, lost, orphans }: Ledger): boolean {
  return unsent > 0 && refused === null && !lost?.length && !orphans;
}

async function hashOf(bytes: Uint8Array): Promise<Hex> {
  const digest = new Uint8Array(
    await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>),
  );
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function noRoom(error: unknown): never {
  if (isQuota(error)) throw { code: 'files_no_room' };
  throw error;
}
