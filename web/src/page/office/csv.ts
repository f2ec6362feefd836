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

function cell(text: string): string {
  const safe = /(^|[;,\t\r\n])[\s"']*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text;
  return /[";,\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
