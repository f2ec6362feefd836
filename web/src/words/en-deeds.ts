import { count } from './en-count';
import type {
  archive as ArchiveWords,
  frozen as FrozenWords,
  place as PlaceWords,
  undo as UndoWords,
} from './id-deeds';

/** Places in a document, and what can be taken back, English. */
export const place: typeof PlaceWords = {
  of: (field: string, place: string) => `${field}, ${place}`,
  records: {
    agenda: 'agenda item',
    decisions: 'decision',
    follow_ups: 'follow-up',
    problems: 'problem',
    tenures: 'tenure',
    files: 'attachment',
  } as Record<string, string>,
  record: (name: string, number: number, says: string) =>
    number > 0 ? `${name} ${number}` : says ? `${name} “${says}”` : name,
  whole: {
    member: 'card',
    log: 'mentoring entry',
    note: 'note',
    board: 'note',
    private: 'mentoring entry',
    event: 'event',
    problems: 'problem',
    posts: 'tenure',
  } as Record<string, string>,
};

export const undo: typeof UndoWords = {
  archived: (place: string) => `Archived: ${place}.`,
  restored: (place: string) => `Brought back: ${place}.`,
  excluded: (place: string, was: string) => `${was} taken out of ${place}.`,
  emptied: (place: string) => `${place} emptied.`,
  replaced: (place: string, was: string, is: string) => `${place}: ${was} replaced by ${is}.`,
  filled: (place: string, _was: string, is: string) => `${place}: ${is}.`,
  several: (n: number) => `${count(n, 'field')} changed.`,
  pasted: (n: number) => `${n} agenda points pasted.`,
  late: 'It was changed again since, so nothing was undone.',
  chosen: (place: string) => `${place}: your choice takes effect in a moment.`,
};

export const archive: typeof ArchiveWords = {
  title: (n: number) => `Archived · ${n}`,
  hint: 'Nothing is deleted. What is archived can be brought back at any time.',
};

export const frozen: typeof FrozenWords = {
  title: 'You can no longer change this.',
  text: 'Your role has changed, or this phone cannot save. What you wrote stays on this screen; copy it if you still need it.',
  copy: 'Copy what I wrote',
  copied: 'Copied.',
  notCopied: 'It could not be copied. Hold the text and choose Copy.',
};
