import { textOf, registersOf } from '../../../plain/fields';
import type { LaterWords } from '../../../words/id-later';
import { today } from '../../language/dates';
import { forum, SETTINGS } from '../../language/forum.svelte';
import type { Device } from '../../phone/device.svelte';
import { knownLabels } from '../table/headers';
import { TARGETS } from '../table/targets';
import type { Needs } from '../table/values';
import type { BothWords } from '../state/tools';

export async function bothWords(): Promise<BothWords> {
  const [{ idLater }, { enLater }, { phoneFrom }] = await Promise.all([
    import('../../../words/id-later'),
    import('../../../words/en-later'),
    import('../../../plain/telephone'),
  ]);
  const words: LaterWords[] = [idLater, enLater];
  const labels = knownLabels(
    Object.values(TARGETS),
    words.map(({ field }) => field),
  );
  return { words, labels, phoneFrom: once(phoneFrom) };
}

/** More numbers than a file has. */
const PHONES_MAX = 20_000;

/** The same number is read once, however often its row is looked at. */
function once(phoneFrom: BothWords['phoneFrom']): BothWords['phoneFrom'] {
  const phones = new Map<string, string | null>();
  return (typed) => {
    const known = phones.get(typed);
    if (known !== undefined) return known;
    if (phones.size > PHONES_MAX) phones.clear();
    const found = phoneFrom(typed);
    phones.set(typed, found);
    return found;
  };
}

/** What cells are read with, as the forum stands now. */
export function needsOf(
  device: Device,
  { words, phoneFrom }: BothWords,
  answers: Readonly<Record<string, string>>,
): Needs {
  const villages = registersOf(device.doc(SETTINGS)?.view.fields, 'villages');
  const known = new Map<string, readonly [string, string][]>();
  return {
    today: today(),
    villages: Object.entries(villages).map(([code, name]): [string, string] => [
      code,
      String(name),
    ]),
    people: device.people.map(({ id, view }): [string, string] => [
      id,
      textOf(view?.fields, 'full_name'),
    ]),
    words(vocabulary) {
      const found = known.get(vocabulary) ?? wordsIn(vocabulary, words);
      known.set(vocabulary, found);
      return found;
    },
    phoneFrom,
    answers,
  };
}

/** Every word of a vocabulary: as the forum calls it, and as it is called in both languages. */
function wordsIn(vocabulary: string, words: LaterWords[]): [string, string][] {
  const all = words.map(
    (one) => (one.vocabulary as Record<string, Record<string, string>>)[vocabulary] ?? {},
  );
  const keys = forum.words(vocabulary, Object.keys(all[0] ?? {}));
  return keys.flatMap((key) =>
    [forum.label(vocabulary, key), ...all.map((one) => one[key] ?? '')]
      .filter((word) => word !== '')
      .map((word): [string, string] => [key, word]),
  );
}
