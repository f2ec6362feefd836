import { archive, frozen, place, undo } from './id-deeds';
import { draft, field, vocabulary } from './id-fields';
import { dispute, picker, refusal, template } from './id-pages';
import { hours, invalid } from './id-values';

/** What pages say and the first screen does not: it comes with them. */
export const idLater = {
  hours,
  invalid,
  dispute,
  picker,
  refusal,
  template,
  place,
  undo,
  archive,
  frozen,
  draft,
  field,
  vocabulary,
};

export type LaterWords = typeof idLater;
