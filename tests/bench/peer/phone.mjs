// One phone of automerge-repo: a Repo with its files, its documents open, and at most one link.

import * as Automerge from "@automerge/automerge";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { nameOf } from "./documents.mjs";

/** automerge-repo gives a document up that has not come within a minute; a demo year is fewer. */
const ASKED_AT_ONCE = 500;

export class Phone {
  #repo;
  #link;
  #handles = new Map();
  #changed = () => {};

  constructor(folder, name) {
    this.#repo = new Repo({
      storage: new NodeFSStorageAdapter(folder),
      network: [],
      peerId: name,
      isEphemeral: false,
      sharePolicy: async () => true,
    });
  }

  /** Puts a saved document on this phone. */
  hold(number, bytes) {
    this.#opened(number, this.#repo.import(bytes, { docId: nameOf(number) }));
  }

  /** Asks for documents that are not here. */
  async ask(numbers) {
    for (let from = 0; from < numbers.length; from += ASKED_AT_ONCE) {
      await Promise.all(
        numbers.slice(from, from + ASKED_AT_ONCE).map(async (number) => {
          const allowableStates = ["ready", "unavailable"];
          this.#opened(number, await this.#repo.find(nameOf(number), { allowableStates }));
        }),
      );
    }
  }

  #opened(number, handle) {
    if (this.#handles.has(number)) return;
    this.#handles.set(number, handle);
    const changed = () => this.#changed(number);
    // a document becomes ready just after it has told that its heads have changed
    handle.on("heads-changed", () => (handle.isReady() ? changed() : setImmediate(changed)));
    changed();
  }

  /** Connects; resolves when the server has answered with its name. */
  connect(url) {
    const greeted = new Promise((resolve) => this.#repo.networkSubsystem.once("peer", resolve));
    this.#link = new WebSocketClientAdapter(url);
    this.#repo.networkSubsystem.addNetworkAdapter(this.#link);
    return greeted;
  }

  disconnect() {
    if (this.#link) this.#repo.networkSubsystem.removeNetworkAdapter(this.#link);
    this.#link = undefined;
  }

  /** Makes changes that were written elsewhere its own, as if made here. */
  apply(number, changes) {
    this.#handles.get(number).update((doc) => Automerge.applyChanges(doc, changes)[0]);
  }

  type(number, field, at, text) {
    this.#handles.get(number).change((doc) => Automerge.splice(doc, [field], at, 0, text));
  }

  doc(number) {
    const handle = this.#handles.get(number);
    return handle?.isReady() ? handle.doc() : undefined;
  }

  onChange(listener) {
    this.#changed = listener;
  }

  /** Resolves once every document has the heads it shall have. */
  reaches(heads) {
    return new Promise((resolve) => {
      const missing = new Set(heads.keys());
      const look = (number) => {
        if (!missing.has(number) || !same(this.doc(number), heads.get(number))) return;
        missing.delete(number);
        if (missing.size === 0) resolve();
      };
      this.onChange(look);
      for (const number of heads.keys()) look(number);
      if (heads.size === 0) resolve();
    });
  }

  async stop() {
    this.disconnect();
    await this.#repo.shutdown();
  }

  flush() {
    return this.#repo.flush();
  }
}

function same(doc, heads) {
  if (!doc) return false;
  const here = Automerge.getHeads(doc);
  return here.length === heads.length && here.every((head) => heads.includes(head));
}
