import type { Hex } from './contract';

/** Unsent work of one document, to be signed by writing over the end of the frame. */
export interface Carried {
  do: 'carry';
  doc: string;
  frame: Uint8Array;
  sign: Uint8Array;
}

/** With what the device signs that a push names, and what it has signed. */
export interface Vouched {
  by: Hex;
  member: string;
  key: Uint8Array;
  words: Uint8Array;
}

/** Everything unsent of this phone, signed, ready to be carried by somebody else. */
export interface Packet {
  forum: string;
  device: Hex;
  docs: string[];
  frames: Uint8Array[];
}

/** A push of somebody else's packet. */
export interface Push {
  doc: string;
  frame: Uint8Array;
}

/** What became of one. */
export interface TakenIn {
  doc: string;
  /** Why it was not taken in; null if it was, or was here already. */
  code: string | null;
  /** All of it was here already. */
  known: boolean;
}

/** Of whom the relay said that a device is theirs. */
export interface Signer {
  member: string;
  revoked: boolean;
}

/** What the screen asks about work that is carried by hand. */
export interface CarryCalls {
  packet(): Packet;
  /** Who signs with this device; null if the relay has not said it to this phone. */
  signer(device: Hex): Signer | null;
  /** Takes the pushes of another phone in here, each if its author's device has signed it. */
  takeIn(pushes: Push[]): TakenIn[];
}
