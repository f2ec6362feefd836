// node phones.mjs FOLDER: any number of phones of automerge-repo in one process. Takes one JSON
// object per line, does it, answers with one JSON line; ends when its standard input does.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { changesOf, saved } from "./documents.mjs";
import { Phone } from "./phone.mjs";
import { typing } from "./typing.mjs";

// standard output is for answers; automerge-repo logs there too
console.log = console.error;

const [folder] = process.argv.slice(2);
const phones = [];

const orders = {
  /** New phones; with `docs` they hold the saved documents of that folder. */
  make({ phones: count, docs, numbers }) {
    for (let at = 0; at < count; at++) {
      const name = `phone-${phones.length}`;
      const phone = new Phone(join(folder, name), name);
      if (docs) for (const number of numbers) phone.hold(number, saved(docs, number));
      phones.push(phone);
    }
  },

  /** Makes the changes that lie in `folder/PHONE/NUMBER.changes`. */
  async edit({ changes, numbers }) {
    phones.forEach((phone, at) => {
      for (const number of numbers) {
        const file = join(changes, String(at), `${number}.changes`);
        if (existsSync(file)) phone.apply(number, changesOf(file));
      }
    });
    await Promise.all(phones.map((phone) => phone.flush()));
  },

  /** All phones connect at once, ask for what they lack; done when all have these heads. */
  async sync({ url, heads: file }) {
    const heads = new Map(JSON.parse(readFileSync(file, "utf8")).map(([number, of]) => [number, of]));
    const began = performance.now();
    await Promise.all(
      phones.map(async (phone) => {
        const reached = phone.reaches(heads);
        await phone.connect(url);
        const missing = [...heads.keys()].filter((number) => !phone.doc(number));
        await phone.ask(missing);
        await reached;
      }),
    );
    return { ms: performance.now() - began };
  },

  disconnect() {
    for (const phone of phones) phone.disconnect();
  },

  typing: (order) => typing(phones, order),
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answer = await orders[order.do](order);
  process.stdout.write(`${JSON.stringify(answer ?? {})}\n`);
}
await Promise.all(phones.map((phone) => phone.stop()));
process.exit(0);
