/** Whole seconds since 1970, as the core takes the time. */
export function nowS(): number {
  return Math.floor(Date.now() / 1000);
}
