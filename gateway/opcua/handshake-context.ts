import { DataType, type DataValue } from 'node-opcua-client';
import type { Clock } from '../../domain/clock.ts';
import type { StationTags } from './config.ts';
import type { Remark } from './mappers.ts';
import { type Reading, toReading } from './wire/data-value.ts';
import { toTagName } from './wire/node-address.ts';

/** What the handshakes of one station share. */
export type HandshakeContext = {
  readonly connection: string;
  readonly tags: StationTags;
  readonly clock: Clock;
  readonly remark: Remark;
  readonly onBadValue: () => void;
  readonly onFailure: (error: unknown) => void;
};

/** The readings by address; undefined when one of them is bad, for then there is no whole group. */
export function toReadings(
  addresses: readonly string[],
  values: readonly DataValue[],
  { clock, remark, onBadValue }: HandshakeContext,
): ReadonlyMap<string, Reading> | undefined {
  const readings = new Map<string, Reading>();
  for (const [index, address] of addresses.entries()) {
    const value = values[index];
    const reading = value === undefined ? undefined : toReading(value, clock.nowMs());
    if (reading === undefined || reading.uncertain) {
      onBadValue();
      remark(
        `${toTagName(address)} cannot be used (${value?.statusCode.name}): its handshake waits`,
      );
      return undefined;
    }
    readings.set(address, reading);
  }
  return readings;
}

/** Nodes are written in the type that they have, Int16 or Int32. */
export function typeOf(value: DataValue | undefined, otherwise: DataType): DataType {
  const type = value?.value?.dataType;
  return type === undefined || type === DataType.Null ? otherwise : type;
}
