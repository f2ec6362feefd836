import type { Awaitable, Identity, News, PersonHere } from '../between/contract';
import type { GateCalls, JoinAs } from '../between/gate-calls';
import type { Left } from '../between/last-words';
import { Disk } from './disk';
import { seldom } from './late';
import { makeWordKey, wordsIn } from './left';
import { Phone } from './phone';
import type { Own } from './upkeep';
import { ulid } from '../plain/ulid';
import { openSlot, PeopleShelf, personRow, shown, type PersonRow } from '../between/people-shelf';
import { afterTry, anchored, leftMs, NO_TRIES } from '../between/tries';
import type { Vault } from '../between/vault';

/**
 * Who holds the phone. It lets one person in per start of the page; to lock is to load the page anew,
 * so that nothing of anybody stays in memory.
 */
export class Gate implements Awaitable<GateCalls> {
  readonly #post: (news: News) => void;
  readonly #people = new PeopleShelf();
  #phone: Phone | null = null;
  #slot = '';
  #tab = '';
  #left: Left = {};
  /** What the screen calls the person who is in. */
  #name = '';
  #vault: Vault | null = null;
  #started: Promise<void> = Promise.resolve();

  constructor(post: (news: News) => void) {
    this.#post = post;
  }

  /** The phone of the person who is in. Fails with `locked` while nobody is. */
  async phone(): Promise<Phone> {
    await this.#started.catch(() => undefined);
    if (!this.#phone) throw { code: 'locked' };
    return this.#phone;
  }

  start(marker: Identity | null, nowMs: number, tab: string, left: Left): Promise<void> {
    this.#tab = tab;
    this.#left = left;
    this.#started = this.#start(marker, nowMs);
    return this.#started;
  }

  async #start(marker: Identity | null, nowMs: number): Promise<void> {
    const people = await this.#people.all();
    const slot = openSlot(people);
    if (slot === null) this.#post({ news: 'locked', people: shown(people, nowMs) });
    else await this.#enter(slot, null, people.length === 0 ? marker : null);
  }

