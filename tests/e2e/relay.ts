import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM =
  process.env['PAGUYUBAN_BIN'] ?? join(import.meta.dirname, '../../target/debug/paguyuban');
const VILLAGES = join(import.meta.dirname, '../fixtures/villages.csv');
/** Starting takes a moment on a busy machine. */
const START_PATIENCE_MS = 60_000;

export type Role = 'organiser' | 'member' | 'viewer' | 'supervisor';

/** A real relay with a folder of its own, which can be stopped and started like at the kecamatan. */
export class Relay {
  readonly data = mkdtempSync(join(tmpdir(), 'paguyuban-e2e-'));
  #process: ChildProcess | null = null;
  #listen = '127.0.0.1:0';
  #forum = '';
  /** What it has written to its log. */
  log = '';

  private constructor(readonly level?: 'trace') {}

  /** A forum with a few villages; with a year of invented data; or with nothing but its name. */
  static async start(
    options: { demo?: boolean; empty?: boolean; log?: 'trace' } = {},
  ): Promise<Relay> {
    const relay = new Relay(options.log);
    const begun = options.demo ? ['--demo'] : options.empty ? [] : ['--villages', VILLAGES];
    const made = relay.run(
      'forum',
      'new',
      '--data',
      relay.data,
      '--name',
      'Paguyuban Uji',
      ...begun,
    );
    relay.#forum = forumIn(made);
    await relay.start();
    return relay;
  }

  /** Another forum of the same relay. */
  otherForum(name: string): string {
    return forumIn(this.run('forum', 'new', '--data', this.data, '--name', name));
  }

  get forum(): string {
    return this.#forum;
  }

  get port(): number {
    return Number(this.#listen.split(':')[1]);
  }

  get origin(): string {
    return `http://${this.#listen}`;
  }

  /** Starts serving, on the same address as before. */
  async start(): Promise<void> {
    const words = ['serve', '--data', this.data, '--listen', this.#listen];
    const env = { ...process.env, ...(this.level && { RUST_LOG: this.level }) };
    const child = spawn(PROGRAM, words, { env });
    this.#process = child;
    child.stderr.on('data', (bytes: Buffer) => (this.log += bytes.toString()));
    this.#listen = await printedAddress(child);
  }

  /** Ends the process, as a power cut at the kecamatan would, and waits until it is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** A fresh invitation's link. */
  invite(role: Role, forum = this.#forum): string {
    const printed = this.run(
      ...['invite', '--data', this.data, '--forum', forum, '--role', role],
      ...['--origin', this.origin, '--json'],
    );
    return (JSON.parse(printed) as { link: string }).link;
  }

  /** Every document of the forum as `paguyuban export` writes it, by name. */
  exported(forum = this.#forum): Map<string, string> {
    const out = join(this.data, `export-${forum}`);
    this.run('export', '--data', this.data, '--forum', forum, '--out', out);
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' });
    const json = files.filter((file) => file.endsWith('.json'));
    return new Map(json.map((file) => [file, readFileSync(join(out, file), 'utf8')]));
  }

  /** Runs an operator's command and gives what it printed. */
  run(...words: string[]): string {
    const done = spawnSync(PROGRAM, words, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }
}

function forumIn(printed: string): string {
  return /[0-7][0-9A-HJKMNP-TV-Z]{25}/.exec(printed)?.[0] ?? '';
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const late = setTimeout(
      () => reject(new Error(`no address in: ${printed}`)),
      START_PATIENCE_MS,
    );
    const read = (bytes: Buffer) => {
      printed += bytes.toString();
      const found = /127\.0\.0\.1:(\d+)/.exec(printed);
      if (!found || found[1] === '0') return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the relay ended with ${code}: ${printed}`)));
  });
}
