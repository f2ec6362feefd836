/** The parts of minutes, one tap apart, as their addresses say them. */
export const PARTS = ['agenda', 'keputusan', 'tindak-lanjut', 'hadir'] as const;
export type PartName = (typeof PARTS)[number];

/** What comes before or behind a part when it is swiped away; the head stands above the first. */
export function besides(part: string, to: 1 | -1): PartName | 'head' | undefined {
  const all = ['head', ...PARTS] as const;
  return all[all.findIndex((one) => one === part) + to];
}

/** In which part somebody was last, by note, for as long as the page is open. */
const left = new Map<string, PartName>();

/** Which part an address shows; where the person was, if it says none, or the first. */
export function partIn(begin: string, note: string): PartName {
  return PARTS.find((part) => part === begin) ?? left.get(note) ?? 'agenda';
}

export function remember(note: string, part: PartName): void {
  left.set(note, part);
}
