import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { extname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { brotliDecompressSync } from 'node:zlib';
import { KINDS } from './dist.ts';

/** The page and module of 0.1.0 as they were built, compressed. */
const FIRST = join(import.meta.dirname, '../fixtures/release-0.1.0');

/**
 * The way to a relay of today that still hands out the page of release 0.1.0, until it is updated. Its
 * origin stays the same.
 */
export class FirstRelease {
  readonly #files = new Map<string, Buffer>();
  readonly #sockets = new Set<Duplex>();
  readonly #server: Server;
  #updated = false;
  #whole = true;

  private constructor(readonly port: number) {
    for (const name of readdirSync(FIRST, { recursive: true, encoding: 'utf8' })) {
      if (extname(name) === '') continue;
      const bytes = readFileSync(join(FIRST, name));
      const packed = name.endsWith('.br');
      const url = `/${name.replace(/\.br$/, '')}`;
      this.#files.set(url, packed ? brotliDecompressSync(bytes) : bytes);
    }
    this.#files.set('/', this.#files.get('/index.html') ?? Buffer.from(''));
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://relay').pathname;
      if (!this.#whole) return void request.socket.destroy();
      const own = !this.#updated && !url.startsWith('/api/');
      if (!own) {
        const onward = ask(this.#onward(request), (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        onward.on('error', () => request.socket.destroy());
        return void request.pipe(onward);
      }
      const file = this.#files.get(url);
      if (!file) return void response.writeHead(404).end();
      const kind = KINDS[url === '/' ? '.html' : extname(url)] ?? 'text/plain';
      response.writeHead(200, { 'content-type': kind, 'cache-control': 'no-cache' }).end(file);
    });
    this.#server.on('connection', (socket: Socket) => this.#hold(socket));
    this.#server.on('upgrade', (request: IncomingMessage, near: Duplex, head: Buffer) => {
      const far = connect(port, '127.0.0.1');
      this.#hold(far);
      far.on('close', () => near.destroy());
      near.on('close', () => far.destroy());
      const headers = request.rawHeaders.map((word, at) => (at % 2 ? `${word}\r\n` : `${word}: `));
      far.write(`GET ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
      far.write(head);
      near.pipe(far).pipe(near);
    });
  }

  static async before(relayPort: number): Promise<FirstRelease> {
    const release = new FirstRelease(relayPort);
    await new Promise<void>((done) => release.#server.listen(0, '127.0.0.1', done));
    return release;
  }

  #onward({ method, url, headers }: IncomingMessage) {
    return { host: '127.0.0.1', port: this.port, method, path: url, headers };
  }

  #hold(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** There is no signal. */
  cut(): void {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#whole = true;
  }

  /** The relay hands out its own page from now on. */
  update(): void {
    this.#updated = true;
  }

  end(): void {
    this.cut();
    this.#server.close();
  }
}
