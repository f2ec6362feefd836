import { connect, createServer, type Server, type Socket } from 'node:net';

/** How a way to the relay is; what is not said has no bound. */
export interface Way {
  /** In each direction. */
  bytesPerS?: number;
  /** Whatever carries frames ends every so long. */
  cutMs?: number;
  /** Requests to change the protocol end at once: no WebSocket survives. */
  noUpgrades?: boolean;
}

/** One connection through it. */
interface Line {
  near: Socket;
  far: Socket;
  /** It carries frames. */
  slow: boolean;
}

/** What passes at once at most; small, so that what was cut was not paid. */
const STEP_MS = 50;

/** A way to the relay on which frames pass slowly, are cut, and are counted; files are not. */
export class Proxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #slow = new Set<Line>();
  #cutting: ReturnType<typeof setInterval> | undefined;
  way: Way = {};
  up = 0;
  down = 0;
  cuts = 0;

  private constructor(port: number) {
    this.#server = createServer((near) => this.#join(near, port));
  }

  static async to(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** From now on the way is like this; what is open ends. */
  become(way: Way): void {
    this.way = way;
    this.up = this.down = this.cuts = 0;
    this.#sockets.forEach((socket) => socket.destroy());
    clearInterval(this.#cutting);
    if (way.cutMs !== undefined) this.#cutting = setInterval(() => this.#cut(), way.cutMs);
  }

  #cut(): void {
    this.cuts += this.#slow.size;
    this.#slow.forEach(({ near }) => near.destroy());
  }

  end(): void {
    clearInterval(this.#cutting);
    this.#server.close();
    this.#sockets.forEach((socket) => socket.destroy());
  }

  #join(near: Socket, port: number): void {
    const far = connect(port, '127.0.0.1');
    const line: Line = { near, far, slow: false };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#slow.delete(line);
        this.#sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    this.#pass(line, near, far);
    this.#pass(line, far, near);
  }

  /** Reads no faster than the way is: what waits, waits at who sends it. */
  #pass(line: Line, from: Socket, to: Socket): void {
    const isUp = from === line.near;
    const pass = (bytesMax: number) => {
      let bytes = from.read(Math.min(bytesMax, from.readableLength)) as Buffer | null;
      if (!bytes || bytes.byteLength === 0) return;
      if (isUp && /^(GET \/api\/live|POST \/api\/sync)/.test(bytes.toString('latin1', 0, 32))) {
        this.#begin(line, bytes);
        if (bytes.byteLength > step) {
          from.unshift(bytes.subarray(step));
          bytes = bytes.subarray(0, step);
        }
      }
      if (line.slow && isUp) this.up += bytes.byteLength;
      else if (line.slow) this.down += bytes.byteLength;
      to.write(bytes);
    };
    const { bytesPerS = Infinity } = this.way;
    const step = Math.ceil((bytesPerS * STEP_MS) / 1000);
    from.on('readable', () => !line.slow && pass(Infinity));
    from.on('end', () => to.end());
    const timer = setInterval(() => line.slow && pass(step), STEP_MS);
    from.on('close', () => clearInterval(timer));
  }

  /** Frames go by here from now on; everything before was the page's files. */
  #begin(line: Line, head: Buffer): void {
    if (line.slow) return;
    if (this.way.noUpgrades && head.toString('latin1', 0, 3) === 'GET') line.near.destroy();
    line.slow = true;
    this.#slow.add(line);
  }
}
