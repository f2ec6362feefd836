let tell: () => void = () => undefined;

/** What is done when the core has trapped: nothing can be asked of it any more. */
export function onTrap(done: () => void): void {
  tell = done;
}

/** For every place that catches what the core may throw. */
export function lookForTrap(error: unknown): void {
  if (error instanceof WebAssembly.RuntimeError) tell();
}
