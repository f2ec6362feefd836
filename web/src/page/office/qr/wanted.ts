import { encode } from 'uqr';

/** Scanners want four empty squares around the code; the sheet is white too. */
const BORDER = 2;

/** The squares of a QR code, row by row; true is dark. */
export function squares(text: string): boolean[][] {
  return encode(text, { border: BORDER }).data;
}
