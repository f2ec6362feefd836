// node seed.mjs STORAGE DOCUMENTS COUNT: puts saved documents on a sync server's disk.

import { Repo } from "@automerge/automerge-repo";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { nameOf, saved } from "./documents.mjs";

/** So many documents are in memory at a time; each is written and let go. */
const AT_ONCE = 200;

const [storage, folder, count] = process.argv.slice(2);
const repo = new Repo({ storage: new NodeFSStorageAdapter(storage), network: [] });

for (let from = 0; from < Number(count); from += AT_ONCE) {
  const names = [];
  for (let number = from; number < Math.min(from + AT_ONCE, Number(count)); number++) {
    const name = nameOf(number);
    repo.import(saved(folder, number), { docId: name });
    names.push(name);
  }
  await repo.flush(names);
  for (const name of names) await repo.removeFromCache(name);
}
await repo.shutdown();
process.exit(0);
