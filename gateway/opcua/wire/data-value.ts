import { DataType, type DataValue } from 'node-opcua-client';

export type Scalar = string | number | boolean;

/** A value that may be used: its status was not bad. Undefined is the machine's "none". */
export type Reading = {
  readonly value: Scalar | undefined;
  readonly uncertain: boolean;
  /** By the machine's clock; by ours where it gives no time, or one before it was ever set. */
  readonly atMs: number;
};

/** The reading in a data value, or undefined when its status is bad or nobody can read it. */
export function toReading(dataValue: DataValue, nowMs: number): Reading | undefined {
  const { statusCode, sourceTimestamp } = dataValue;
  if (statusCode.isBad()) return undefined;
  const value = toScalar(dataValue);
  if (value === 'unreadable') return undefined;
  return {
    value: value.scalar,
    uncertain: !statusCode.isGoodish(),
    atMs: isTime(sourceTimestamp) ? sourceTimestamp.getTime() : nowMs,
  };
}

/** True when the server dropped values of this node because its queue was full. */
export function isOverflow(dataValue: DataValue): boolean {
  return dataValue.statusCode.hasOverflowBit;
}

type Converted = { readonly scalar: Scalar | undefined } | 'unreadable';

/** Before it is OPC UA's "no time" (1601) and what machines say whose clock was never set (1970, 1990). */
const earliestMs = Date.UTC(2000, 0, 1);

function toScalar({ value: variant }: DataValue): Converted {
  const value: unknown = variant?.value;
  switch (typeof value) {
    case 'string':
      return { scalar: value === '' ? undefined : value };
    case 'boolean':
      return { scalar: value };
    case 'number':
      return Number.isFinite(value) ? { scalar: value } : 'unreadable';
    case 'undefined':
      return { scalar: undefined };
    case 'object':
      return value === null ? { scalar: undefined } : fromObject(value, variant.dataType);
    default:
      return 'unreadable';
  }
}

function fromObject(value: object, type: DataType): Converted {
  if (value instanceof Date) {
    return { scalar: isTime(value) ? value.toISOString() : undefined };
  }
  if (type === DataType.UInt64 || type === DataType.Int64) {
    return toInteger(value, type === DataType.Int64);
  }
  if ('text' in value && typeof value.text === 'string') {
    return { scalar: value.text === '' ? undefined : value.text }; // LocalizedText
  }
  return 'unreadable';
}

function isTime(time: Date | null | undefined): time is Date {
  return time !== null && time !== undefined && time.getTime() >= earliestMs;
}

/** node-opcua gives 64-bit integers as [high, low]. */
function toInteger(value: unknown, signed: boolean): Converted {
  if (!Array.isArray(value)) return 'unreadable';
  const [high, low]: unknown[] = value;
  if (typeof high !== 'number' || typeof low !== 'number') return 'unreadable';
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  const integer = Number(signed ? BigInt.asIntN(64, bits) : bits);
  return Number.isSafeInteger(integer) ? { scalar: integer } : 'unreadable';
}
