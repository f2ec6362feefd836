import { archive, frozen, place, undo } from './en-deeds';
import { draft, field, vocabulary } from './en-fields';
import { dispute, picker, refusal, template } from './en-pages';
import { hours, invalid } from './en-values';
import type { LaterWords } from './id-later';

export const enLater: LaterWords = {
  ...{
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
  },
};
