import type { Ledger, News, RecordOfDoc } from '../between/contract';

/** What one tab tells the others after it has stored it. */
export type TabNews =
  | {
      tab: 'stored';
      doc: string;
      /** From the tab that talks to the relay; the others do not know what it holds. */
      ledger: Ledger | null;
      /** Something of the document is not known to be there. */
      unsent: boolean;
      view: string | null;
      chunk: Uint8Array | null;
      whole: boolean;
    }
  /** What names this device has been made or renewed, and is on the disk. */
  | { tab: 'forgotten'; doc: string }
  | { tab: 'own' }
  | { tab: 'sync' }
  /** A file was kept or dropped; `again`: those that were refused are to be tried once more. */
  | { tab: 'files'; again: boolean }
  /** From the tab that talks to the relay: what it says to its screen every screen has to know. */
  | { tab: 'news'; news: News }
  /** A new tab asks that one how things stand. */
  | { tab: 'ask' };

/** The other tabs of this person in this browser. Each is a replica of its own; one of them talks to the relay. */
export class Tabs {
  /** This tab, among those of its browser. */
  readonly name: string;
  readonly #name: string;
  readonly #channel: BroadcastChannel;

  constructor(slot: string, name: string, hear: (news: TabNews) => void) {
    this.name = name;
    this.#name = slot === '' ? 'paguyuban' : `paguyuban-${slot}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = (event: MessageEvent<TabNews>) => hear(event.data);
    void navigator.locks.request(
      this.#lifeOf(this.name),
      () => new Promise<never>(() => undefined),
    );
  }

  /** Calls `heir` when another tab is gone, unless a third one does first; then it has nothing left. */
  whenGone(tab: string, heir: () => Promise<void>): void {
    void navigator.locks.request(this.#lifeOf(tab), heir);
  }

  #lifeOf(tab: string): string {
    return `${this.#name}-tab-${tab}`;
  }

  tell(news: TabNews): void {
    this.#channel.postMessage(news);
  }

  /** A record of this tab is on the disk; `speaks` says whether this tab talks to the relay. */
  tellStored({ doc, chunk, snapshot, view }: RecordOfDoc, ledger: Ledger, speaks: boolean): void {
    const unsent = ledger.unsent > 0;
    // What came from another tab has no chunk in its record: it was on the disk already.
    if (!chunk && !speaks && !unsent) return;
    this.tell({
      tab: 'stored',
      doc,
      ledger: speaks ? ledger : null,
      unsent,
      view: view ?? null,
      chunk: chunk?.bytes ?? null,
      whole: snapshot !== undefined,
    });
  }

  /** Calls `speak` when this tab is the one that talks to the relay; it stays so until it is closed. */
  awaitTurn(speak: () => void): void {
    void navigator.locks.request(`${this.#name}-link`, () => {
      speak();
      return new Promise<never>(() => undefined);
    });
  }
}
