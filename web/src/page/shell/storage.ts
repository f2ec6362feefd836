/** From here on the person is told that the browser's storage fills up. */
export const NEARLY_FULL_PERCENT = 80;

export function percentOf(used: number, quota: number): number {
  return quota > 0 ? Math.min(100, Math.round((used / quota) * 100)) : 0;
}

export function sizeText(bytes: number, locale: string): string {
  const [amount, unit] =
    bytes >= 1e9 ? [bytes / 1e9, 'GB'] : bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'kB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)} ${unit}`;
}
