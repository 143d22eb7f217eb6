import type { Format } from '../format.ts';

/** A measurement as it stands in an event; anything else is none. */
export type Measured = {
  readonly name: string;
  readonly value: number;
  readonly uom?: string | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly result?: string | undefined;
};

/** The measurements of a field, those that are out of their limits first; undefined for another field. */
export function measuredIn(field: string, value: unknown): readonly Measured[] | undefined {
  if (field !== 'measurements' || !Array.isArray(value) || !value.every(isMeasured))
    return undefined;
  return value.toSorted((one, other) => Number(isOutside(other)) - Number(isOutside(one)));
}

/** What the machine judged counts; of what it did not judge, the limits that came with the value. */
export function isOutside({ value, low, high, result }: Measured): boolean {
  if (result !== undefined) return result === 'fail';
  return (low !== undefined && value < low) || (high !== undefined && value > high);
}

function isMeasured(value: unknown): value is Measured {
  if (typeof value !== 'object' || value === null) return false;
  return (
    typeof Reflect.get(value, 'name') === 'string' &&
    typeof Reflect.get(value, 'value') === 'number'
  );
}

/** `bead_mass 0,412 g (0,38…0,45)`. */
export function sayMeasured({ name, ...measured }: Measured, format: Format): string {
  const limits = sayLimits(measured, format);
  return `${name} ${sayValue(measured, format)}${limits === '' ? '' : ` (${limits})`}`;
}

/** `0,412 g`. */
export function sayValue({ value, uom }: Pick<Measured, 'value' | 'uom'>, format: Format): string {
  const unit = uom === undefined || uom === '1' ? '' : ` ${unitSigns[uom] ?? uom}`;
  return `${format.decimal(value)}${unit}`;
}

/** `0,38…0,45`; nothing where no limit came with the value. */
export function sayLimits({ low, high }: Pick<Measured, 'low' | 'high'>, format: Format): string {
  const limit = (one: number | undefined) => (one === undefined ? '' : format.decimal(one));
  return low === undefined && high === undefined ? '' : `${limit(low)}…${limit(high)}`;
}

/** UCUM writes for machines. */
const unitSigns: Readonly<Record<string, string>> = { Cel: '°C', Ohm: 'Ω', um: 'µm', uV: 'µV' };