  async #enter(slot: string, vault: Vault | null, marker: Identity | null): Promise<void> {
    const disk = new Disk(slot, vault);
    await disk.sealRest();
    this.#slot = slot;
    this.#vault = vault;
    this.#phone = new Phone(slot, disk, this.#post, this.#tab);
    if (vault) this.#post({ news: 'wordKey', key: await makeWordKey(vault) });
    await this.#hear();
    await this.#phone.start(marker);
  }

  async hear(left: Left): Promise<void> {
    this.#left = left;
    await this.#started.catch(() => undefined);
    await this.#hear();
  }

  async #hear(): Promise<void> {
    this.#phone?.edits.hear(await wordsIn(this.#left, this.#slot, this.#vault));
  }

  async people(nowMs: number): Promise<PersonHere[]> {
    // A wait that began in the future, by a clock that was set back, begins now.
    for (const { slot, tries } of await this.#people.all()) {
      if (anchored(tries, nowMs) === tries) continue;
      await this.#people.change(slot, (row) => ({ ...row, tries: anchored(row.tries, nowMs) }));
    }
    return shown(await this.#people.all(), nowMs);
  }

  async unlock(slot: string, pin: string, nowMs: number): Promise<void> {
    if (this.#phone) throw { code: 'not_locked' };
    const bare = (await this.#people.find(slot))?.lock === null;
    const vault = bare ? null : await this.#opened(slot, pin, nowMs);
    await this.#people.turnTo(bare ? slot : null);
    await this.#enter(slot, vault, null);
  }

  /** The person's vault. The try is counted on disk before the PIN is looked at. */
  async #opened(slot: string, pin: string, nowMs: number): Promise<Vault> {
    let waits = false;
    const row = await this.#people.change(slot, (row) => {
      const tries = anchored(row.tries, nowMs);
      waits = leftMs(tries, nowMs) > 0;
      return { ...row, tries: waits ? tries : afterTry(tries, nowMs) };
    });
    if (waits) throw { code: 'pin_wait' };
    if (!row?.lock) throw { code: 'other' };
    const { openVault } = await import('../between/vault');
    const vault = await openVault(pin, row.lock);
    if (!vault) throw { code: 'pin_wrong' };
    await this.#people.change(slot, (now) => ({ ...now, tries: NO_TRIES }));
    return vault;
  }

  async setPin(pin: string, present: string | null, nowMs: number): Promise<void> {
    const phone = await this.phone();
    const { changeLock } = await import('../between/vault');
    const row = await this.#people.find(this.#slot);
    if (!row?.lock) {
      await phone.commit(null);
      if (!phone.identity) throw { code: 'not_joined' };
      return this.#people.put([await this.#withPin(await this.#rowOf(phone.identity), pin)]);
    }
    await this.#opened(this.#slot, present ?? '', nowMs);
    const lock = await changeLock(present ?? '', row.lock, pin);
    if (!lock) throw { code: 'pin_wrong' };
    await this.#people.change(this.#slot, (now) => ({ ...now, lock }));
  }

  async joinApart(secret: string, deviceName: string, as: JoinAs): Promise<void> {
    const { forgetAttempt, inTurn } = await seldom();
    return inTurn(secret, async (invited) => {
      // Another tab was first; the page is loaded anew either way.
      const there = (await this.#people.all()).find((row) => row.invited === invited);
      if (there) return this.#people.turnTo(there.slot);
      await this.#joinApart(secret, invited, deviceName, as);
      await forgetAttempt(invited);
    });
  }

  async #joinApart(secret: string, invited: string, deviceName: string, as: JoinAs): Promise<void> {
    const phone = this.#phone;
    const mine = phone?.identity ? await this.#rowOf(phone.identity) : null;
    const join = (disk: Disk) => this.#join(disk, secret, invited, deviceName);
    if (as.as === 'same') {
      if (!phone || !mine) throw { code: 'locked' };
      await phone.nothingUnsent();
      return this.#joinSame(phone, mine, join);
    }
    const here = await this.#people.all();
    const known = here.some(({ slot }) => slot === mine?.slot);
    const all = mine && !known ? [mine, ...here] : here;
    if (as.as === 'forum') {
      if (!mine) throw { code: 'locked' };
      if (mine.lock && as.pin === null) throw { code: 'pin_needed' };
      const row = await this.#joined(join, mine.name, as.pin);
      await phone?.commit(null);
      await this.#people.put(known ? [row] : [mine, row]);
      return this.#people.turnTo(row.slot);
    }
    const bare = all.filter(({ lock }) => lock === null);
    if (bare.length > 0 && as.mine === null) throw { code: 'pin_needed' };
    const rows = [await this.#joined(join, as.name, as.pin)];
    for (const row of bare) rows.push(await this.#withPin(row, as.mine ?? ''));
    await phone?.commit(null);
    await this.#people.put(rows);
  }

  /** Somebody new on this phone, or somebody known in another forum, in a slot of their own. */
  async #joined(
    join: (disk: Disk) => Promise<Own>,
    name: string,
    pin: string | null,
  ): Promise<PersonRow> {
    const slot = ulid();
    const { makeVault } = await import('../between/vault');
    const made = pin === null ? null : await makeVault(pin);
    const { identity } = await join(new Disk(slot, made?.vault ?? null));
    return { ...personRow(slot, name, identity), lock: made?.lock ?? null };
  }

  /** The new device is complete before anything of the old one is removed. */
  async #joinSame(
    phone: Phone,
    mine: PersonRow,
    join: (disk: Disk) => Promise<Own>,
  ): Promise<void> {
    const slot = ulid();
    const { identity } = await join(new Disk(slot, this.#vault));
    const { lock, tries, next = false } = mine;
    const row = { ...personRow(slot, mine.name, identity), lock, tries, next };
    await this.#people.replace(mine.slot, row);
    await phone.end();
  }

  /** Joins in a store of its own, of which nothing stays if that fails. */
  async #join(disk: Disk, secret: string, invited: string, deviceName: string): Promise<Own> {
    try {
      const { joinForum } = await seldom();
      const joined = await joinForum(disk, secret, invited, deviceName);
      disk.close();
      return joined;
    } catch (failure) {
      await disk.remove().catch((error: unknown) => console.error(error));
      throw failure;
    }
  }

  async called(name: string, forum: string): Promise<void> {
    if (name !== '') this.#name = name;
    await this.#people.change(this.#slot, (row) => ({
      ...row,
      ...(name !== '' && { name }),
      ...(forum !== '' && { forum }),
    }));
  }

  async turnTo(slot: string): Promise<void> {
    await this.#people.turnTo(slot);
  }

  async leave(): Promise<void> {
    const phone = await this.phone();
    await phone.nothingUnsent();
    await this.#people.remove(this.#slot);
    await phone.end();
  }

  /** The row of the person who is in; a phone with one person and no PIN has none on the shelf yet. */
  async #rowOf(identity: Identity): Promise<PersonRow> {
    const found = await this.#people.find(this.#slot);
    return found ?? personRow(this.#slot, this.#name, identity);
  }

  async #withPin(row: PersonRow, pin: string): Promise<PersonRow> {
    const { makeVault } = await import('../between/vault');
    const { lock } = await makeVault(pin);
    return { ...row, lock, tries: NO_TRIES };
  }
}
