import { knowKinds, knowPlaces } from '../../plain/kinds';
import type { PagedKind, PagedPlace } from '../shell/paged';
import { place as feeds } from '../feeds/place';
import { place as find } from '../find/place';
import { place as guide } from '../guide/place';
import { place as out } from '../out/place';
import { place as more } from '../more/place';
import { place as history } from '../history/place';
import { place as importing } from '../import/place';
import { place as reminders } from '../reminders/place';
import { place as tasks } from '../tasks/place';
import { kind as member } from '../roster/kind';
import { place as shared } from '../shared/place';
import { place as same } from '../roster/place';
import { kind as log } from '../log/kind';
import { kind as note } from '../note/kind';
import { kind as event } from '../event/kind';
import { place as overview } from '../overview/place';
import { place as village } from '../village/place';
import { place as print } from '../print/place';
import { place as reports } from '../reports/place';
import { kind as posts } from '../posts/kind';
import { kind as assessment } from '../assessment/kind';
import { kind as own } from '../assessment/own/kind';
import { kind as board } from '../board/kind';
import { kind as confided } from '../confided/kind';
import { kind as problems } from '../problems/kind';
import { kind as settings } from '../settings/kind';

/** Every kind of document that has a page, in the order of the bar at the bottom. A new one is named here and nowhere else. */
export const KINDS: readonly PagedKind[] = [
  member,
  log,
  note,
  event,
  problems,
  posts,
  assessment,
  own,
  board,
  confided,
  settings,
];

/** Every page that is no document's. A new one is named here and nowhere else. */
export const PLACES: readonly PagedPlace[] = [
  overview,
  reports,
  tasks,
  reminders,
  village,
  print,
  same,
  history,
  find,
  shared,
  importing,
  out,
  feeds,
  guide,
  more,
];

knowKinds(KINDS);
knowPlaces(PLACES);
