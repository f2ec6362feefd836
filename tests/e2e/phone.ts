import { expect, type Page } from '../../web/e2e.ts';
import type { Relay, Role } from './relay.ts';

/** One person's phone: what a thumb can do on it, and what its screen says. */
export class Phone {
  constructor(
    readonly page: Page,
    readonly relay: Relay,
    /** Where this phone finds the relay; a proxy stands in between, if it is another. */
    readonly origin = relay.origin,
  ) {}

  /** Opens an invitation, joins, and gives the name if asked. */
  async join(role: Role, name: string): Promise<void> {
    const { page } = this;
    // Who writes nothing has no card.
    const named = role === 'organiser' || role === 'member';
    await page.goto(this.relay.invite(role).replace(this.relay.origin, this.origin));
    await page.getByLabel('Nama HP ini').fill(`HP ${name}`);
    await page.getByRole('button', { name: 'Gabung' }).click();
    if (named) {
      await page.getByLabel('Nama lengkap').fill(name);
      await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
    }
    await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
    // Nothing of it is on its way any more when the relay is stopped next.
    const stored = () => [...this.relay.exported().values()].join();
    if (named) await expect.poll(stored).toContain(name);
    await this.caughtUp();
    await this.keptOffline();
  }

  /** The relay has acknowledged everything. */
  async caughtUp(): Promise<void> {
    await expect(this.page.locator('[data-status="good"]')).toBeVisible();
  }

  async disconnected(): Promise<void> {
    await expect(this.page.locator('[data-status="waiting"], [data-status="busy"]')).toBeVisible();
  }

  /** The service worker has the whole shell. */
  async keptOffline(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect
      .poll(() => this.page.evaluate(() => navigator.serviceWorker.controller !== null))
      .toBe(true);
  }

  async go(place: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, place);
  }

  get place(): string {
    return new URL(this.page.url()).hash;
  }

  /** Leaves the form; what was typed is committed and on the disk. */
  async done(): Promise<void> {
    await this.page.getByRole('link', { name: 'Simpan' }).click();
    await expect(this.page.getByRole('link', { name: 'Ubah' })).toBeVisible();
    await expect(this.page.locator('main [data-tick="pending"]')).toHaveCount(0);
  }

  async edit(): Promise<void> {
    await this.page.getByRole('link', { name: 'Ubah' }).click();
    await expect(this.page.getByRole('link', { name: 'Simpan' })).toBeVisible();
  }

  /** Shows another part of the minutes that are being written. */
  async part(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** Puts a text into the field that has the focus, as the system's paste does. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((words) => {
      const data = new DataTransfer();
      data.setData('text/plain', words);
      const how = { clipboardData: data, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', how));
    }, text);
  }

  /** Begins a free note of this title; its form is open. */
  async beginNote(title: string): Promise<void> {
    await this.go('#/catatan');
    await this.page.getByRole('button', { name: 'Catatan baru' }).click();
    await this.page.getByRole('button', { name: 'Catatan bebas' }).click();
    await this.fill('Judul', title);
  }

  /** Begins minutes of this title; their form is open. */
  async beginMinutes(title: string): Promise<void> {
    await this.go('#/catatan');
    await this.page.getByRole('button', { name: 'Catatan baru' }).click();
    await this.page.getByRole('button', { name: 'Notulensi rapat' }).click();
    await this.fill('Judul', title);
  }

  /** Gives the person who is in a PIN, and leaves the phone locked. */
  async setPin(pin: string): Promise<void> {
    const { page } = this;
    await this.go('#/pengaturan');
    await page.getByRole('button', { name: 'Buat PIN' }).click();
    await page.getByLabel('PIN 6 angka').fill(pin);
    await page.getByLabel('Ulangi PIN').fill(pin);
    await page.getByRole('button', { name: 'Simpan PIN' }).click();
    await expect(page.getByRole('button', { name: 'Buka' })).toBeVisible();
    await this.go('#/');
  }

  /** Fills a field as typing and leaving it would. */
  async fill(label: string, value: string, exact = true): Promise<void> {
    const field = this.page.getByLabel(label, { exact });
    await field.fill(value);
    await field.blur();
  }

  async syncNow(): Promise<void> {
    const back = this.place;
    await this.go('#/sinkron');
    await this.page.getByRole('button', { name: 'Sinkronkan sekarang' }).click();
    await this.go(back);
  }

  /** Nothing on the page that waits for a time comes any more, until its clock goes on. */
  async stopClock(): Promise<void> {
    await this.page.clock.install();
    await this.page.clock.pauseAt(Date.now() + 1_000);
  }

  tick() {
    return this.page.locator('main [data-tick]').first();
  }
}

/** One whose parts are handed out by the test, so that no service worker keeps them. */
export class Unkept extends Phone {
  override async keptOffline(): Promise<void> {}
}

/** The sixth digit opens. */
export async function typePin(page: Page, pin: string): Promise<void> {
  await page.getByLabel('PIN 6 angka').fill(pin);
}

/** Types the right one. */
export async function unlock(page: Page, pin: string): Promise<void> {
  await typePin(page, pin);
  await expect(page.getByLabel('PIN 6 angka')).toHaveCount(0);
}
