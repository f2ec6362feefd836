const RULES = new Intl.PluralRules('en');

/** A number and what is counted, in English: "1 entry", "2 entries". Indonesian has one form. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${RULES.select(n) === 'one' ? one : many}`;
}
