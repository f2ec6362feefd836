/** A page has one worker at a time; one that died is replaced by another with the next number. */
export function tabNamed(page: string, number: number): string {
  return `${page}.${number}`;
}

export function pageOf(tab: string): string {
  return tab.split('.', 1)[0] ?? '';
}

export function numberOf(tab: string): number {
  return Number(tab.split('.')[1] ?? 0);
}
