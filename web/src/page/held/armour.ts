import type { Packet, Push } from '../../between/carrying';
import type { Hex } from '../../between/contract';
import { signersOf } from './signers';

/** As much as the relay takes at once. */
export const PACKET_BYTES_MAX = 8 * 1024 * 1024;
/** Base64 is a third longer, and the lines of the head are short. */
const TEXT_CHARS_MAX = 12 * 1024 * 1024;
const FRAMES_MAX = 512;
/** The format's name, not a sentence: people call a packet *paket titipan*. */
const FIRST_LINE = 'PAGUYUBAN PAKET BAWAAN 1';
const LINE_CHARS = 76;

/** A packet as it was read. */
export interface Carried {
  forum: string;
  /** Whose signature all of it has, and no line of the head, which anybody could have changed. */
  by: Hex;
  /** When it was made, milliseconds since 1970, as the head says. */
  madeMs: number;
  documents: string[];
  pushes: Push[];
  /** The frames, each after its length, as the relay takes them. */
  body: Uint8Array;
}

/** Why a text is no packet; the screen has a sentence for each. */
export type BadPacket = 'not_a_packet' | 'damaged' | 'too_large' | 'mixed';

/** A packet as text: Chrome's Web Share and WhatsApp take no other files of ours. */
export async function armour(packet: Packet, madeMs: number): Promise<string> {
  const body = bodyOf(packet.frames);
  if (body.byteLength > PACKET_BYTES_MAX || packet.frames.length > FRAMES_MAX)
    throw { code: 'too_large' };
  const lines = base64(body).match(new RegExp(`.{1,${LINE_CHARS}}`, 'g')) ?? [];
  return [
    FIRST_LINE,
    `forum: ${packet.forum}`,
    `device: ${packet.device}`,
    `made: ${new Date(madeMs).toISOString()}`,
    `documents: ${new Set(packet.docs).size}`,
    '',
    ...lines,
    '',
    `sha256: ${await sumOf(body)}`,
    'END',
    '',
  ].join('\n');
}

/** Reads what {@link armour} made; WhatsApp and mail programs may have changed the ends of lines. */
export async function unarmour(text: string): Promise<Carried> {
  if (text.length > TEXT_CHARS_MAX) throw bad('too_large');
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0]?.trim() !== FIRST_LINE) throw bad('not_a_packet');
  const head = headOf(lines);
  const sum = lines.find((line) => line.startsWith('sha256: '))?.slice('sha256: '.length);
  const first = lines.indexOf('');
  const last = lines.indexOf('', first + 1);
  if (!sum || first < 0 || last < 0) throw bad('damaged');
  const body = bytesOf(lines.slice(first + 1, last).join(''));
  if (body.byteLength > PACKET_BYTES_MAX) throw bad('too_large');
  if ((await sumOf(body)) !== sum.trim()) throw bad('damaged');
  const signed = signersOf(body);
  const [one] = signed ?? [];
  if (!signed || !one) throw bad('damaged');
  // Nobody makes such a one; whoever put it together would have it taken in one person's name.
  if (signed.some(({ by }) => by !== one.by)) throw bad('mixed');
  const documents = [...new Set(signed.map(({ doc }) => doc))];
  return { ...head, by: one.by, documents, pushes: signed, body };
}

function headOf(lines: string[]): Pick<Carried, 'forum' | 'madeMs'> {
  const field = (name: string) =>
    lines
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trim();
  const forum = field('forum');
  const madeMs = Date.parse(field('made') ?? '');
  if (!forum || Number.isNaN(madeMs)) throw bad('damaged');
  return { forum, madeMs };
}

function bodyOf(frames: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = frames.reduce((sum, frame) => sum + 4 + frame.byteLength, 0);
  const body = new Uint8Array(bytes);
  const view = new DataView(body.buffer);
  let at = 0;
  for (const frame of frames) {
    view.setUint32(at, frame.byteLength);
    body.set(frame, at + 4);
    at += 4 + frame.byteLength;
  }
  return body;
}

function base64(bytes: Uint8Array): string {
  let latin = '';
  for (const byte of bytes) latin += String.fromCharCode(byte);
  return btoa(latin);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw bad('damaged');
  }
}

async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<Hex> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bad(code: BadPacket): { code: BadPacket } {
  return { code };
}
