// What only the page of a person with a PIN needs.

export { startAutoLock } from './auto-lock';
export { sealAtOnce } from '../../plain/seal-at-once';
