import { connect, createServer, type Server, type Socket } from 'node:net';

/** The way from one phone to the relay, which can be cut and mended. Its origin stays the same. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #whole = true;
  #stranger: string | null = null;
  /** Requests that the stranger has answered, by path. */
  readonly answered = new Map<string, number>();

  private constructor(relayPort: number) {
    this.#server = createServer((near) => {
      if (!this.#whole) return void near.destroy();
      if (this.#stranger !== null) return this.#answer(near, this.#stranger);
      const far = connect(relayPort, '127.0.0.1');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far);
      far.pipe(near);
    });
  }

  static async to(relayPort: number): Promise<Cable> {
    const cable = new Cable(relayPort);
    await new Promise<void>((resolve) => cable.#server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the cable has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  get whole(): boolean {
    return this.#whole;
  }

  /** From now on something else answers every request, as a sign-in page of somebody's Wi-Fi does. */
  stranger(status: number, body: string, type = 'text/html'): void {
    const length = Buffer.byteLength(body);
    this.cut();
    this.answered.clear();
    this.#whole = true;
    this.#stranger =
      `HTTP/1.1 ${status} Words\r\ncontent-type: ${type}\r\n` +
      `content-length: ${length}\r\nconnection: close\r\n\r\n${body}`;
  }

  #answer(near: Socket, words: string): void {
    near.on('error', () => near.destroy());
    near.once('data', (bytes) => {
      const path = /^[A-Z]+ ([^ ?]+)/.exec(bytes.toString('latin1'))?.[1] ?? '';
      this.answered.set(path, (this.answered.get(path) ?? 0) + 1);
      near.end(words);
      near.resume();
    });
  }

  cut(): void {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#stranger = null;
    this.#whole = true;
  }

  end(): void {
    this.cut();
    this.#server.close();
  }
}
