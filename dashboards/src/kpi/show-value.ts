import type { KpisReply } from '../../../edge/api/contract/kpis.ts';
import type { Format } from '../format.ts';

type Unit = KpisReply['definitions'][number]['unit'];
type Words = { readonly perHour: string; readonly perPiece: string };

/** A KPI as people read it: a ratio in percent, a time in words, a rate with its unit. */
export function showValue(
  value: number | null,
  unit: Unit,
  { format, words }: { readonly format: Format; readonly words: Words },
): string {
  if (value === null) return '—';
  switch (unit) {
    case 'ratio':
      return format.percent(value);
    case 'ms':
      return format.duration(value);
    case 'pieces_per_hour':
      return `${format.decimal(Math.round(value * 10) / 10)} ${words.perHour}`;
    case 'kilowatt_hours_per_piece':
      return `${format.decimal(value)} ${words.perPiece}`;
    default:
      return format.decimal(value);
  }
}
