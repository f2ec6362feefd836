import { mount } from 'svelte';
import './app.css';
import './page/kinds/table';
import { clock } from './page/language/clock.svelte';
import { Device } from './page/phone/device.svelte';
import { fetchSoon } from './page/shell/later.svelte';
import { watchDoubleTaps } from './page/shell/double-tap';
import { openSlot, PeopleShelf, shown } from './between/people-shelf';
import { afterPaint, within } from './page/shell/paint';
import { install } from './page/shell/install.svelte';
import { router } from './page/shell/route.svelte';
import { smallStore } from './page/shell/small-store';
import Root from './Root.svelte';
import { sayUncaught } from './page/start/uncaught';
import { WorkerStart } from './page/start/worker-start.svelte';
import { firstLook } from './between/store';
import { theme } from './page/shell/theme.svelte';
import { wide } from './page/shell/wide.svelte';
import { toasts } from './page/shell/toast.svelte';
import { keepShell } from './page/start/updates';
import { language, w } from './page/language/first-words.svelte';

/** The page waits so long for its store before it says that it is loading. */
const FIRST_LOOK_MS_MAX = 500;
/** The worker is started after the first paint, or after this long in a tab that is not shown. */
const FIRST_PAINT_MS_MAX = 3_000;

const device = new Device(smallStore);
const looked = look(device);
const spoken = language.start(smallStore);
theme.start(smallStore);
wide.start();
router.start();
clock.start();
install.start();
watchDoubleTaps();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
const starting = new WorkerStart(
  (worker) => device.begin(worker),
  () => toasts.show(w().arrive.revived),
);
await within(FIRST_LOOK_MS_MAX, Promise.all([looked, spoken]));
// What stood there said that the app is on its way.
const before = [...target.childNodes];
mount(Root, { target, props: { device, starting } });
before.forEach((node) => node.remove());
document.documentElement.dataset['started'] = '';
sayUncaught();
await within(FIRST_PAINT_MS_MAX, afterPaint());
starting.start();
fetchSoon();
void import('./page/typing/reading')
  .then(({ fetchPhones }) => fetchPhones())
  .catch(() => undefined);
if (import.meta.env.PROD) keepShell();

/** Reads the store here, because a worker takes its time to start on a slow phone. */
async function look(device: Device): Promise<void> {
  const people = new PeopleShelf();
  try {
    const all = await people.all();
    const slot = openSlot(all);
    if (slot === null) device.door.shut(shown(all, Date.now()));
    else {
      const found = await firstLook(slot);
      if (found) device.look(found);
    }
  } catch {
    // The worker will find the same and say it.
  } finally {
    people.close();
  }
}
