import type { Carried, Effect, Packet } from './contract';
import type { OwnDevice } from './own-device';

/** Everything unsent, each push signed; the core gives the order, and what has to be stored before. */
export async function makePacket(
  made: (Effect | Carried)[],
  own: OwnDevice,
  store: (effects: Effect[]) => void,
): Promise<Packet> {
  const { identity } = own;
  if (!identity || own.keyless) throw { code: 'keyless' };
  store(made.filter((one) => one.do !== 'carry'));
  const packet: Packet = { forum: identity.forum, device: identity.device, docs: [], frames: [] };
  for (const one of made) {
    if (one.do !== 'carry') continue;
    const signature = await own.sign(one.sign);
    one.frame.set(signature, one.frame.byteLength - signature.byteLength);
    packet.docs.push(one.doc);
    packet.frames.push(one.frame);
  }
  return packet;
}
