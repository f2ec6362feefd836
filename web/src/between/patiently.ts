/** A transaction that takes longer than this is taken for a store that no longer answers. */
const STORE_PATIENCE_MS = 15_000;

/** The same work, or an error where the store does not answer. */
export function patiently<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the store did not answer')), STORE_PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
