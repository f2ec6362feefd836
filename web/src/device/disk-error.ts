import type { StoreTrouble } from '../between/contract';

/** The store did not take or give what was asked. */
export class DiskError extends Error {
  constructor(
    readonly code: StoreTrouble,
    cause: unknown,
  ) {
    super(`the store is ${code}`, { cause });
  }
}

/** What is wrong with the store, by what it said. */
export function troubleOf(error: unknown): StoreTrouble {
  if (isFull(error)) return 'full';
  return error instanceof DOMException && error.name === 'VersionError' ? 'later' : 'broken';
}

export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
