import type { View } from '../../../between/contract';
import { textOf } from '../../../plain/fields';
import { ulid } from '../../../plain/ulid';
import { isArchived } from '../../../plain/views';
import { fold } from '../../language/find';
import { distance } from '../table/near';
import type { ListRow } from '../table/records';
import { nameAlone } from '../table/names';
import type { Doubt, Matched } from './plan';

/** Cards that rows are compared with. */
export interface Cards {
  views: View[];
  /** The card that stands for a person, whichever of theirs is asked for. */
  cardOf(member: string): string;
  /** Put away by an import that this phone took back. */
  undone: ReadonlySet<string>;
}

interface Card {
  view: View;
  id: string;
  name: string;
  phone: string;
  village: string;
}

interface Found {
  card: Card | null;
  doubt: Doubt | null;
}

/** Finds the card a row is about: by our own id, the telephone number, the name with its village. */
export class PeopleFinder {
  readonly #byId = new Map<string, Card>();
  readonly #byPhone = new Map<string, Card[]>();
  readonly #byName = new Map<string, Card[]>();
  readonly #undone: ReadonlySet<string>;
  readonly #cardOf: Cards['cardOf'];

  constructor({ views, cardOf, undone }: Cards) {
    this.#undone = undone;
    this.#cardOf = cardOf;
    for (const view of views) {
      const text = (name: string) => textOf(view.fields, name);
      const id = view.doc.slice('member/'.length);
      const name = fold(nameAlone(text('full_name')));
      const card = { view, id, name, phone: text('phone'), village: text('village_code') };
      this.#byId.set(id, card);
      if (card.phone) push(this.#byPhone, card.phone, card);
      if (name) push(this.#byName, name, card);
    }
  }

  find({ id, values }: ListRow): Found {
    const name = fold(nameAlone(String(values['full_name'] ?? '')));
    const [phone, village] = ['phone', 'village_code'].map((one) => String(values[one] ?? ''));
    const own = this.#stands(this.#byId.get(id));
    if (own) return this.#judged(own, null);
    const reached = this.#alive(this.#byPhone.get(phone ?? '') ?? []);
    if (reached.length > 0) {
      const named = reached.filter((card) => isNear(card.name, name));
      const card = named[0] ?? reached[0] ?? null;
      return this.#judged(
        card,
        named.length === 1 || name === '' ? null : named.length > 1 ? 'several' : 'other_name',
      );
    }
    return this.#byNames(this.#alive(this.#byName.get(name) ?? []), village ?? '');
  }

  #byNames(called: Card[], village: string): Found {
    const here = called.filter((card) => card.village === village);
    if (here.length > 0) return this.#judged(here[0] ?? null, here.length > 1 ? 'several' : null);
    const open = called.filter((card) => card.village === '' || village === '');
    if (open.length > 0) return this.#judged(open[0] ?? null, open.length > 1 ? 'several' : null);
    const elsewhere = called.find(({ view }) => !isArchived(view)) ?? null;
    return this.#judged(elsewhere, elsewhere ? 'other_village' : null);
  }

  #judged(card: Card | null, doubt: Doubt | null): Found {
    const away = card && isArchived(card.view) && !this.#undone.has(card.view.doc);
    return { card, doubt: doubt ?? (away ? 'archived' : null) };
  }

  /** Merged cards are one; who was put away counts only where nobody else is meant. */
  #alive(cards: Card[]): Card[] {
    const standing = [...new Set(cards.flatMap((card) => this.#stands(card) ?? []))];
    const present = standing.filter(({ view }) => !isArchived(view));
    return present.length > 0 ? present : standing;
  }

  #stands(card: Card | undefined): Card | undefined {
    return card && (this.#byId.get(this.#cardOf(card.id)) ?? card);
  }
}

function push(map: Map<string, Card[]>, key: string, card: Card): void {
  const there = map.get(key);
  if (there) there.push(card);
  else map.set(key, [card]);
}

/** Whether two folded names are probably of one person. */
function isNear(a: string, b: string): boolean {
  if (a === '' || b === '' || a === b) return true;
  if (a.startsWith(`${b} `) || b.startsWith(`${a} `)) return true;
  return distance(a, b) <= Math.max(1, Math.min(a.length, b.length) * 0.2);
}

/** Rows of people as parts of cards; who stands in the file twice is doubtful the second time. */
export function matchPeople(
  rows: ListRow[],
  cards: Cards,
  /** Rows of which somebody said that they are about nobody who has a card. */
  apart: ReadonlySet<number>,
): Matched[] {
  const finder = new PeopleFinder(cards);
  const taken = new Map<string, number>();
  const docs = new Map<number, string>();
  return rows.map((row) => {
    const title = String(row.values['full_name'] ?? '');
    const twin = row.problems.find(
      ({ code }) => code === 'same_as_row' || code === 'same_phone_as_row',
    );
    const first = twin?.code === 'same_as_row' ? docs.get(twin.other ?? 0) : undefined;
    const { card, doubt } = apart.has(row.row) ? { card: null, doubt: null } : finder.find(row);
    const isOther = doubt === 'other_name' && twin?.code === 'same_phone_as_row';
    const doc = (isOther ? undefined : (first ?? card?.view.doc)) ?? `member/${ulid()}`;
    docs.set(row.row, doc);
    const again = taken.has(doc);
    taken.set(doc, row.row);
    const made = doc !== card?.view.doc && doc !== first;
    const away = !made && card !== null && card.view.doc === doc && isArchived(card.view);
    const part = {
      doc,
      below: '',
      made,
      back: away,
      values: valuesFor(row, made ? undefined : card?.view),
    };
    const why = title === '' && !card ? 'nameless' : twin || again ? 'twice' : doubt;
    return {
      parts: [part],
      doubt: why,
      may: title !== '' || card !== null,
      title,
      about: card?.id ?? '',
    };
  });
}

/** A name that differs in its degrees only stays; degrees that stand in it are not put beside it. */
function valuesFor({ values }: ListRow, view: View | undefined): ListRow['values'] {
  const own = textOf(view?.fields, 'full_name');
  const written = ` ${fold(own)} `;
  if (own === '' || fold(nameAlone(own)) !== fold(nameAlone(String(values['full_name'] ?? ''))))
    return values;
  const isInName = (name: string, value: unknown) =>
    name === 'full_name' ||
    (/^title_/.test(name) && typeof value === 'string' && written.includes(` ${fold(value)} `));
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isInName(name, value)),
  );
}

/** Who has a card and is not in the file. */
export function missingFrom(matched: Matched[], views: View[]): View[] {
  const named = new Set(matched.flatMap(({ parts }) => parts.map(({ doc }) => doc)));
  return views.filter((view) => !isArchived(view) && !named.has(view.doc));
}
