// Another client, written from docs/PROTOCOL.md alone and with nothing but what Node has. It keeps that
// document honest: `tests/it/real/foreign.rs` lets it join, write and read beside our own phone.
//
//   node client.mjs join ADDRESS SECRET FILE      becomes a device; FILE keeps what it knows
//   node client.mjs set FILE DOC FIELD VALUE      writes a register of the document, unsent
//   node client.mjs sync FILE                     one exchange; prints what it has as JSON
import { webcrypto as web, createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const TABLES = new URL('../../docs/PROTOCOL-TABLES.md', import.meta.url);
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const b64 = (bytes) => Buffer.from(bytes).toString('base64url');
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const unhex = (text) => Buffer.from(text, 'hex');
const utf8 = (text) => Buffer.from(text, 'utf8');

// ---- numbers (LEB128) and Automerge's columns

function unsigned(number) {
  const out = [];
  let rest = BigInt(number);
  do {
    out.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(out);
}

function signed(number) {
  const out = [];
  let rest = BigInt(number);
  for (;;) {
    const byte = Number(rest & 127n);
    rest >>= 7n;
    if ((rest === 0n && !(byte & 64)) || (rest === -1n && byte & 64)) {
      out.push(byte);
      return Buffer.from(out);
    }
    out.push(byte | 128);
  }
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  get done() {
    return this.at >= this.bytes.length;
  }
  take(length) {
    if (this.at + length > this.bytes.length) throw new Error('the bytes end too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  leb(isSigned) {
    let [number, shift, byte] = [0n, 0n, 0];
    do {
      byte = this.take(1)[0];
      number |= BigInt(byte & 127) << shift;
      shift += 7n;
    } while (byte & 128);
    if (isSigned && byte & 64) number -= 1n << shift;
    return Number(number);
  }
  number() {
    return this.leb(false);
  }
  signed() {
    return this.leb(true);
  }
  data() {
    return this.take(this.number());
  }
  list(read) {
    return Array.from({ length: this.number() }, read);
  }
}

/** Runs: a positive count and a value, a negative count and so many values, or 0 and how many nulls. */
function runs(bytes, read) {
  const [reader, out] = [new Reader(bytes), []];
  while (!reader.done) {
    const count = reader.signed();
    if (count === 0) out.push(...Array(reader.number()).fill(null));
    else if (count > 0) out.push(...Array(count).fill(read(reader)));
    else for (let one = 0; one > count; one--) out.push(read(reader));
  }
  return out;
}

const numbers = (bytes) => runs(bytes ?? [], (reader) => reader.number());
const strings = (bytes) => runs(bytes ?? [], (reader) => reader.data().toString('utf8'));

function deltas(bytes) {
  let last = 0;
  return runs(bytes ?? [], (reader) => reader.signed()).map((one) =>
    one === null ? null : (last += one),
  );
}

/** What operations set in the root of a document: `{key, value, counter, actor, gone}`. */
function registers(columns, actors, name) {
  const actions = numbers(columns.get(0x42));
  const [objects, keys, metas] = [numbers(columns.get(0x02)), strings(columns.get(0x15)), numbers(columns.get(0x56))];
  const raw = new Reader(columns.get(0x57) ?? Buffer.alloc(0));
  const found = [];
  for (let row = 0; row < actions.length; row++) {
    const value = raw.take((metas[row] ?? 0) >> 4);
    if (actions[row] !== 1 || (objects[row] ?? null) !== null || !keys[row]) continue;
    found.push({ key: keys[row], value: scalar((metas[row] ?? 0) & 15, value), ...name(row, actors) });
  }
  return { found, count: actions.length };
}

function scalar(type, bytes) {
  if (type === 6) return bytes.toString('utf8');
  if (type === 3) return new Reader(bytes).number();
  if (type === 4 || type === 9) return new Reader(bytes).signed();
  return { 0: null, 1: false, 2: true }[type] ?? hex(bytes);
}

// ---- changes and chunks (§4)

/** A change as Automerge hashes it, with its checksum. */
function changeOf(parts) {
  const { deps, actor, seq, start, time, others, message, extra, columns } = parts;
  const specs = [...columns.keys()].sort((one, other) => one - other);
  const body = Buffer.concat([
    unsigned(deps.length), ...deps.map(unhex),
    unsigned(actor.length), actor,
    unsigned(seq), unsigned(start), signed(time),
    unsigned(message.length), message,
    unsigned(others.length), ...others.flatMap((one) => [unsigned(one.length), one]),
    unsigned(specs.length), ...specs.flatMap((spec) => [unsigned(spec), unsigned(columns.get(spec).length)]),
    ...specs.map((spec) => columns.get(spec)),
    extra,
  ]);
  const hashed = Buffer.concat([Buffer.from([1]), unsigned(body.length), body]);
  return createHash('sha256').update(hashed).digest('hex');
}

function unpack(chunk) {
  if (chunk[0] !== 1) throw new Error('a chunk of another version');
  const reader = new Reader(inflateRawSync(chunk.subarray(1)));
  const count = reader.number();
  const actors = reader.list(() => reader.data());
  const outside = reader.list(() => hex(reader.take(32)));
  const layouts = reader.list(() => reader.list(() => reader.number()));
  const each = (read) => Array.from({ length: count }, read);
  const changes = each(() => ({ actor: actors[reader.number()], columns: new Map() }));
  changes.forEach((change) => (change.seqLess = reader.signed()));
  changes.forEach((change) => (change.startLess = reader.signed()));
  changes.forEach((change) => (change.timeLess = reader.signed()));
  changes.forEach((change) => (change.refs = reader.list(() => reader.number())));
  changes.forEach((change) => (change.others = reader.list(() => actors[reader.number()])));
  changes.forEach((change) => (change.message = reader.data()));
  changes.forEach((change) => (change.extra = reader.data()));
  changes.forEach((change) => (change.layout = layouts[reader.number()]));
  for (const spec of [...new Set(layouts.flat())].sort((one, other) => one - other)) {
    const having = changes.filter((change) => change.layout.includes(spec));
    const lengths = having.map(() => reader.number());
    having.forEach((change, place) => change.columns.set(spec, reader.take(lengths[place])));
  }
  let [seq, next, time] = [0, 0, 0];
  changes.forEach((change, place) => {
    change.seq = seq = change.seqLess + seq + 1;
    change.start = change.startLess + next;
    change.time = time = change.timeLess + time;
    next = change.start + numbers(change.columns.get(0x42)).length;
    change.deps = change.refs.map((ref) => (ref % 2 ? outside[(ref - 1) / 2] : changes[place - ref / 2].hash));
    change.hash = changeOf(change);
  });
  return changes;
}

/** A chunk of one change. */
function pack(change) {
  const specs = [...change.columns.keys()].sort((one, other) => one - other);
  const actors = [change.actor, ...change.others];
  const body = Buffer.concat([
    unsigned(1),
    unsigned(actors.length), ...actors.flatMap((actor) => [unsigned(actor.length), actor]),
    unsigned(change.deps.length), ...change.deps.map(unhex),
    unsigned(1), unsigned(specs.length), ...specs.map(unsigned),
    unsigned(0), signed(change.seq - 1), signed(change.start), signed(change.time),
    unsigned(change.deps.length), ...change.deps.map((_, place) => unsigned(2 * place + 1)),
    unsigned(change.others.length), ...change.others.map((_, place) => unsigned(place + 1)),
    unsigned(0), unsigned(change.extra.length), change.extra,
    unsigned(0),
    ...specs.flatMap((spec) => [unsigned(change.columns.get(spec).length), change.columns.get(spec)]),
  ]);
  return Buffer.concat([Buffer.from([1]), deflateRawSync(body)]);
}

// ---- what a document is here: its heads, its highest counter, its registers

const begun = (kind) => {
  const row = readFileSync(TABLES, 'utf8').match(new RegExp(`\\| \`${kind}\` \\| (\\w{64}) \\| (\\S+) \\|`));
  if (!row) throw new Error(`no first change of ${kind} in the tables`);
  // its last operation is as many as it has, since it starts with the first
  const reader = new Reader(Buffer.from(row[2], 'base64'));
  reader.take(9), reader.number(), reader.number(), reader.data();
  reader.number(), reader.number(), reader.signed(), reader.data(), reader.list(() => reader.data());
  const specs = reader.list(() => [reader.number(), reader.number()]);
  const columns = new Map(specs.map(([spec, length]) => [spec, reader.take(length)]));
  return { heads: [row[1]], highest: numbers(columns.get(0x42)).length, fields: {} };
};

function put(doc, { key, value, counter, actor }) {
  const there = doc.fields[key];
  const wins = !there || counter > there.counter || (counter === there.counter && actor > there.actor);
  if (wins) doc.fields[key] = { value, counter, actor };
}

function take(doc, change) {
  const actors = [change.actor, ...change.others].map(hex);
  const name = (row) => ({ counter: change.start + row, actor: actors[0] });
  const { found, count } = registers(change.columns, actors, name);
  found.forEach((one) => put(doc, one));
  doc.highest = Math.max(doc.highest, change.start + count - 1);
  doc.heads = [...doc.heads.filter((head) => !change.deps.includes(head)), change.hash].sort();
}

/** A document as Automerge saves it. */
function open(bytes) {
  const reader = new Reader(bytes);
  reader.take(9), reader.number();
  const actors = reader.list(() => hex(reader.data()));
  const heads = reader.list(() => hex(reader.take(32)));
  const specs = () => reader.list(() => [reader.number(), reader.number()]);
  const [ofChanges, ofOps] = [specs(), specs()];
  ofChanges.forEach(([, length]) => reader.take(length));
  const columns = new Map(ofOps.map(([spec, length]) => {
    const data = reader.take(length);
    return [spec & ~8, spec & 8 ? inflateRawSync(data) : data];
  }));
  const [ids, who, after] = [deltas(columns.get(0x23)), numbers(columns.get(0x21)), numbers(columns.get(0x80))];
  const name = (row) => ({ counter: ids[row], actor: actors[who[row]], gone: after[row] > 0 });
  const doc = { heads, highest: Math.max(...ids), fields: {} };
  registers(columns, actors, name).found.filter((one) => !one.gone).forEach((one) => put(doc, one));
  return doc;
}

// ---- frames (§3): CBOR as far as they need it

function cbor(item) {
  const head = (major, number) => {
    const size = [24, 256, 65536, 4294967296].findIndex((limit) => number < limit);
    const out = Buffer.alloc([1, 2, 3, 5, 9].at(size));
    out[0] = (major << 5) | (size === 0 ? number : [0, 24, 25, 26, 27].at(size));
    if (size === 1) out.writeUInt8(number, 1);
    else if (size === 2) out.writeUInt16BE(number, 1);
    else if (size === 3) out.writeUInt32BE(number, 1);
    else if (size === -1) out.writeBigUInt64BE(BigInt(number), 1);
    return out;
  };
  if (item === null) return Buffer.from([0xf6]);
  if (typeof item === 'number') return head(0, item);
  if (typeof item === 'string') return Buffer.concat([head(3, utf8(item).length), utf8(item)]);
  if (Array.isArray(item)) return Buffer.concat([head(4, item.length), ...item.map(cbor)]);
  return Buffer.concat([head(2, item.length), item]);
}

function uncbor(reader) {
  const first = reader.take(1)[0];
  const [major, low] = [first >> 5, first & 31];
  if (major === 7) return { 20: false, 21: true }[low] ?? null;
  const number = low < 24 ? low : Number(`0x${hex(reader.take(1 << (low - 24)))}`);
  if (major === 0) return number;
  if (major === 2) return reader.take(number);
  if (major === 3) return reader.take(number).toString('utf8');
  return Array.from({ length: number }, () => uncbor(reader));
}

function framed(frames) {
  return Buffer.concat(frames.flatMap((frame) => {
    const [bytes, length] = [cbor(frame), Buffer.alloc(4)];
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  }));
}

// ---- the verbs

async function join(address, secret, file) {
  const pair = await web.subtle.generateKey(ECDSA, true, ['sign']);
  const key = await web.subtle.exportKey('jwk', pair.privateKey);
  const publicKey = new Uint8Array(await web.subtle.exportKey('raw', pair.publicKey));
  const signature = await web.subtle.sign(ECDSA, pair.privateKey, utf8(`paguyuban join 1\n${secret}`));
  const asked = { secret, device_name: 'foreign', public_key: b64(publicKey), signature: b64(signature) };
  const [headers, body] = [{ 'content-type': 'application/json' }, JSON.stringify(asked)];
  const answer = await fetch(`${address}/api/join`, { method: 'POST', headers, body });
  const me = await answer.json();
  if (answer.status !== 200) throw new Error(`${answer.status} ${me.code}`);
  const replica = me.device + hex(randomBytes(8));
  save(file, { address, key, me, replica, seqs: {}, epoch: null, cursor: 0, fill: null, docs: {}, unsent: {} });
}

function set(file, name, field, value) {
  const state = load(file);
  const doc = (state.docs[name] ??= begun(name.split('/')[0]));
  if (state.unsent[name]) throw new Error('one unsent change a document is enough here');
  const seq = (state.seqs[name] = (state.seqs[name] ?? 0) + 1);
  const there = doc.fields[field];
  const others = there && there.actor !== state.replica ? [unhex(there.actor)] : [];
  const text = utf8(value);
  const one = (bytes) => Buffer.concat([signed(-1), bytes]);
  const columns = new Map([
    [0x15, one(Buffer.concat([unsigned(utf8(field).length), utf8(field)]))],
    [0x34, unsigned(1)],
    [0x42, one(unsigned(1))],
    [0x56, one(unsigned(text.length * 16 + 6))],
    [0x57, text],
    [0x70, one(unsigned(there ? 1 : 0))],
  ]);
  if (there) {
    columns.set(0x71, one(unsigned(others.length)));
    columns.set(0x73, one(signed(there.counter)));
  }
  const author = utf8(state.me.member);
  const extra = seq === 1 ? Buffer.concat([unsigned(1), unsigned(author.length), author]) : Buffer.alloc(0);
  const [deps, start, time] = [[...doc.heads], doc.highest + 1, Math.floor(Date.now() / 1000)];
  const change = { deps, actor: unhex(state.replica), seq, start, time, others, message: Buffer.alloc(0), extra, columns };
  change.hash = changeOf(change);
  take(doc, change);
  state.unsent[name] = { chunk: hex(pack(change)), hash: change.hash };
  save(file, state);
}

async function sync(file) {
  const state = load(file);
  const key = await web.subtle.importKey('jwk', state.key, ECDSA, false, ['sign']);
  const frames = [[0, [[1, 1], state.epoch && unhex(state.epoch), state.cursor, state.fill, unhex(state.replica), 0]]];
  const pushed = [];
  for (const [name, { chunk, hash }] of Object.entries(state.unsent)) {
    const said = Buffer.concat([utf8(`paguyuban chunk 1\n${state.me.forum}\n${name}\n`), unhex(hash)]);
    const signature = new Uint8Array(await web.subtle.sign(ECDSA, key, said));
    frames.push([1, [pushed.push(name), name, unhex(chunk), null, Buffer.from(signature)]]);
  }
  const headers = { authorization: `Bearer ${state.me.token}`, 'content-type': 'application/octet-stream' };
  const answer = await fetch(`${state.address}/api/sync`, { method: 'POST', headers, body: framed(frames) });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  const reader = new Reader(Buffer.from(await answer.arrayBuffer()));
  const refused = {};
  while (!reader.done) {
    const [kind, body] = uncbor(new Reader(reader.take(reader.take(4).readUInt32BE())));
    if (kind === 16) state.epoch = hex(body[1]);
    else if (kind === 17) delete state.unsent[pushed[body[0] - 1]];
    else if (kind === 18) refused[pushed[body[0] - 1]] = body[2];
    else if (kind === 19) changed(state, ...body);
    else if (kind === 20) [state.cursor, state.fill] = [body[0], null];
    else if (kind === 21) state.cursor = Math.max(state.cursor, body[1]);
    else if (kind === 25) throw new Error(`the relay ends the link: ${body}`);
  }
  save(file, state);
  const values = ({ fields }) => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value]));
  const docs = Object.fromEntries(Object.entries(state.docs).map(([name, doc]) => [name, values(doc)]));
  console.log(JSON.stringify({ docs, refused, unsent: Object.keys(state.unsent) }));
}

function changed(state, place, name, [form, bytes]) {
  if (place[0] === 0 && place[2] <= state.cursor) return;
  if (place[0] === 0 && place[1] !== state.cursor) throw new Error('a gap');
  if (form === 1) state.docs[name] = open(bytes);
  else {
    const doc = (state.docs[name] ??= begun(name.split('/')[0]));
    unpack(bytes).forEach((change) => take(doc, change));
  }
  if (place[0] === 0) state.cursor = place[2];
  if (place[0] === 1) state.fill = [place[1], name];
}

const load = (file) => JSON.parse(readFileSync(file, 'utf8'));
const save = (file, state) => writeFileSync(file, JSON.stringify(state), { mode: 0o600 });

const [verb, ...words] = process.argv.slice(2);
const verbs = { join, set, sync };
if (!verbs[verb]) throw new Error('node client.mjs join|set|sync …');
await verbs[verb](...words);
