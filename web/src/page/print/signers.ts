import { isActing, isInOffice, type Tenure } from '../../plain/posts';

/** In whose name somebody signs. */
export type Way = 'own' | 'an' | 'ub' | 'plt' | 'pj';
export const WAYS: readonly Way[] = ['own', 'an', 'ub', 'plt', 'pj'];

/** What stands in a signature block. Rank and NIP are typed for one print: a NIP holds the day of birth. */
export interface Signer {
  /** The person's card; empty if nobody was chosen. */
  who: string;
  /** As what they sign, above everything: "Notulis,". */
  as: string;
  way: Way;
  /** Whose office it is, for a.n. and u.b. */
  behalf: string;
  /** Through whom, for u.b. */
  through: string;
  position: string;
  name: string;
  rank: string;
  nip: string;
}

/** The lines above a signature, as letters of the administration have them. */
export function linesAbove({ as, way, behalf, through, position }: Signer): string[] {
  const lines: Record<Way, string[]> = {
    own: [position],
    plt: [position && `Plt. ${position}`],
    pj: [position && `Pj. ${position}`],
    an: [behalf && `a.n. ${behalf}`, position],
    ub: [behalf && `a.n. ${behalf}`, through, 'u.b.', position],
  };
  const all = [as, ...lines[way]].filter((line) => line !== '');
  return all.map((line, at) => (at === all.length - 1 ? `${line},` : line));
}

/** What somebody held on a day, in their own right before what they acted in. */
export function heldOn(tenures: readonly Tenure[], ids: readonly string[], day: string): Tenure[] {
  return tenures
    .filter((one) => ids.includes(one.holder) && isInOffice(one, day))
    .sort((a, b) => Number(isActing(a)) - Number(isActing(b)));
}
