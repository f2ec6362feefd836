import { calledBy, saysSomething } from '../../plain/called';
import type { AfterArchive, Doubt, Hex } from '../../between/contract';
import { w } from './words.svelte';

/** Who wrote something, and on which phone. */
export interface Writer {
  member: string | null;
  device?: Hex | null | undefined;
}

export interface Knowing {
  nameOf: (member: string | null) => string;
  /** What a phone was named; empty if that is not known. */
  labelOf: (device: Hex) => string;
  /** This phone. */
  own: Hex | undefined;
}

/** Whether a person is among them on more than one phone: their name alone does not say which. */
export function isOnSeveral(writers: Writer[], member: string | null): boolean {
  return phonesOf(writers, member).length > 1;
}

/** By name; if one person wrote several of them, with the phone. */
export function writerName(writer: Writer, among: Writer[], knowing: Knowing): string {
  const name = knowing.nameOf(writer.member);
  const phone = isOnSeveral(among, writer.member) ? phoneOf(writer, among, knowing) : '';
  return phone === '' ? name : w().dispute.onPhone(name, phone);
}

/** The phone on which something was written, told from the others of its person among these. */
export function phoneOf({ member, device }: Writer, among: Writer[], knowing: Knowing): string {
  if (!device) return '';
  if (device === knowing.own) return w().dispute.thisPhone;
  const phones = phonesOf(among, member);
  const label = knowing.labelOf(device);
  const same = phones.filter((one) => one !== knowing.own && knowing.labelOf(one) === label);
  if (saysSomething(label) && same.length === 1) return label;
  const number = phones.length > 1 ? phones.indexOf(device) + 1 : 0;
  return w().dispute.otherPhone(calledBy(knowing.nameOf(member)), number);
}

export function archivers(asked: AfterArchive): Writer[] {
  return [
    { member: asked.archived_by, device: asked.archived_device },
    { member: asked.edited_by, device: asked.edited_device },
  ];
}

export function doubters(doubt: Doubt): Writer[] {
  return [
    { member: doubt.a_member, device: doubt.a_device },
    { member: doubt.b_member, device: doubt.b_device },
    ...(doubt.others ?? []),
  ];
}

/** In an order that is the same on every phone. */
function phonesOf(writers: Writer[], member: string | null): Hex[] {
  const phones = writers.filter((one) => one.member === member).map(({ device }) => device);
  return [...new Set(phones.filter((phone) => phone !== null && phone !== undefined))].sort();
}
