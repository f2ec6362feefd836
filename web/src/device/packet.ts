import type { Client, Effect, Packet } from '../between/contract';
import type { OwnDevice } from './own-device';

/** Everything unsent, each push signed, one document after the other: not all of them fit in memory. */
export async function makePacket(
  client: Client,
  own: OwnDevice,
  load: (doc: string) => Promise<void>,
  store: (effects: Effect[]) => void,
): Promise<Packet> {
  const { identity } = own;
  if (!identity || own.keyless) throw { code: 'keyless' };
  const packet: Packet = { forum: identity.forum, device: identity.device, docs: [], frames: [] };
  for (const doc of client.unsent()) {
    await load(doc);
    const made = client.packet(doc);
    store(made.filter((one) => one.do !== 'carry'));
    for (const one of made.filter((each) => each.do === 'carry')) {
      const signature = await own.sign(one.sign);
      one.frame.set(signature, one.frame.byteLength - signature.byteLength);
      packet.docs.push(one.doc);
      packet.frames.push(one.frame);
    }
  }
  return packet;
}
