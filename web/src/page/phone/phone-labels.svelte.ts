import { SvelteMap } from 'svelte/reactivity';
import type { Hex, Role, Said } from '../../between/contract';

/** Devices as the relay tells of them; more is there, and not of use here. */
interface Labelled {
  device: Hex;
  label: string;
}

/**
 * What phones were named when they joined, as far as the relay tells this person: one's own, and to
 * organisers everybody's. In memory only, and asked for when somebody has to tell two phones apart.
 */
export class PhoneLabels {
  readonly #labels = new SvelteMap<Hex, string>();
  readonly #ask: (path: string) => Promise<Said>;
  #asked = false;

  constructor(ask: (path: string) => Promise<Said>) {
    this.#ask = ask;
  }

  of(device: Hex): string {
    return this.#labels.get(device) ?? '';
  }

  /** Without a network phones are numbered until the next time somebody has to tell them apart. */
  fetch(role: Role): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#ask(role === 'organiser' ? '/api/office' : '/api/me')
      .then((body) => this.#learn(body))
      .catch(() => (this.#asked = false));
  }

  #learn(body: unknown): void {
    const { devices = [], members = [] } = (body ?? {}) as {
      devices?: Labelled[];
      members?: { devices: Labelled[] }[];
    };
    for (const one of [...devices, ...members.flatMap((member) => member.devices)])
      if (one.label) this.#labels.set(one.device, one.label);
  }
}
