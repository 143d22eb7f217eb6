import type { CsvCell } from '../files/csv.ts';
import { instantCell, type SheetCell } from '../files/sheet.ts';
import type { WallClock } from '../files/wall-clock.ts';
import type { ReportCell } from './cells.ts';

/** A cell of a workbook: numbers and times as themselves. */
export function toSheet(cell: ReportCell, clock: WallClock): SheetCell {
  if (cell === undefined || typeof cell === 'string') return cell;
  if ('integer' in cell) return cell.integer;
  if ('at' in cell) return instantCell(cell.at, clock);
  if ('time' in cell) return instantCell(cell.time, clock);
  return cell;
}

/** A field for another program: milliseconds, ratios, ISO 8601. */
export function toCsv(cell: ReportCell, clock: WallClock): CsvCell {
  if (cell === undefined || typeof cell === 'string') return cell?.trim();
  if ('integer' in cell) return cell.integer;
  if ('decimal' in cell) return cell.decimal;
  if ('percent' in cell) return cell.percent;
  if ('durationMs' in cell) return cell.durationMs;
  return clock.toIso('at' in cell ? cell.at : cell.time);
}
