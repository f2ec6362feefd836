import type { View } from '../../between/contract';
import { textOf } from '../../plain/fields';
import { forum } from '../language/forum.svelte';
import { openText, versionsAt } from '../language/open';
import { wordFor } from '../language/words.svelte';
import type { Device } from '../phone/device.svelte';
import { allTenures } from '../posts/held';
import { heldOn, type Signer, type Way } from './signers';
import { pw } from './words';

/** A position and where it is, as it stands below a letter. */
export interface Office {
  text: string;
  way: Way;
}

/** What a person held on a day: of the posts; where they say nothing, of the card. */
export function officesOf(device: Device, member: string, day: string): Office[] {
  const held = heldOn(allTenures(device), device.who.idsOf(member), day).map((one) =>
    office(one.position, one.village, one.status),
  );
  if (held.length > 0) return held;
  const card = device.doc(`member/${device.who.cardOf(member)}`)?.view.fields;
  const position = textOf(card, 'position');
  if (position === '') return [];
  return [office(position, textOf(card, 'village_code'), textOf(card, 'position_status'))];
}

function office(position: string, village: string, status: string): Office {
  const where =
    position === 'camat' ? textOf(forum.fields, 'kecamatan') : forum.villageName(village);
  const way = status === 'plt' || status === 'pj' ? status : 'own';
  return { text: pw().officeOf(wordFor('position', position), where), way };
}

/** With what stands before and behind the name; where people disagree about it, with all they say. */
export function formalName(view: View | undefined, otherwise: string): string {
  if (!view) return otherwise;
  const part = (name: string) => {
    const versions = versionsAt(view, name);
    return versions.length > 0
      ? openText(versions.map((one) => String(one ?? '')))
      : textOf(view.fields, name);
  };
  const name = [part('title_prefix'), part('full_name') || otherwise].filter(Boolean).join(' ');
  return [name, part('title_suffix')].filter(Boolean).join(', ');
}

/** Who signs a print; forgotten when the page is left. */
export class Signing {
  readonly #device: Device;
  readonly #day: () => string;
  list = $state<Signer[]>([]);

  constructor(device: Device, day: () => string, begins: { who: string; as: string }[]) {
    this.#device = device;
    this.#day = day;
    this.list = begins.map(({ who, as }) => this.#signer(who, as));
  }

  add(): void {
    this.list.push(this.#signer('', ''));
  }

  drop(at: number): void {
    this.list.splice(at, 1);
  }

  /** Another person signs: what stood there of the one before goes. */
  choose(at: number, who: string): void {
    const before = this.list[at];
    if (before) this.list[at] = this.#signer(who, before.as);
  }

  officesOf(who: string): Office[] {
    return who === '' ? [] : officesOf(this.#device, who, this.#day());
  }

  #signer(who: string, as: string): Signer {
    const [first] = this.officesOf(who);
    const view = this.#device.doc(`member/${this.#device.who.cardOf(who)}`)?.view;
    const name = who === '' ? '' : formalName(view, this.#device.nameOf(who) ?? '');
    const position = first?.text ?? '';
    const way = first?.way ?? 'own';
    return { who, as, way, behalf: '', through: '', position, name, rank: '', nip: '' };
  }
}
