import type { Fields, View } from '../between/contract';
import { currentRecordsOf, recordsOf, textOf } from './fields';

/** Somebody in a position of a village, from a day on, until another if that is over. */
export interface Tenure {
  key: string;
  fields: Fields;
  village: string;
  position: string;
  holder: string;
  status: string;
  from: string;
  until: string;
  leftBy: string;
}

/** One position in one village: who is in it, and who was. */
export interface Post {
  village: string;
  position: string;
  /** More than one where people named different ones, or where several are usual. */
  holders: Tenure[];
  /** Those whose time is over or has not begun, the newest first. */
  others: Tenure[];
  /** `unknown`: nobody has written anything about it. */
  state: 'held' | 'vacant' | 'unknown' | 'asked';
}

/** In every village; each is held by one. */
export const VILLAGE_POSTS = [
  'kepala_desa',
  'sekretaris_desa',
  'kaur_tata_usaha_umum',
  'kaur_keuangan',
  'kaur_perencanaan',
  'kasi_pemerintahan',
  'kasi_kesejahteraan',
  'kasi_pelayanan',
];

/** Positions that several people hold in one village. */
const SHARED = new Set(['kepala_dusun', 'staf', 'pendamping_desa', 'pendamping_lokal_desa']);

/** All that are not archived. */
export function tenuresOf(posts: View | undefined): Tenure[] {
  return currentRecordsOf(posts?.fields, 'tenures').map(([key, one]) => tenure(key, one));
}

export function archivedTenuresOf(posts: View | undefined): Tenure[] {
  return recordsOf(posts?.fields, 'tenures')
    .filter(([, one]) => textOf(one, 'archived_on') !== '')
    .map(([key, one]) => tenure(key, one));
}

export function tenure(key: string, fields: Fields): Tenure {
  return {
    key,
    fields,
    village: textOf(fields, 'village_code'),
    position: textOf(fields, 'position'),
    holder: textOf(fields, 'holder'),
    status: textOf(fields, 'position_status'),
    from: textOf(fields, 'from'),
    until: textOf(fields, 'until'),
    leftBy: textOf(fields, 'left_by'),
  };
}

/** Whoever follows on the day on which another left is in office that day, the other is not. */
export function isInOffice({ from, until }: Tenure, today: string): boolean {
  return from <= today && (until === '' || until > today);
}

/** In the place of another, or until there is one. */
export function isActing({ status }: Tenure): boolean {
  return status === 'plt' || status === 'pj';
}

/** The posts of a village in the order of `positions`: the usual ones, and whatever was written about. */
export function postsOf(
  tenures: readonly Tenure[],
  village: string,
  positions: readonly string[],
  today: string,
): Post[] {
  const own = tenures.filter((one) => one.village === village);
  const written = new Set(own.map(({ position }) => position));
  const usual = positions.filter((one) => VILLAGE_POSTS.includes(one) || written.has(one));
  return [...new Set([...usual, ...written])]
    .filter((position) => position !== '')
    .map((position) => postOf(own, village, position, today));
}

function postOf(own: readonly Tenure[], village: string, position: string, today: string): Post {
  const all = own.filter((one) => one.position === position).sort(newestFirst);
  const holders: Tenure[] = [];
  for (const one of all.filter((one) => isInOffice(one, today)))
    // Two who name the same person agree.
    if (!holders.some(({ holder }) => holder === one.holder)) holders.push(one);
  const others = all.filter((one) => !isInOffice(one, today));
  const asked = holders.length > 1 && !SHARED.has(position);
  const state = asked
    ? 'asked'
    : holders.length > 0
      ? 'held'
      : others.some(({ until }) => until !== '')
        ? 'vacant'
        : 'unknown';
  return { village, position, holders, others, state };
}

/** Since when a post is vacant: the last day on which somebody left it. */
export function vacantSince({ others }: Post): string {
  return others.reduce((last, { until }) => (until > last ? until : last), '');
}

/** What a person held and holds, the newest first. */
export function tenuresBy(tenures: readonly Tenure[], member: string): Tenure[] {
  return tenures.filter(({ holder }) => holder === member).sort(newestFirst);
}

function newestFirst(a: Tenure, b: Tenure): number {
  return a.from === b.from ? (a.key < b.key ? 1 : -1) : a.from < b.from ? 1 : -1;
}
