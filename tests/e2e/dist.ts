import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';

const DIST = join(import.meta.dirname, '../../web/dist');
export const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** Addresses of all scripts, styles and modules of the page as it was built, new ones by themselves. */
export function parts(): string[] {
  const assets = readdirSync(join(DIST, 'assets')).map((name) => `/assets/${name}`);
  return [...assets, '/watch.js'].filter((url) => /\.(js|css|wasm)$/.test(url)).sort();
}

/** What only names another part, which holds what it gives out, is not larger. */
const NAMES_ONLY_BYTES_MAX = 150;

/** All parts, each for itself; those that only name another come together. */
export function partsTogether(): string[][] {
  const bytes = (url: string) => statSync(join(DIST, url)).size;
  const namesOnly = (url: string) =>
    url.startsWith('/assets/') && bytes(url) <= NAMES_ONLY_BYTES_MAX;
  const all = parts();
  return [...all.filter((url) => !namesOnly(url)).map((url) => [url]), all.filter(namesOnly)];
}

/** The one whose name begins so. */
export function part(name: string): string {
  const found = parts().find((url) => url.startsWith(`/assets/${name}-`));
  if (!found) throw new Error(`${name} is not in web/dist`);
  return found;
}

interface Listed {
  url: string;
  hash: string;
}

/** As `web/shell.ts` writes it down. */
function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** A server of nothing but the page, which can publish another release and answer wrongly. */
export class Publisher {
  readonly #files = new Map<string, Buffer>();
  /** What is answered instead of a file, with 200. */
  readonly wrong = new Map<string, string>();
  /** Addresses that were asked for. */
  readonly asked: string[] = [];
  readonly #server: Server;
  #whole = true;

  private constructor() {
    this.#files.set('/', readFileSync(join(DIST, 'index.html')));
    this.#files.set('/sw.js', readFileSync(join(DIST, 'sw.js')));
    for (const name of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
      const path = join(DIST, name);
      if (extname(name) !== '' && !/\.(br|gz)$/.test(name) && existsSync(path))
        this.#files.set(`/${name}`, readFileSync(path));
    }
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://relay').pathname;
      if (!this.#whole) return void request.socket.destroy();
      this.asked.push(url);
      const wrong = this.wrong.get(url);
      const file = wrong === undefined ? this.#files.get(url) : Buffer.from(wrong);
      if (!file) return void response.writeHead(404).end();
      const kind = KINDS[url === '/' ? '.html' : extname(url)] ?? 'text/plain';
      response.writeHead(200, { 'content-type': kind, 'cache-control': 'no-cache' }).end(file);
    });
  }

  static async start(): Promise<Publisher> {
    const publisher = new Publisher();
    await new Promise<void>((done) => publisher.#server.listen(0, '127.0.0.1', done));
    return publisher;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Another release: its page says so, and it has no `gone` any more. */
  publish(mark: string, gone: string): void {
    const before = this.#files.get('/')?.toString() ?? '';
    const page = before.replace('<html ', `<html data-release="${mark}" `);
    this.#files.set('/', Buffer.from(page));
    this.#files.delete(gone);
    this.#list((files) =>
      files
        .filter(({ url }) => url !== gone)
        .map((file) => (file.url === '/' ? { ...file, hash: hashOf(page) } : file)),
    );
  }

  /** In the next release the part has other bytes, and so another address, which this gives. */
  renew(url: string): string {
    const bytes = `/* anew */${this.#files.get(url)?.toString() ?? ''}`;
    const renewed = url.replace(/[\w-]{8}(?=\.\w+$)/, hashOf(bytes).slice(0, 8));
    this.#files.delete(url);
    this.#files.set(renewed, Buffer.from(bytes));
    this.#list((files) =>
      files.map((file) => (file.url === url ? { url: renewed, hash: hashOf(bytes) } : file)),
    );
    return renewed;
  }

  /** Rewrites the service worker's list of files. */
  #list(change: (files: Listed[]) => Listed[]): void {
    const worker = this.#files.get('/sw.js')?.toString() ?? '';
    const list = /\[\{\\?"url.*?\}\]/.exec(worker)?.[0] ?? '';
    const written = JSON.stringify(change(JSON.parse(list.replaceAll('\\"', '"')) as Listed[]));
    const escaped = list.includes('\\"') ? written.replaceAll('"', '\\"') : written;
    this.#files.set('/sw.js', Buffer.from(worker.replace(list, () => escaped)));
  }

  /** There is no signal. */
  cut(): void {
    this.#whole = false;
    this.#server.closeAllConnections();
  }

  mend(): void {
    this.#whole = true;
  }

  end(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
