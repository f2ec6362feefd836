/** Where the phones of the tests are, whatever the zone of the machine: behind midnight there, its day is another one. */
const ZONE = 'Asia/Jakarta';
const DAY_MS = 86_400_000;

/** The day of a moment, `YYYY-MM-DD`. */
export const dayAt = (ms: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(ms);

/** The day that is so many days ahead of today. */
export const day = (ahead: number) => dayAt(Date.now() + ahead * DAY_MS);
