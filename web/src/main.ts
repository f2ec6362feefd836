import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { clock } from './clock.svelte';
import { Device } from './device.svelte';
import { watchDoubleTaps } from './double-tap';
import { openSlot, PeopleShelf, shown } from './lock/people-shelf';
import { afterPaint, within } from './paint';
import { fetchPhones } from './reading';
import { router } from './route.svelte';
import { firstLook } from './store';
import { theme } from './theme.svelte';
import { keepShell } from './updates';
import { language } from './words/words.svelte';

/** The page waits so long for its store before it says that it is loading. */
const FIRST_LOOK_MS_MAX = 500;
/** The worker is started after the first paint, or after this long in a tab that is not shown. */
const FIRST_PAINT_MS_MAX = 3_000;

const device = new Device(localStorage);
const looked = look(device);
language.start(localStorage);
theme.start(localStorage);
router.start();
clock.start();
watchDoubleTaps();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
await within(FIRST_LOOK_MS_MAX, looked);
mount(App, { target, props: { device } });
await within(FIRST_PAINT_MS_MAX, afterPaint());
device.begin(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
if (import.meta.env.PROD) keepShell();
// A form that needs it asks again if it does not come.
void fetchPhones().catch(() => undefined);

/** Reads the store here, because a worker takes its time to start on a slow phone. */
async function look(device: Device): Promise<void> {
  const shelf = new PeopleShelf();
  try {
    const people = await shelf.all();
    const slot = openSlot(people);
    if (slot === null) device.door.shut(shown(people, Date.now()));
    else {
      const found = await firstLook(slot);
      if (found) device.look(found);
    }
  } catch {
    // The worker will find the same and say it.
  } finally {
    shelf.close();
  }
}
