/** How browsers name themselves, the particular before those they are made of. */
const BROWSERS: [sign: RegExp, name: string][] = [
  [/SamsungBrowser/, 'Samsung Internet'],
  [/EdgA?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/UCBrowser/, 'UC Browser'],
  [/YaBrowser/, 'Yandex'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: [sign: RegExp, name: string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux|CrOS/, 'Linux'],
];

/** What a phone says of itself if nobody names it: "Chrome Android". Empty if it hides that. */
export function browserName(userAgent: string): string {
  const of = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(userAgent))?.[1] ?? '';
  return `${of(BROWSERS)} ${of(SYSTEMS)}`.trim();
}
