import type { LockWords } from '../../words/id-lock';

export const PIN_DIGITS = 6;

/** What is wrong with a new PIN, as a sentence; empty if nothing is. */
export function pinTrouble(pin: string, repeated: string, words: LockWords): string {
  if (!isPin(pin)) return words.pinForm;
  if (isEasy(pin)) return words.pinEasy;
  return pin === repeated ? '' : words.pinDiffers;
}

export function isPin(pin: string): boolean {
  return new RegExp(`^\\d{${PIN_DIGITS}}$`).test(pin);
}

/** One digit six times, or a run up or down: what anybody tries first. */
function isEasy(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return [0, 1, -1].some((step) => steps.every((one) => one === step));
}

/** Minutes and seconds, as a clock that runs down shows them. */
export function leftText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
