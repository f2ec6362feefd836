import { getContext, setContext } from 'svelte';
import type { Edit, View } from '../../between/contract';
import type { Device } from './device.svelte';
import { toasts } from '../shell/toast.svelte';
import { failureText } from '../language/first-words.svelte';

const KEY = Symbol('device');

export function provideDevice(device: Device): void {
  setContext(KEY, device);
}

/** The phone, for pages. Parts take values and callbacks instead. */
export function theDevice(): Device {
  return getContext<Device>(KEY);
}

/** Edits a document and says so on the screen if that was not possible. */
export async function editOrSay(device: Device, doc: string, edit: Edit): Promise<void> {
  try {
    await device.edit(doc, edit);
  } catch (failure) {
    toasts.show(failureText(failure));
    throw failure;
  }
}

/** A document that nobody has written in yet, as a page shows it. */
export function blankView(doc: string, kind: string): View {
  return {
    doc,
    kind,
    heads: [],
    fields: {},
    conflicts: [],
    doubts: [],
    after_archive: [],
    edited: null,
  };
}
