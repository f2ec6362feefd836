import type { Asking } from './asking';
import type { Packet, Push, Signer, TakenIn } from '../../between/carrying';
import type { Hex } from '../../between/contract';

/** Work that is carried by hand: asked of the worker. */
export class AskedCarrying {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Everything unsent, signed. */
  packet(): Promise<Packet> {
    return this.#asking.call('packet');
  }

  signer(device: Hex): Promise<Signer | null> {
    return this.#asking.call('signer', device);
  }

  takeIn(pushes: Push[]): Promise<TakenIn[]> {
    return this.#asking.call('takeIn', pushes);
  }
}
