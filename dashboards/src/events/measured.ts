/** A measurement as it stands in an event; anything else is none. */
export type Measured = {
  readonly name: string;
  readonly value: number;
  readonly uom?: string;
  readonly low?: number;
  readonly high?: number;
  readonly result?: string;
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
