import type { Fields, View } from '../between/contract';
import { currentRecordsOf, keysOf } from './fields';

/** What an entry of a log can belong to. */
export type TieKind = 'problem' | 'event';

/** What an entry belongs to, as its log keeps it. */
export interface Tie {
  entry: string;
  kind: TieKind;
  /** The problem's name, or what follows the kind in the event's. */
  id: string;
}

export function tieKey({ entry, kind, id }: Tie): string {
  return `${entry}:${kind}:${id}`;
}

/** All of one log; what it does not understand it leaves alone. */
export function tiesIn(log: Fields | undefined): Tie[] {
  return keysOf(log, 'links').flatMap((key): Tie[] => {
    const [entry = '', kind = '', id = ''] = key.split(':');
    return id !== '' && (kind === 'problem' || kind === 'event') ? [{ entry, kind, id }] : [];
  });
}

/** The entries, by the name of their log, that belong to a problem or an event and are not archived. */
export function tiedTo(logs: readonly View[], kind: TieKind, id: string): Set<string> {
  return new Set(
    logs.flatMap(({ doc, fields }) => {
      const there = new Set(currentRecordsOf(fields, 'entries').map(([key]) => key));
      return tiesIn(fields)
        .filter((tie) => tie.kind === kind && tie.id === id && there.has(tie.entry))
        .map((tie) => `${doc} ${tie.entry}`);
    }),
  );
}
