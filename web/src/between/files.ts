import type { Hex } from './contract';

/** The largest file, in bytes: `FILE_BYTES_MAX` of the core. */
export const FILE_BYTES_MAX = 4 * 1024 * 1024;

/** A file of a document that this phone holds. */
export interface FileHere {
  doc: string;
  hash: Hex;
  bytes: number;
  mime: string;
  /** It is to be sent; otherwise the relay is known to have it. */
  waits: boolean;
}

/** A file that the relay does not have, of a document that names it. */
export interface FileWaiting extends FileHere {
  /** How much of it the relay has, when last heard. */
  sent: number;
  /** Why the relay does not take it, if it does not. */
  refused: string | null;
}

/** What the screen asks about files that stand beside documents. */
export interface FileCalls {
  /** Keeps a file here until it is sent; resolves when it is on the disk. Fails with `files_no_room`. */
  keepFile(doc: string, hash: Hex, mime: string, bytes: Uint8Array): void;
  filesOf(doc: string): FileHere[];
  /** What is here of it; null if nothing is. */
  fileHere(doc: string, hash: Hex): Uint8Array | null;
  /** Asks the relay for it, and keeps it. Fails with `not_here`, `not_named`, `offline`. */
  fetchFile(doc: string, hash: Hex, mime: string, bytes: number): Uint8Array;
  /** It is not kept here any more, and never sent. */
  dropFile(doc: string, hash: Hex): void;
  /** Those that were refused are tried once more. */
  sendFiles(): void;
}
