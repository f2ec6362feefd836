import type { Fields, View } from '../../between/contract';
import { keysOf, registersOf, textOf } from '../../plain/fields';

/** Not graded: the same as nothing. */
export const UNGRADED = '0';

/** A grade that is read as a number; a forum's own may have any name. */
export const isNumber = (grade: string) => /^\d$/.test(grade);

const given = (grade: string) => grade !== '' && grade !== UNGRADED;

/** Who has graded anything here, given a reason or linked a proof. */
export function assessorsIn(fields: Fields | undefined): string[] {
  const named = [
    ...Object.entries(registersOf(fields, 'scores')).filter(([, grade]) => given(String(grade))),
    ...Object.entries(registersOf(fields, 'evidence')).filter(([, text]) => text !== ''),
  ];
  const keys = [...named.map(([key]) => key), ...keysOf(fields, 'proofs')];
  const members = keys.map((key) => key.split(':')[1] ?? '').filter((member) => member !== '');
  return [...new Set(members)].sort();
}

/** The grades that were given to a competence, of whom they are. */
export function scoresOf(fields: Fields | undefined, competence: string): [string, string][] {
  return Object.entries(registersOf(fields, 'scores')).flatMap(([key, grade]) => {
    const [of, member = ''] = key.split(':');
    return of === competence && given(String(grade)) ? [[member, String(grade)]] : [];
  });
}

/** Assessors do not think the same of it; nobody has to settle that, they talk about it. */
export function differs(fields: Fields | undefined, competence: string): boolean {
  return new Set(scoresOf(fields, competence).map(([, grade]) => grade)).size > 1;
}

/** What was agreed on, by competence. */
export function agreedIn(fields: Fields | undefined): Record<string, string> {
  const agreed = Object.entries(registersOf(fields, 'agreed')).map(([key, grade]) => [
    key,
    String(grade),
  ]);
  return Object.fromEntries(agreed.filter(([, grade]) => given(grade ?? ''))) as Record<
    string,
    string
  >;
}

/** How far an assessment has come. */
export function standing(fields: Fields | undefined, competences: string[]) {
  const agreed = agreedIn(fields);
  return {
    assessors: assessorsIn(fields).length,
    agreed: competences.filter((one) => agreed[one] !== undefined).length,
    differing: competences.filter((one) => agreed[one] === undefined && differs(fields, one))
      .length,
  };
}

/**
 * Competences in which somebody needs help, the weakest first: what was agreed in the lower half of the
 * scale; if nothing was, whatever is weakest, but for what is as good as can be.
 */
export function gapsIn(agreed: Record<string, string>, scale: string[]): string[] {
  const steps = scale.filter((grade) => grade !== UNGRADED);
  const placed = Object.entries(agreed)
    .map(([competence, grade]) => ({ competence, at: steps.indexOf(grade) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || (a.competence < b.competence ? -1 : 1));
  const low = placed.filter(({ at }) => at < steps.length / 2);
  const weakest = placed.filter(({ at }) => at === placed[0]?.at && at < steps.length - 1);
  return (low.length > 0 ? low : weakest).map(({ competence }) => competence);
}

/** Who can help with a competence: who says so on their card, and who was agreed to be as good as can be. */
export function mentorsOn(
  competence: string,
  { subject, cards, assessments, best, cardOf }: Known,
): string[] {
  const willing = cards
    .filter(
      ({ fields }) =>
        textOf(fields, 'archived_on') === '' &&
        ['', 'aktif'].includes(textOf(fields, 'status')) &&
        keysOf(fields, 'can_speak_on').includes(competence),
    )
    .map(({ doc }) => doc.split('/')[1] ?? '');
  const newest = new Map<string, View>();
  for (const view of assessments) {
    const member = cardOf(view.doc.split('/')[1] ?? '');
    if (agreedIn(view.fields)[competence] === undefined) continue;
    const known = newest.get(member);
    if (!known || periodOf(known) < periodOf(view)) newest.set(member, view);
  }
  const able = [...newest].flatMap(([member, { fields }]) =>
    agreedIn(fields)[competence] === best ? [member] : [],
  );
  const there = new Set(cards.map(({ doc }) => doc.split('/')[1] ?? ''));
  const fits = (member: string) => member !== cardOf(subject) && there.has(member);
  return [...new Set([...willing, ...able])].filter(fits);
}

interface Known {
  subject: string;
  /** Those that stand for somebody. */
  cards: View[];
  /** The card that stands for a person. */
  cardOf: (member: string) => string;
  /** Those that this person may read. */
  assessments: View[];
  /** The highest grade there is. */
  best: string;
}

const periodOf = ({ doc }: View) => doc.split('/')[2] ?? '';

/**
 * What is written in several documents of one person and period, because two of their cards were merged,
 * beside each other; where both say something in one place, the first does.
 */
export function together(views: View[]): Fields {
  const all: Fields = {};
  for (const { fields } of views)
    for (const [name, value] of Object.entries(fields)) {
      const before = all[name];
      if (Array.isArray(value)) all[name] = [...new Set([...keysOf(all, name), ...value])];
      else if (typeof value === 'object')
        all[name] = { ...value, ...(typeof before === 'object' ? filled(before) : {}) } as Fields;
      else if (before === undefined || before === '') all[name] = value;
    }
  return all;
}

function filled(map: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== ''));
}
