// The documents that both systems hold: numbered, saved by Automerge, in one folder.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { interpretAsDocumentId } from "@automerge/automerge-repo";

/** The name that automerge-repo gives document `number`: the same in every process of a run. */
export function nameOf(number) {
  const digest = createHash("sha256").update(`document ${number}`).digest();
  return interpretAsDocumentId(new Uint8Array(digest.subarray(0, 16)));
}

/** Document `number` as saved in `folder`. */
export function saved(folder, number) {
  return new Uint8Array(readFileSync(join(folder, `${number}.automerge`)));
}

/** Changes in one file, each behind its length in bytes as 32 bits, big endian. */
export function changesOf(file) {
  const bytes = new Uint8Array(readFileSync(file));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const changes = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + view.getUint32(at);
    changes.push(bytes.slice(at + 4, end));
    at = end;
  }
  return changes;
}
