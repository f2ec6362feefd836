import type { Gone, Role, Written } from '../between/contract';

/** What the core heard on the link that concerns the screen; its JSON comes from the core's `Event`. */
export type Tell =
  | { event: 'welcome'; role: Role; clock_ahead_ms: number }
  | { event: 'epoch_changed' }
  | { event: 'caught_up' }
  | { event: 'stored'; doc: string }
  | { event: 'refused'; doc: string; code: string }
  | { event: 'receipts'; groups: unknown[] }
  | { event: 'devices'; trusted: unknown }
  | { event: 'presence'; doc: string; people: string[] }
  | { event: 'closing'; code: string }
  | { event: 'damaged'; doc: string }
  | { event: 'lacking'; doc: string }
  | { event: 'put_in'; doc: string; left: Written[] }
  | ({ event: 'gone' } & Gone);
