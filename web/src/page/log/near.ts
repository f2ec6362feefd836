import type { Person } from '../../plain/fields';

/** What is told apart at one glance; of so few everybody is near. */
const GLANCE_PEOPLE = 6;
/** More than this is looked for in the list of all. */
const NEAR_MAX = 12;

/** Who is likely meant: those of the place, as they stand in the list, and then whom somebody named lately. */
export function near(
  people: Person[],
  isOfPlace: (one: Person) => boolean,
  lately: string[],
): Person[] {
  if (people.length <= GLANCE_PEOPLE) return people;
  const named = lately.flatMap((id) => people.find((one) => one.id === id) ?? []);
  return [...new Set([...people.filter(isOfPlace), ...named])].slice(0, NEAR_MAX);
}
