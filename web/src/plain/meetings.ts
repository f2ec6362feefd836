import type { Fields, View } from '../between/contract';
import { keysOf, registersOf, textOf, type Person } from './fields';

/** A note without agenda, decisions and attendance. */
export const FREE = 'bebas';
/** What minutes are once somebody approved them. */
export const APPROVED = 'disahkan';

/** What did not take place needs no minutes and no answer. */
export function isOff({ fields }: View): boolean {
  return ['batal', 'ditunda'].includes(textOf(fields, 'state'));
}

/** Who is expected: those who are invited or answered; otherwise who is of its villages; otherwise all. */
export function expected(fields: Fields, people: Person[]): Person[] {
  const marked = [
    ...Object.keys(answers(fields)),
    ...Object.keys(registersOf(fields, 'attendance')),
  ];
  const villages = keysOf(fields, 'villages');
  const invited = new Set(keysOf(fields, 'invited'));
  const named = new Set([...invited, ...marked]);
  const of = ({ view }: Person) => villages.includes(textOf(view?.fields, 'village_code'));
  if (invited.size > 0) return people.filter(({ id }) => named.has(id));
  return villages.length > 0 ? people.filter((one) => of(one) || named.has(one.id)) : people;
}

/** What people said before, by member: yes or no. */
export function answers(fields: Fields): Record<string, string> {
  const all = Object.entries(registersOf(fields, 'promised'));
  return Object.fromEntries(
    all.map(([member, answer]) => [member, String(answer)]).filter(([, answer]) => answer !== ''),
  );
}

/** The versions of minutes that people approved, by member: the heads of each. */
export function approvedVersions({ fields }: View): [member: string, heads: string[]][] {
  const all = Object.entries(registersOf(fields, 'approvals'));
  return all.flatMap(([member, heads]) =>
    typeof heads === 'string' && heads !== '' ? [[member, heads.split(' ')]] : [],
  );
}

/** Who approved: each person once, whatever card they did it with. */
export function approversOf(view: View, cardOf: (member: string) => string): string[] {
  return [...new Set(approvedVersions(view).map(([member]) => cardOf(member)))];
}
