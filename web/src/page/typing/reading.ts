import { amountFrom, grouped } from '../../plain/amount';
import { dayFrom, timeFrom, type Span } from '../../plain/calendar';
import { clean } from '../../plain/clean';
import type { Value } from '../../between/contract';
import { today } from '../language/dates';
import { phoneText, type Spec } from '../../plain/fields';
import { isAddress } from '../../plain/links';
import type { Problem, Refused } from '../../plain/problem';

/** What was typed into a field, as the value to store: null is an empty field. */
export type Reading = { ok: true; value: Value | null } | Refused;

let phoneFrom: typeof import('../../plain/telephone').phoneFrom | null = null;

/**
 * Fetches what reads telephone numbers, which is too large for the first screen. Until it is there a
 * number cannot be read; after a failure it is fetched again when it is asked for.
 */
export async function fetchPhones(): Promise<void> {
  phoneFrom ??= (await import('../../plain/telephone')).phoneFrom;
}

/** Reads what a person typed or pasted into a field. The only place that does, whatever the field. */
export function read(spec: Spec, typed: string): Reading {
  const text = clean(spec.is === 'text' ? 'text' : 'line', typed);
  if (text === '') return { ok: true, value: null };
  switch (spec.is) {
    case 'phone':
      return phoneFrom ? given(phoneFrom(text), 'phone') : { ok: false, problem: 'phone_wait' };
    case 'rupiah':
      return amountRead(text);
    case 'date':
      return dayRead(text, spec.span ?? 'any');
    case 'time':
      return given(timeFrom(text), 'time');
    case 'email':
      return given(isAddress(text) ? text : null, 'email');
    case 'line':
      return within(text, spec.max);
    default:
      return { ok: true, value: text };
  }
}

/** As {@link read}, a line of a form that is no field of a document. */
export function readLine(typed: string, max: number): Reading {
  return read({ name: '', is: 'line', max }, typed);
}

function given(value: Value | null, problem: Problem): Reading {
  return value === null ? { ok: false, problem } : { ok: true, value };
}

/** Limits count characters as the core does, not UTF-16 units. */
function within(text: string, max: number): Reading {
  const over = [...text].length - max;
  return over > 0 ? { ok: false, problem: 'long', over } : { ok: true, value: text };
}

/** What the field shows of a stored value; {@link read} makes the same value of it again. */
export function write(spec: Spec, stored: string): string {
  if (stored === '') return '';
  if (spec.is === 'phone') return phoneText(stored);
  if (spec.is === 'rupiah') return grouped(stored);
  if (spec.is === 'date') return stored.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$3/$2/$1');
  return spec.is === 'time' ? stored.replace(':', '.') : stored;
}

function dayRead(text: string, span: Span): Reading {
  const read = dayFrom(text, span, today());
  return 'day' in read ? { ok: true, value: read.day } : { ok: false, ...read };
}

function amountRead(text: string): Reading {
  const read = amountFrom(text);
  return 'amount' in read ? { ok: true, value: read.amount } : { ok: false, ...read };
}
