/** Degrees before a name: they have a dot, or are no name of anybody. */
const BEFORE =
  /^((?:prof|dr|drs|dra|ir|h|hj|kh|ust|tgk|r\.?\s?a|apt|ns|bpk|bapak|ibu|sdr|sdri)\.\s*|(?:drs|dra|prof|ir|hj|kh|bpk|bapak|ibu|sdr|sdri)\s+)(?=\p{L})/iu;
/** Degrees behind it: short groups of letters with dots, or letters that only degrees have. */
const BEHIND =
  /^(?:(?:\p{L}{1,6}\.\s?)+\p{L}{0,6}\.?|S[EHTKP]|S\.?Pd\.?I?|S\.?Sos|S\.?Kom|S\.?IP|S\.?Ag|A\.?Md\w*|M\.?(?:Si|Pd|M|H|Kom|AP|T|Sc)|MM|MH|MSi)\.?$/u;
/** Said of everybody, and no degree. */
const POLITE = /^(bpk|bapak|ibu|sdr|sdri)\.?$/i;

/** A name and the degrees that were written with it. */
export function nameParts(text: string): { name: string; before: string; behind: string } {
  const [front = '', ...rest] = text.split(/\s*,\s*/);
  const behind = rest.filter((part) => BEHIND.test(part));
  // What is no degree was part of the name.
  let name = [front, ...rest.filter((part) => part !== '' && !BEHIND.test(part))].join(', ').trim();
  const before: string[] = [];
  for (let found = BEFORE.exec(name); found; found = BEFORE.exec(name)) {
    const said = (found[1] ?? '').trim();
    if (!POLITE.test(said)) before.push(said);
    name = name.slice(found[0].length);
  }
  return { name, before: before.join(' '), behind: behind.join(', ') };
}

export function nameAlone(text: string): string {
  return nameParts(text).name;
}
