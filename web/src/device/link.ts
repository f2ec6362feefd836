import { refusalIn } from '../plain/answers';
import { Backoff } from './backoff';
import type { LinkStatus } from '../between/contract';
import { nowMs } from './now';

/** After this long without a word from the relay, ask for a sign of life. */
const QUIET_MS = 25_000;
/** A relay that says nothing for this long after being asked is gone, whatever the socket says. */
const DEAD_MS = 10_000;
/** On EDGE a TLS handshake takes several seconds. */
const OPEN_PATIENCE_MS = 20_000;
/** Sockets that end before the relay said anything, in a row, until the other door is tried. */
const SHORT_SOCKETS_MAX = 2;
/** Pause between exchanges through the POST door. */
const POLL_MS = 30_000;
/** How long to gather work before an exchange through the POST door. */
const WAKE_MS = 2_000;
/** How long to keep to the POST door before a socket is tried again. */
const POST_DOOR_MS = 10 * 60_000;
/** An exchange that brings not one byte for this long, after its body has gone up, is given up. */
const EXCHANGE_PATIENCE_MS = 60_000;
/** What both directions of an exchange are. */
const FRAMES = 'application/octet-stream';
/** After these the relay takes nothing from this device. */
const SHUTS_OUT = new Set(['revoked', 'signed_out']);
/**
 * The slowest link on which work arrives, less what a busy one loses: 1 kB in a second. Nothing that moves
 * as fast as this is given up; what is waited for is the next word, never the whole.
 */
const SLOWEST_BYTES_PER_MS = 1;
/** The chunks in one exchange's body: one piece at first, since a link that is cut has to send it again. */
const BODY_BYTES_MIN = 4 * 1024;
/** If the link is cut, the browser sends a body that it has begun once more, whatever arrived of it. */
const BODY_BYTES_MAX = 64 * 1024;
/** A body that was answered within this time can be twice as long, one that took thrice as long half. */
const BODY_MS = 2_000;

export interface LinkHost {
  /** A link is about to begin: renew what names this device, if that is due and possible. */
  renew(): Promise<void>;
  /** The POST door does not let this device in. Whether to try once more. */
  shutOut(): boolean;
  /**
   * The link is up: make the opening frames and hand them to {@link Link.send}. With `room` they are the
   * body of an exchange, with so many bytes of chunks.
   */
  opened(room?: number): Promise<void>;
  /** Something unsent waits for another exchange. */
  hasMore(): boolean;
  /** These frames have arrived together. */
  frames(bytes: Uint8Array[]): Promise<void>;
  /** The link is gone. */
  closed(): Promise<void>;
  status(status: LinkStatus): void;
}

/** The one connection to the relay: a WebSocket, or exchanges by POST where none will stay. */
export class Link {
  readonly #host: LinkHost;
  readonly #token: () => string;
  readonly #backoff = new Backoff();
  #socket: WebSocket | null = null;
  #outbox: Uint8Array[] | null = null;
  #shortSockets = 0;
  #postDoorUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setTimeout> | undefined;
  #exchanging = false;
  /** What came in this exchange cannot be taken. */
  #spoilt = false;
  /** What the largest frame needs that was sent on this socket, on the slowest link. */
  #patienceMs = 0;
  #bodyBytes = BODY_BYTES_MIN;
  /** The relay has stored something of the exchange. */
  #taken = false;
  #renewing = false;
  #status: LinkStatus = { state: 'offline', acknowledgedMs: 0, retryMs: 0, caughtUp: false };

  constructor(token: () => string, acknowledgedMs: number, host: LinkHost) {
    this.#token = token;
    this.#host = host;
    this.#status.acknowledgedMs = acknowledgedMs;
  }

