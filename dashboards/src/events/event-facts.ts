import type { Format } from '../format.ts';

const enveloped = new Set(['id', 'type', 'v', 'at', 'station']);
const textMax = 160;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What an event says besides when and where, field by field, as short texts. */
export function eventFacts(
  event: Readonly<Record<string, unknown>>,
  format: Format,
): readonly (readonly [field: string, value: string])[] {
  return Object.entries(event)
    .filter(([field, value]) => !enveloped.has(field) && value !== undefined)
    .map(([field, value]) => [field, factIn(field, value, format)]);
}

/** Milliseconds, which a field's name tells, are said as a duration. */
function factIn(field: string, value: unknown, format: Format): string {
  const isDuration = typeof value === 'number' && field.endsWith('Ms');
  return isDuration ? format.duration(value) : factOf(value, format);
}

function factOf(value: unknown, format: Format): string {
  if (Array.isArray(value)) {
    const said = value.map((one) => factOf(one, format)).join('; ');
    return said.length <= textMax ? said : `${value.length} × ${said.slice(0, textMax)}…`;
  }
  if (typeof value === 'object' && value !== null) return partsOf({ ...value }, format);
  if (typeof value === 'number') return format.decimal(value);
  const text = String(value);
  return isoTime.test(text) ? format.dateTime(text) : text;
}

/** The values of a quantity, a measurement or a defect, with the limits in brackets behind them. */
function partsOf(value: Readonly<Record<string, unknown>>, format: Format): string {
  const { low, high, ...others } = value;
  const said = Object.entries(others)
    .filter(([field, part]) => !(field === 'uom' && part === '1')) // Pieces have the unit "1".
    .map(([field, part]) => factIn(field, part, format));
  const hasDurations = Object.keys(others).some((field) => field.endsWith('Ms'));
  if (low === undefined && high === undefined) return said.join(hasDurations ? ', ' : ' ');
  const limit = (end: unknown) => (end === undefined ? '' : factOf(end, format));
  return `${said.join(' ')} (${limit(low)}…${limit(high)})`;
}
