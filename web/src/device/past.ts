import type { Awaitable, Client, Effect, Hex, Value } from '../between/contract';
import type { History, HistoryCalls, Steps } from '../between/history';
import { nowS } from './now';

/** Works on one document, once it is open in the core. */
export type On = <T>(
  doc: string,
  work: (client: Client, perform: (effects: Effect[]) => void) => T,
) => Promise<T>;

/** How a document became what it is, and the last steps back. */
export class PastOfDocs implements Awaitable<HistoryCalls> {
  readonly #on: On;

  constructor(on: On) {
    this.#on = on;
  }

  past(doc: string, path: string | null, before: Hex | null): Promise<History> {
    return this.#on(doc, (client) => {
      const json = client.past(
        doc,
        path ?? '',
        before === null ? undefined : JSON.stringify(before),
      );
      return json === undefined ? { total: 0, past: [] } : (JSON.parse(json) as History);
    });
  }

  stood(doc: string, path: string, heads: Hex[]): Promise<Value | null> {
    return this.#on(doc, (client) => {
      const json = client.stood(doc, path, JSON.stringify(heads));
      return json === undefined ? null : (JSON.parse(json) as Value | null);
    });
  }

  step(doc: string, back: boolean, day: string): Promise<Steps> {
    return this.#on(doc, (client, perform) => {
      perform(client.step(doc, back, day, nowS()));
      return JSON.parse(client.steps(doc)) as Steps;
    });
  }

  steps(doc: string): Promise<Steps> {
    return this.#on(doc, (client) => JSON.parse(client.steps(doc)) as Steps);
  }
}
