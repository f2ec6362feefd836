/** Excel takes a file without it for an old code page: "Ã©" for "é". */
const BYTE_ORDER_MARK = '\uFEFF';
/** What Excel expects where a comma stands in numbers, as in Indonesia. */
const BETWEEN = ';';

/**
 * Rows for a spreadsheet. A cell that one would take for a formula is quoted as text, also behind
 * marks at which a program might divide it.
 */
export function csvOf(rows: string[][]): string {
  return BYTE_ORDER_MARK + rows.map((row) => row.map(cell).join(BETWEEN)).join('\r\n') + '\r\n';
}

/** For where cells stand beside each other by tabs, as they are pasted. */
export function tsvOf(rows: string[][]): string {
  const one = (text: string) => guarded(text).replace(/[\t\r\n]+/g, ' ');
  return rows.map((row) => row.map(one).join('\t')).join('\n');
}

function guarded(text: string): string {
  return /(^|[;,\t\r\n])[\s"']*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  const safe = guarded(text);
  return /[";,\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
