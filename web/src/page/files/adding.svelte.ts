import { FILE_BYTES_MAX } from '../../between/files';
import type { Edit, Fields, View } from '../../between/contract';
import {
  allFiles,
  FILE_BYTES_TOLD,
  FILES_AT_PLACE_MAX,
  FILES_IN_DOC_MAX,
  filesIn,
  PDF,
  sizeText,
  type FileRecord,
} from '../../plain/files';
import { recordsOf } from '../../plain/fields';
import { ulid } from '../../plain/ulid';
import { dayOf, today } from '../language/dates';
import { failureText, language, w } from '../language/words.svelte';
import type { Device } from '../phone/device.svelte';
import type { Smaller } from './smaller';
import { HEAD_BYTES, sortOf } from './sniff';
import { fw } from './words';

/** The name of a file is no longer than a line. */
const NAME_CHARS_MAX = 200;

/** Where files are added. */
export interface Place {
  view: View;
  /** The entry of a log; empty for the whole document. */
  of: string;
  /** What has to be written before, because the thing is not there yet. */
  first: Edit[];
}

/** Something on its way into a document. */
interface Ready {
  hash: string;
  mime: string;
  bytes: Uint8Array;
  name: string;
  takenOn: string;
}

/** Takes pictures and files in, one after the other: what is taken in is on the disk, the rest can be left. */
export class Adding {
  readonly #device: Device;
  readonly #place: () => Place;
  readonly #smaller: Pick<Smaller, 'make'>;
  /** What was there when this began, and what was added since. */
  #there: Pick<FileRecord, 'hash' | 'mime' | 'name'>[] = [];
  /** Nothing of it is there, not even what it begins with. */
  #begins = false;
  #done = $state(0);
  #all = $state(0);
  #problems = $state.raw<string[]>([]);
  #cancelled = false;

  constructor(device: Device, place: () => Place, smaller: Pick<Smaller, 'make'>) {
    this.#device = device;
    this.#place = place;
    this.#smaller = smaller;
  }

  get done(): number {
    return this.#done;
  }
  /** Zero while nothing is added. */
  get all(): number {
    return this.#all;
  }
  /** Why some were not added, in sentences. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  cancel(): void {
    this.#cancelled = true;
  }

  /** Adds what fits, and says what did not. */
  async add(files: readonly File[]): Promise<void> {
    if (this.#all > 0 || files.length === 0) return;
    const place = this.#place();
    this.#there = filesIn(this.#fields(place), place.of);
    this.#begins = this.#fields(place) === undefined || !this.#isThere(place);
    const taken = files.slice(0, Math.max(0, FILES_AT_PLACE_MAX - this.#there.length));
    this.#problems = [];
    [this.#done, this.#all, this.#cancelled] = [0, taken.length, false];
    if (allFiles(this.#fields(place)).length + taken.length > FILES_IN_DOC_MAX) {
      this.#say(fw().refuses.docFull(FILES_IN_DOC_MAX));
      taken.length = 0;
    } else if (taken.length < files.length)
      this.#say(fw().refuses.more(files.length - taken.length, FILES_AT_PLACE_MAX));
    try {
      for (const file of taken) {
        if (this.#cancelled) break;
        await this.#addOne(place, file);
        this.#done += 1;
      }
      if (taken.length > 0) await this.#device.commit(place.view.doc);
    } finally {
      this.#all = 0;
    }
  }

  /** As the document is now. */
  #fields({ view }: Place): Fields | undefined {
    return this.#device.doc(view.doc)?.view.fields;
  }

  #isThere(place: Place): boolean {
    const { of } = place;
    return of === '' || recordsOf(this.#fields(place), 'entries').some(([key]) => key === of);
  }

  async #addOne(place: Place, file: File): Promise<void> {
    try {
      const ready = await this.#read(file);
      if (ready) await this.#take(place, ready);
    } catch (failure) {
      const code = (failure as { code?: unknown } | null)?.code;
      if (code === 'files_no_room') this.#say(fw().refuses.noRoom(file.name));
      else if (code === 'part_missing') this.#say(w().arrive.wantedMissing);
      else if (typeof code === 'string' && code !== 'internal')
        this.#say(`${file.name}: ${failureText(failure)}`);
      else this.#say(fw().refuses.notKept(file.name));
      console.error(failure);
    }
  }

  /** What is to be kept of it; null, and said why, if it is not taken. */
  async #read(file: File): Promise<Ready | null> {
    const { refuses } = fw();
    const no = (sentence: string) => {
      this.#say(sentence);
      return null;
    };
    if (file.size === 0) return no(refuses.empty(file.name));
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const sort = sortOf(head);
    if (sort === 'heic') return no(refuses.heic(file.name));
    if (sort === null) return no(refuses.other(file.name));
    const most = sizeText(FILE_BYTES_TOLD, language.locale);
    const large = () => refuses.large(file.name, sizeText(file.size, language.locale), most);
    if (sort === PDF && file.size > FILE_BYTES_MAX) return no(large());
    const whole = sort === PDF ? new Uint8Array(await file.arrayBuffer()) : null;
    const bytes = whole ?? (await this.#smaller.make(file));
    if (bytes === null) return no(refuses.broken(file.name));
    if (bytes.byteLength > FILE_BYTES_MAX) return no(large());
    const hash = await hashOf(bytes);
    if (this.#there.some((one) => one.hash === hash)) return no(refuses.double(file.name));
    const mime = sort === PDF ? PDF : 'image/jpeg';
    return { hash, mime, bytes, name: this.#nameOf(file, mime), takenOn: dayTaken(file) };
  }

  /** The bytes are on the disk before anything names them; the hash is written last, so that a name is whole. */
  async #take({ view: { doc }, of, first }: Place, ready: Ready): Promise<void> {
    const { hash, mime, bytes, name, takenOn } = ready;
    await this.#device.ask('keepFile', doc, hash, mime, bytes);
    const key = ulid();
    const set = (field: string, value: string | number): Edit => ({
      op: 'set',
      path: `files/${key}/${field}`,
      value,
    });
    const edits: Edit[] = [
      ...(this.#begins ? first : []),
      { op: 'add', path: 'files', key },
      set('mime', mime),
      set('bytes', bytes.byteLength),
      set('name', name),
      set('taken_on', takenOn),
      ...(of === '' ? [] : [set('of', of)]),
      set('hash', hash),
    ];
    for (const edit of edits) await this.#device.edit(doc, edit);
    this.#begins = false;
    this.#there = [...this.#there, { hash, mime, name }];
  }

  /** Photos have names that say nothing, but for those that somebody gives; a PDF has its own. */
  #nameOf(file: File, mime: string): string {
    const own = [...file.name.replace(/\.[^.]*$/, '').trim()].slice(0, NAME_CHARS_MAX).join('');
    if (mime === PDF && own !== '') return own;
    const called = mime === PDF ? fw().file : fw().photo;
    const names = new Set(this.#there.map(({ name }) => name));
    let n = this.#there.filter((one) => (one.mime === PDF) === (mime === PDF)).length + 1;
    while (names.has(called(n))) n += 1;
    return called(n);
  }

  #say(sentence: string): void {
    this.#problems = [...this.#problems, sentence];
  }
}

/** The day on which the file was made, as its phone says; no day that is still to come. */
function dayTaken(file: File): string {
  const [day, now] = [dayOf(file.lastModified), today()];
  return file.lastModified > 0 && day < now ? day : now;
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
