import { expect, type BrowserContext, type Locator, type Page } from '../../../web/e2e.ts';
import { Phone } from '../phone.ts';
import type { Relay } from '../relay.ts';
import { Cable } from '../cable.ts';
import type { Dice } from './dice.ts';
import { compose, paste, placeCaret, selectWord } from './keys.ts';
import { Memory } from './memory.ts';

/** After so long on a busy machine what a field shows is on the phone's disk. */
const KEPT_MS = 1_000;
/** A decision takes a thousand characters; before that it is begun anew. */
const LINE_CHARS = 800;
/** Actions told when something does not hold. */
const TOLD = 40;

const LETTERS = 'abdegiklmnoprstu';

/** How often a typist does what, compared with the rest. */
const ACTS = {
  type: 40,
  compose: 8,
  paste: 8,
  replace: 6,
  remove: 6,
  undo: 4,
  line: 12,
  tooLong: 2,
  leave: 3,
  elsewhere: 3,
  reload: 3,
  kill: 2,
  tab: 2,
  cable: 5,
} as const;

type Act = keyof typeof ACTS;

/** One person in the storm: a phone of their own, a cable of their own, words of their own. */
export class Typist {
  readonly body: Memory;
  readonly line: Memory;
  readonly #log: string[] = [];
  #page: Page;
  #note = '';

  private constructor(
    readonly name: string,
    readonly place: number,
    readonly dice: Dice,
    readonly context: BrowserContext,
    readonly relay: Relay,
    readonly cable: Cable,
    page: Page,
  ) {
    this.#page = page;
    const letter = 'wyz'[place] ?? 'v';
    this.body = new Memory(`${letter}q`);
    this.line = new Memory(`${letter}j`);
  }

  static async join(
    name: string,
    place: number,
    dice: Dice,
    context: BrowserContext,
    relay: Relay,
  ): Promise<Typist> {
    const cable = await Cable.to(relay.port);
    const page = await context.newPage();
    const phone = new Phone(page, relay, cable.origin);
    await phone.join('organiser', name);
    return new Typist(name, place, dice, context, relay, cable, page);
  }

  get page(): Page {
    return this.#page;
  }

