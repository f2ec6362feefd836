// node server.mjs STORAGE: automerge-repo's sync server, put together as
// @automerge/automerge-repo-sync-server does it: announces nothing, answers whoever asks, keeps
// everything in files. Prints {"port": N}; ends when its standard input does.

import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";

const [storage] = process.argv.slice(2);
const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });

const repo = new Repo({
  network: [new WebSocketServerAdapter(sockets)],
  storage: new NodeFSStorageAdapter(storage),
  peerId: `storage-server-${hostname()}`,
  sharePolicy: async () => false,
});

// The adapter listens only once the storage has told its name; a phone that came before would be
// answered at its second try, five seconds later.
await repo.storageId();
while (sockets.listenerCount("connection") === 0 || !sockets.address()) await pause(10);
process.stdout.write(`${JSON.stringify({ port: sockets.address().port })}\n`);

process.stdin.resume();
process.stdin.on("end", async () => {
  await repo.flush();
  process.exit(0);
});
