import type { Role } from '../../between/contract';
import { w } from '../language/first-words.svelte';

/** `role_grades` of the core's `access.rs`: who reads and writes everybody's grades. */
export function gradesEverybody(role: Role | undefined): boolean {
  return role === 'organiser' || role === 'supervisor';
}

/** A year, or its first or second half: `2026`, `2026-1`. */
export function isPeriod(text: string): boolean {
  return /^\d{4}(-[12])?$/.test(text);
}

export function periodName(period: string): string {
  const [year = '', half] = period.split('-');
  return half ? w().assessment.half(Number(half), year) : year;
}

/** Periods that can be chosen, the newest first: those of this year, and those of which something is known. */
export function periodsOf(docs: string[], year: string): string[] {
  const known = docs.map((doc) => doc.split('/')[2] ?? '').filter(isPeriod);
  const all = new Set([year, `${year}-1`, `${year}-2`, ...known]);
  const place = (period: string) => `${period.slice(0, 4)}${period.includes('-') ? period : '~'}`;
  return [...all].sort((a, b) => (place(a) < place(b) ? 1 : -1));
}