  /** Tries now: on start, when the person asks, when the page comes back or the network does. */
  nudge(): void {
    if (this.#status.state === 'revoked' || this.#status.state === 'outdated') return;
    if (this.#socket || this.#exchanging || this.#renewing) return;
    clearTimeout(this.#timer);
    void this.#begin();
  }

  async #begin(): Promise<void> {
    this.#renewing = true;
    this.#say({ state: 'connecting', retryMs: 0 });
    // What could not be renewed is renewed before a later link.
    await this.#host.renew().catch((error: unknown) => console.error(error));
    // Ended or paused meanwhile.
    if (!this.#renewing) return;
    this.#renewing = false;
    if (Date.now() < this.#postDoorUntilMs) void this.#exchange();
    else this.#connect();
  }

  /** Asks an open socket for a sign of life, so that a hung one is noticed when the person looks. */
  probe(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask(this.#socket);
    else this.nudge();
  }

  /** Hands a frame to the relay; dropped if there is no link, the next one makes it again. */
  send(frame: Uint8Array): void {
    if (this.#outbox) this.#outbox.push(frame);
    else if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(frame as Uint8Array<ArrayBuffer>);
      // Whatever waits behind it is answered later by as much, and no other frame is answered meanwhile.
      const needed = frame.byteLength / SLOWEST_BYTES_PER_MS;
      if (needed <= this.#patienceMs) return;
      this.#patienceMs = needed;
      this.#watch(this.#socket);
    }
  }

  /** Something that the relay handed over is on this disk: a link that ends now was worth it. */
  progressed(): void {
    this.#backoff.succeeded();
  }

  /** The relay has confirmed something; only this moves "last synced". */
  acknowledged(caughtUp: boolean): void {
    this.#backoff.succeeded();
    this.#taken = true;
    this.#say({ acknowledgedMs: nowMs(), caughtUp });
  }

  /** There is something new to send: through the POST door, exchange soon instead of at the next poll. */
  wake(): void {
    if (this.#socket || this.#exchanging || Date.now() >= this.#postDoorUntilMs) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.nudge(), WAKE_MS);
  }

  /** Ends the link for good; `state` says why. */
  end(state: 'revoked' | 'outdated'): void {
    clearTimeout(this.#timer);
    this.#renewing = false;
    this.#say({ state, retryMs: 0, caughtUp: false });
    if (this.#socket) this.#drop(this.#socket);
  }

  /** The relay asks to come again at once. */
  comeAgain(): void {
    if (this.#socket) this.#drop(this.#socket);
    this.nudge();
  }

  /** Drops the link without a further try, until the next nudge. */
  pause(): void {
    const socket = this.#socket;
    if (socket) this.#drop(socket);
    this.#renewing = false;
    clearTimeout(this.#timer);
    this.#say({ state: 'offline', retryMs: 0, caughtUp: false });
  }

  /** The link is of no more use: end it and try again after a pause. */
  hangUp(): void {
    if (this.#socket) this.#lost(this.#socket, true);
    else this.#spoilt = this.#exchanging;
  }

  #connect(): void {
    this.#say({ state: 'connecting', retryMs: 0 });
    const address = `${location.origin.replace(/^http/, 'ws')}/api/live`;
    const socket = new WebSocket(address, ['paguyuban.v1', `token.${this.#token()}`]);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#patienceMs = 0;
    let heard = false;
    this.#pulse = setTimeout(() => this.#lost(socket, heard), OPEN_PATIENCE_MS);
    socket.onopen = () => {
      this.#watch(socket);
      void this.#host.opened();
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
      if (this.#socket !== socket) return;
      if (!heard) this.#say({ state: 'live' });
      heard = true;
      this.#shortSockets = 0;
      this.#watch(socket);
      if (typeof event.data !== 'string') void this.#host.frames([new Uint8Array(event.data)]);
    };
    socket.onclose = () => this.#lost(socket, heard);
  }

  #watch(socket: WebSocket): void {
    clearTimeout(this.#pulse);
    this.#pulse = setTimeout(() => this.#ask(socket), QUIET_MS + this.#patienceMs);
  }

  /** Browsers show a page no WebSocket pings, so it asks in words; the relay answers `pong`. */
  #ask(socket: WebSocket): void {
    clearTimeout(this.#pulse);
    this.#pulse = setTimeout(() => this.#lost(socket, true), DEAD_MS + this.#patienceMs);
    if (socket.readyState === WebSocket.OPEN) socket.send('ping');
  }

  #lost(socket: WebSocket, heard: boolean): void {
    if (this.#socket !== socket) return;
    this.#drop(socket);
    if (this.#status.state === 'revoked' || this.#status.state === 'outdated') return;
    if (!heard) this.#shortSockets += 1;
    if (this.#shortSockets >= SHORT_SOCKETS_MAX) void this.#exchange();
    else this.#later();
  }

  #drop(socket: WebSocket): void {
    this.#socket = null;
    clearTimeout(this.#pulse);
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    void this.#host.closed();
  }

  #later(): void {
    const pause = this.#backoff.failed();
    this.#say({ state: 'offline', retryMs: nowMs() + pause, caughtUp: false });
    this.#timer = setTimeout(() => this.nudge(), pause);
  }

  /** One exchange through the POST door: the same frames, each after its length. */
  async #exchange(): Promise<void> {
    this.#exchanging = true;
    this.#spoilt = false;
    this.#say({ state: 'connecting', retryMs: 0 });
    this.#outbox = [];
    this.#taken = false;
    try {
      await this.#host.opened(this.#bodyBytes);
      const body = new Blob(this.#outbox.flatMap(lengthPrefixed));
      const outcome = await this.#post(body);
      if (outcome === 'refused' && this.#host.shutOut()) throw new Error('another token is tried');
      if (outcome === 'refused') return this.end('revoked');
      this.#postDoorUntilMs = Math.max(this.#postDoorUntilMs, Date.now() + POST_DOOR_MS);
      const pause = this.#taken && this.#host.hasMore() ? 0 : POLL_MS;
      this.#say({ state: 'live', retryMs: nowMs() + pause });
      this.#timer = setTimeout(() => this.nudge(), pause);
    } catch {
      if (this.#status.state === 'revoked' || this.#status.state === 'outdated') return;
      this.#bodyBytes = BODY_BYTES_MIN;
      this.#postDoorUntilMs = 0;
      this.#shortSockets = SHORT_SOCKETS_MAX - 1;
      this.#later();
    } finally {
      this.#outbox = null;
      this.#exchanging = false;
      await this.#host.closed();
    }
  }

  async #post(body: Blob): Promise<'done' | 'refused'> {
    const givenUp = new AbortController();
    let patience: ReturnType<typeof setTimeout> | undefined;
    const wait = (ms: number) => {
      clearTimeout(patience);
      patience = setTimeout(() => givenUp.abort(), ms);
    };
    const begunMs = performance.now();
    try {
      // A browser does not say how far a body is.
      wait(EXCHANGE_PATIENCE_MS + body.size / SLOWEST_BYTES_PER_MS);
      const answer = await this.#request(body, givenUp.signal);
      if (answer.status !== 200) {
        const code = await refusalIn(answer);
        if (SHUTS_OUT.has(code)) return 'refused';
        throw new Error(`no exchange: ${answer.status} ${code}`);
      }
      if (!answer.body || answer.headers.get('content-type') !== FRAMES)
        throw new Error('who answers is not the relay');
      this.#learnSpeed(body.size, performance.now() - begunMs);
      wait(EXCHANGE_PATIENCE_MS);
      for await (const frames of framesOf(answer.body, () => wait(EXCHANGE_PATIENCE_MS))) {
        await this.#host.frames(frames);
        if (this.#spoilt) throw new Error('these frames are not to be gone on with');
      }
      return 'done';
    } finally {
      clearTimeout(patience);
    }
  }

  #learnSpeed(bytes: number, ms: number): void {
    const twice = ms < BODY_MS && bytes > this.#bodyBytes / 2;
    const half = ms > BODY_MS * 3;
    const next = this.#bodyBytes * (twice ? 2 : half ? 0.5 : 1);
    this.#bodyBytes = Math.min(BODY_BYTES_MAX, Math.max(BODY_BYTES_MIN, next));
  }

  #request(body: Blob, signal: AbortSignal): Promise<Response> {
    return fetch('/api/sync', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token()}`,
        'content-type': FRAMES,
      },
      body,
      signal,
    });
  }

  #say(change: Partial<LinkStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#host.status(this.#status);
  }
}

function lengthPrefixed(frame: Uint8Array): BlobPart[] {
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, frame.byteLength);
  return [length.buffer, frame as Uint8Array<ArrayBuffer>];
}

/** The largest frame a relay sends, as in the core. */
const FRAME_DOWN_BYTES_MAX = 4 * 1024 * 1024;

/**
 * The frames of an answer, as many together as arrive together; `moved` is told of every byte. Fails if it
 * ends within one or before.
 */
async function* framesOf(
  stream: ReadableStream<Uint8Array>,
  moved: () => void,
): AsyncGenerator<Uint8Array[]> {
  const reader = stream.getReader();
  let held = new Uint8Array(0);
  let any = false;
  for (;;) {
    const { done, value } = await reader.read();
    if (done && any && held.byteLength === 0) return;
    if (done) throw new Error('the answer was cut');
    moved();
    held = joined(held, value);
    const frames = [];
    for (let length = lengthOf(held); length >= 0; length = lengthOf(held)) {
      frames.push(held.slice(4, 4 + length));
      held = held.slice(4 + length);
    }
    any ||= frames.length > 0;
    if (frames.length > 0) yield frames;
  }
}

/** The length of the first frame if all of it is here, otherwise -1. */
function lengthOf(bytes: Uint8Array): number {
  if (bytes.byteLength < 4) return -1;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (length > FRAME_DOWN_BYTES_MAX) throw new Error('a frame is longer than any may be');
  return bytes.byteLength >= 4 + length ? length : -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(a);
  both.set(b, a.byteLength);
  return both;
}
