import type { Language } from '../api/contract/exports.ts';

export type CsvCell = string | number | undefined;

/**
 * A table as RFC 4180 writes it, in UTF-8 with the mark that spreadsheets look for. A Vietnamese
 * spreadsheet separates cells by semicolons, because its decimal sign is the comma.
 */
export function* csv(rows: Iterable<readonly CsvCell[]>, language: Language): Generator<string> {
  const separator = language === 'vi' ? ';' : ',';
  yield '\u{feff}';
  for (const row of rows) yield `${row.map(toCell).join(separator)}\r\n`;
}

/** A text that a spreadsheet would take for a formula is marked as text with an apostrophe. */
function toCell(value: CsvCell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
