import type { IconName } from '../../plain/icons';
import { textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import { forum } from '../language/forum.svelte';
import { titleOf } from '../language/titles';
import { wordFor } from '../language/words.svelte';
import { approvedVersions } from '../note/approved';
import { APPROVED } from '../note/begins';
import type { Device } from '../phone/device.svelte';
import { allTenures, POSTS, postsIn } from '../posts/held';
import { mayMerge, pairsOf } from '../roster/pairs';
import { hrefOf, placeAt } from '../shell/route.svelte';
import { dw } from './decision-words';

/** Something that this person may decide, and that nobody else is told of. */
export interface Decision {
  href: string;
  icon: IconName;
  title: string;
  detail: string;
}

/** What waits for this person besides the fields in which people disagree. */
export function decisionsOf(device: Device): Decision[] {
  return [...sameCards(device), ...approvals(device), ...posts(device)];
}

function sameCards(device: Device): Decision[] {
  const nameOf = (id: string) => textOf(device.doc(`member/${id}`)?.view.fields, 'full_name');
  return pairsOf(device)
    .filter((pair) => mayMerge(device, pair))
    .map(([a, b]) => ({
      href: placeAt('same', a, b),
      icon: 'people',
      title: dw().same(nameOf(a), nameOf(b)),
      detail: dw().sameText,
    }));
}

/** Minutes that somebody approved and somebody changed since; organisers approve again. */
function approvals(device: Device): Decision[] {
  if (device.identity?.role !== 'organiser') return [];
  return [...device.of('note'), ...device.of('board')]
    .map(({ view }) => view)
    .filter((view) => !isArchived(view) && textOf(view.fields, 'state') !== APPROVED)
    .filter((view) => approvedVersions(view).length > 0)
    .map((view) => ({
      href: hrefOf(view.doc),
      icon: 'note',
      title: titleOf(view),
      detail: dw().approval,
    }));
}

/** Posts that are held by one, and for which several are named. */
function posts(device: Device): Decision[] {
  if (!device.mayEdit(POSTS)) return [];
  const tenures = allTenures(device);
  const villages = [...new Set(tenures.map(({ village }) => village))];
  return villages
    .flatMap((village) => postsIn(tenures, village))
    .filter(({ state }) => state === 'asked')
    .map(({ village, position }) => ({
      href: `${hrefOf(POSTS)}/${village}`,
      icon: 'chair',
      title: dw().post(wordFor('position', position), forum.villageName(village)),
      detail: dw().postText,
    }));
}
