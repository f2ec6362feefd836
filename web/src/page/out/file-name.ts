import { fold } from '../language/find';

/** A file's name that says whose it is, what, and when: `paguyuban-uji-anggota-2026-11-30.xlsx`. */
export function fileName(forum: string, what: string, day: string, ending: string): string {
  return `${[forum, what].map((text) => fold(text).replaceAll(' ', '-')).join('-')}-${day}.${ending}`;
}
