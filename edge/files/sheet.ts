import type { WallClock } from './wall-clock.ts';

/** A text, a number, an instant of the plant's wall clock, a share, a length of time, or nothing. */
export type SheetCell =
  | string
  | number
  | { readonly wallClockMs: number }
  | { readonly percent: number }
  | { readonly durationMs: number }
  | { readonly decimal: number }
  | undefined;

export type Sheet = {
  readonly name: string;
  /** In characters. */
  readonly columnWidths: readonly number[];
  /** Rows at the top that stay in view, written bold; with one of them the rest can be filtered. */
  readonly headerRows: number;
  readonly rows: Iterable<readonly SheetCell[]>;
};

/** An instant (ISO 8601) as the plant's clock on the wall shows it. */
export function instantCell(iso: string, clock: Pick<WallClock, 'offsetMs'>): SheetCell {
  const ms = Date.parse(iso);
  return { wallClockMs: ms + clock.offsetMs(ms) };
}

/** What a worksheet holds (ECMA-376 part 1, 18.3.1.73). */
export const sheetRowsMax = 1_048_576;

/** Styles of `stylesXml`, by their place there. */
const style = { plain: 0, bold: 1, instant: 2, percent: 3, duration: 4, decimal: 5 } as const;

export const stylesXml =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>' +
  '<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="0.0"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/>' +
  '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>' +
  // 46 is [h]:mm:ss, which does not begin anew after a day (18.8.30).
  '<xf numFmtId="46" applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>';

/** The XML of a worksheet, a row at a time. */
export function* sheetXml({ columnWidths, headerRows, rows }: Sheet): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetViews><sheetView workbookViewId="0">' +
    (headerRows === 0
      ? ''
      : `<pane ySplit="${headerRows}" topLeftCell="A${headerRows + 1}" activePane="bottomLeft" state="frozen"/>`) +
    '</sheetView></sheetViews><cols>' +
    columnWidths
      .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
      .join('') +
    '</cols><sheetData>';
  let number = 0;
  for (const row of rows) {
    number += 1;
    if (number > sheetRowsMax)
      throw new Error(`assertion failed: a sheet has ${sheetRowsMax} rows`);
    const isHeader = number <= headerRows;
    const cells = row.map((cell, column) =>
      cellXml(cell, `${columnName(column)}${number}`, isHeader),
    );
    yield `<row r="${number}">${cells.join('')}</row>`;
  }
  const last = `${columnName(columnWidths.length - 1)}${number}`;
  yield `</sheetData>${headerRows === 1 ? `<autoFilter ref="A1:${last}"/>` : ''}</worksheet>`;
}

function cellXml(cell: SheetCell, at: string, isHeader: boolean): string {
  if (cell === undefined || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') {
    const [kind, value] = formatted(cell);
    return `<c r="${at}" s="${style[kind]}"><v>${value}</v></c>`;
  }
  const bold = isHeader ? ` s="${style.bold}"` : '';
  return `<c r="${at}"${bold} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
}

function formatted(cell: Extract<SheetCell, object>): [keyof typeof style, number] {
  if ('percent' in cell) return ['percent', cell.percent];
  if ('durationMs' in cell) return ['duration', cell.durationMs / 86_400_000];
  if ('decimal' in cell) return ['decimal', cell.decimal];
  return ['instant', toSerial(cell.wallClockMs)];
}

/** Days since 1899-12-30, which is how spreadsheets count. */
function toSerial(wallClockMs: number): number {
  return wallClockMs / 86_400_000 + 25_569;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/_x[0-9A-Fa-f]{4}_/g, '_x005F$&') // Else it is read as an escape (22.4.2.4).
    .replace(unwritable, '\u{fffd}');
}

/** Control characters and lone halves of pairs, which XML 1.0 cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
