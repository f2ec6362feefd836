import { count } from './en-count';
import type { hours as Hours, invalid as Invalid } from './id-values';

/** Why what was typed is not taken, and what is asked about it, English. */
export const invalid: typeof Invalid = {
  phone: 'Write one whole number, such as 0812 3456 7890, (0281) 641234 or +65 9123 4567.',
  phone_wait:
    'What reads telephone numbers is not ready yet. Your text stays here; try again soon.',
  email: 'Write a complete email address, such as siti@contoh.id.',
  date: 'Write day, month and year, such as 3/2/2026 or 3 February 2026.',
  date_whole: 'Write the year too, such as 3/2/2026.',
  date_year: 'Check the year: four digits, such as 2026.',
  date_none: 'There is no such day in the calendar.',
  date_far: 'This date is too far away for this field. Check the year.',
  time: 'Write hour and minute, such as 09.30.',
  rupiah: 'Write the amount with digits, such as 1.500.000 or 1,5 juta.',
  rupiah_unclear: 'This amount can be read in more than one way. Write it out, such as 1.500.000.',
  rupiah_negative: 'An amount cannot be less than nothing.',
  rupiah_big: 'This amount is too large. Check the noughts.',
  long: (over: number) => `Too long by ${count(over, 'character')}.`,
};

export const hours: typeof Hours = {
  ask: (start, end) => `The end, ${end}, is before the start, ${start}. Is that right?`,
  swap: 'Swap them',
  keep: 'Yes, past midnight',
};
