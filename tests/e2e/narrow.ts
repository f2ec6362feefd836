import { connect, createServer, type Server, type Socket } from 'node:net';

/** What passes at once. */
const STEP_MS = 20;
/** What of one connection stands in the line at most, as a modem lets it. */
const WINDOW_BYTES = 4 * 1024;

/** One connection through it. */
interface Line {
  near: Socket;
  far: Socket;
  /** What of it stands in the line. */
  waiting: number;
  ended: boolean;
}

/**
 * A phone's one way to the relay: whatever goes up stands in one line, behind what came before it, and passes
 * as fast as the way is wide. It can be cut and mended; its origin stays the same.
 */
export class Narrow {
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #timer: ReturnType<typeof setInterval>;
  #queue: { line: Line; bytes: Buffer }[] = [];
  #whole = true;
  #owed = 0;
  /** How wide the way up is. */
  bytesPerS = Infinity;
  /** What has gone up through it. */
  up = 0;

  private constructor(port: number) {
    this.#server = createServer((near) => this.#join(near, port));
    this.#timer = setInterval(() => this.#step(), STEP_MS);
  }

  static async to(port: number): Promise<Narrow> {
    const narrow = new Narrow(port);
    await new Promise<void>((resolve) => narrow.#server.listen(0, '127.0.0.1', resolve));
    return narrow;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  cut(): void {
    this.#whole = false;
    this.#queue = [];
    for (const { near, far } of this.#lines) [near, far].forEach((one) => one.destroy());
    this.#lines.clear();
  }

  mend(): void {
    this.#whole = true;
  }

  end(): void {
    this.cut();
    clearInterval(this.#timer);
    this.#server.close();
  }

  #join(near: Socket, port: number): void {
    near.on('error', () => near.destroy());
    if (!this.#whole) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    const line: Line = { near, far, waiting: 0, ended: false };
    this.#lines.add(line);
    far.on('error', () => far.destroy());
    far.on('close', () => {
      this.#lines.delete(line);
      near.destroy();
    });
    // What stands in the line is on the air: it arrives, whether its sender still waits or not.
    near.on('close', () => (line.ended = true));
    near.on('end', () => (line.ended = true));
    far.pipe(near);
  }

  #step(): void {
    for (const line of this.#lines) this.#take(line);
    this.#owed = Math.min(this.#owed + (this.bytesPerS * STEP_MS) / 1000, this.bytesPerS);
    while (this.#owed > 0) {
      const [first] = this.#queue;
      if (!first) break;
      const part = first.bytes.subarray(0, Math.ceil(this.#owed));
      first.bytes = first.bytes.subarray(part.byteLength);
      if (first.bytes.byteLength === 0) this.#queue.shift();
      this.#owed -= part.byteLength;
      this.up += part.byteLength;
      first.line.waiting -= part.byteLength;
      first.line.far.write(part);
      if (!Number.isFinite(this.bytesPerS)) this.#take(first.line);
    }
    if (this.#queue.length === 0) this.#owed = 0;
    for (const line of this.#lines) if (line.ended && line.waiting === 0) line.far.end();
  }

  /** What a connection has to say comes into the line, as much as it may have there. */
  #take(line: Line): void {
    const { near } = line;
    const window = Number.isFinite(this.bytesPerS) ? WINDOW_BYTES - line.waiting : Infinity;
    const bytes = near.read(Math.min(window, near.readableLength)) as Buffer | null;
    if (!bytes || bytes.byteLength === 0) return;
    line.waiting += bytes.byteLength;
    this.#queue.push({ line, bytes });
  }
}
