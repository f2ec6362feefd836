import { connect, createServer, type Server, type Socket } from 'node:net';

/** The way from one phone to the relay, which can be cut and mended. Its origin stays the same. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #whole = true;

  private constructor(relayPort: number) {
    this.#server = createServer((near) => {
      if (!this.#whole) return void near.destroy();
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

  cut(): void {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#whole = true;
  }

  end(): void {
    this.cut();
    this.#server.close();
  }
}