  get phone(): Phone {
    return new Phone(this.#page, this.relay, this.cable.origin);
  }

  get text(): Locator {
    return this.#page.getByLabel('Isi', { exact: true });
  }

  get decision(): Locator {
    const record = this.#page.getByRole('group', {
      name: `Keputusan ${this.place + 1}`,
    });
    return record.getByLabel('Isi keputusan');
  }

  /** Opens the note for writing and waits until it shows everything this person wrote. */
  async open(note: string): Promise<void> {
    this.#note = note;
    await this.#page.evaluate((hash) => {
      location.hash = hash;
    }, note);
    await this.showsAll();
  }

  /** One random action; what it did is remembered, and looked for at once. */
  async act(): Promise<void> {
    const act = this.dice.weighted<Act>(ACTS);
    this.#log.push(act);
    await this.#acts[act]();
    await this.showsAll();
  }

  /** Everything that this person wrote and was shown is still in the fields, once. */
  async showsAll(): Promise<void> {
    await expect(this.text).toBeVisible();
    // Whoever comes back by the address alone is led to the first part.
    const part = this.#page.getByRole('tab', { name: 'Keputusan' });
    if ((await part.getAttribute('aria-selected')) !== 'true') await part.click();
    await expect(this.decision).toBeVisible();
    const missed = async () => [
      ...this.body.missedIn(await this.text.inputValue()),
      ...this.line.missedIn(await this.decision.inputValue()),
    ];
    const message = `${this.name} after ${this.#log.slice(-TOLD).join(', ')}`;
    try {
      await expect.poll(missed, { message }).toEqual([]);
    } catch (failure) {
      console.log(
        `${this.name} sees:\n${await this.text.inputValue()}\n${await this.decision.inputValue()}`,
      );
      throw failure;
    }
  }

  async look(): Promise<void> {
    this.body.look(await this.text.inputValue());
    this.line.look(await this.decision.inputValue());
  }

  readonly #acts: Record<Act, () => Promise<void>> = {
    type: async () => {
      await placeCaret(this.text, this.dice.next());
      for (let count = this.dice.between(1, 3); count > 0; count -= 1)
        await this.#keys(`${this.#word(this.body)} `);
      await this.look();
    },
    compose: async () => {
      await placeCaret(this.text, this.dice.next());
      const keys = await this.context.newCDPSession(this.#page);
      await compose(keys, this.#word(this.body), () => this.dice.between(30, 120), this.#page);
      await this.#page.keyboard.type(' ');
      await keys.detach();
      await this.look();
    },
    paste: async () => {
      await placeCaret(this.text, this.dice.next());
      const words = Array.from({ length: this.dice.between(2, 20) }, () => this.#word(this.body));
      await paste(this.#page, words.map((word) => `${word}${this.dice.one([' ', '\n'])}`).join(''));
      await this.look();
    },
    replace: async () => {
      if (!(await this.#selectOwn())) return;
      await this.#keys(`${this.#word(this.body)} `);
      await this.look();
    },
    remove: async () => {
      if (!(await this.#selectOwn())) return;
      await this.#page.keyboard.press('Delete');
      await this.look();
    },
    undo: async () => {
      await this.text.press('Control+z');
      // The browser takes back the last thing typed on the page, in whichever field.
      this.body.lookAfterUndo(await this.text.inputValue());
      this.line.lookAfterUndo(await this.decision.inputValue());
    },
    line: async () => {
      await this.#atLineEnd();
      await this.#keys(` ${this.#word(this.line)}`);
      if (this.dice.next() < 0.5) await this.decision.blur();
      await this.look();
    },
    tooLong: async () => {
      await this.decision.selectText();
      await paste(this.#page, 'kepanjangan '.repeat(100));
      await this.#page.waitForTimeout(this.dice.between(0, 900));
      await expect(this.decision).toHaveValue(/(kepanjangan ){99}kepanjangan/);
      await this.decision.selectText();
      this.line.releaseAll();
      await this.#keys(this.#word(this.line));
      await this.look();
    },
    leave: async () => {
      await this.#page.getByRole('link', { name: 'Simpan', exact: true }).click();
      await this.#page.getByRole('link', { name: 'Ubah', exact: true }).click();
    },
    elsewhere: async () => {
      await this.#go('#/anggota');
      await this.#page.waitForTimeout(this.dice.between(0, 300));
      await this.#go(this.#note);
    },
    reload: async () => {
      await this.#writeOn();
      await this.#page.reload();
    },
    kill: async () => {
      await this.#writeOn();
      await this.#kill();
    },
    tab: async () => {
      const before = this.#page;
      this.#page = await this.context.newPage();
      await this.#page.goto(`${this.cable.origin}/${this.#note}`);
      await expect(this.text).toBeVisible();
      await before.close();
    },
    cable: async () => {
      if (this.cable.whole) this.cable.cut();
      else this.cable.mend();
    },
  };

  #word(memory: Memory): string {
    const letters = Array.from({ length: this.dice.between(2, 6) }, () =>
      this.dice.one([...LETTERS]),
    );
    return memory.word(letters.join(''));
  }

  async #keys(text: string): Promise<void> {
    await this.#page.keyboard.type(text, { delay: this.dice.between(30, 150) });
  }

  async #go(hash: string): Promise<void> {
    await this.#page.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  async #atLineEnd(): Promise<void> {
    const long = (await this.decision.inputValue()).length > LINE_CHARS;
    await this.decision.focus();
    await this.decision.press(long ? 'Control+a' : 'Control+End');
    if (long) this.line.releaseAll();
  }

  async #selectOwn(): Promise<boolean> {
    if (this.body.present.length === 0) return false;
    const word = this.dice.one(this.body.present);
    const selected = await selectWord(this.text, word);
    if (selected) this.body.release(word);
    return selected;
  }

  /** One whole word, which has to stay, and half of another, of which nobody knows. */
  async #writeOn(): Promise<void> {
    const [field, memory] =
      this.dice.next() < 0.6
        ? ([this.text, this.body] as const)
        : ([this.decision, this.line] as const);
    if (memory === this.body) await placeCaret(field, this.dice.next());
    else await this.#atLineEnd();
    await this.#keys(` ${this.#word(memory)} `);
    await this.look();
    // Acknowledged, or a draft that had time to reach the disk.
    if (this.dice.next() < 0.5)
      await expect(this.phone.tick()).toHaveAttribute('data-tick', /phone|relay|all/);
    else await this.#page.waitForTimeout(KEPT_MS);
    await this.#keys(LETTERS.slice(0, this.dice.between(1, 5)));
  }

  /** As when the system ends the browser: nothing of the page runs any more. */
  async #kill(): Promise<void> {
    const before = this.#page;
    const session = await this.context.newCDPSession(before);
    const crashed = new Promise((resolve) => before.once('crash', resolve));
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    this.#page = await this.context.newPage();
    await before.close();
    await this.#page.goto(`${this.cable.origin}/${this.#note}`);
  }

  async end(): Promise<void> {
    await this.context.close();
    this.cable.end();
  }
}
