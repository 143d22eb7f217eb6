import type { AssemblyStation } from '../asm/assembly.ts';

export const plcNamespace = 'urn:lotline:simulated-plc';

export type TagType = 'Boolean' | 'Int32' | 'UInt32' | 'Double' | 'String' | 'DateTime';
export type TagValue = boolean | number | string | Date;

export type Tag = {
  readonly name: string;
  readonly type: TagType;
  readonly initial: TagValue;
  /** The edge may write it. */
  readonly isWritable?: true;
};

const boolean = (name: string): Tag => ({ name, type: 'Boolean', initial: false });
const number = (name: string, type: 'Int32' | 'UInt32' | 'Double'): Tag => ({
  name,
  type,
  initial: 0,
});
const text = (name: string): Tag => ({ name, type: 'String', initial: '' });
const time = (name: string): Tag => ({ name, type: 'DateTime', initial: new Date(0) });

/** The number that a PLC shows for a state. */
export const stateNumbers = {
  producing: 1,
  standby_starved: 2,
  standby_blocked: 3,
  setup: 4,
  unscheduled_down: 5,
  scheduled_down: 6,
  engineering: 7,
  not_scheduled: 8,
} as const;

/** The memory of one station, as the PLC offers it: names are `GLUE.Cycle.Done`. */
export function tagsOf(station: AssemblyStation): readonly Tag[] {
  const tags: Tag[] = [
    text('StopReason'),
    { ...number('State', 'Int32'), initial: stateNumbers.not_scheduled },
    number('Heartbeat', 'UInt32'),
    number('Counter.Total', 'UInt32'),
    number('Counter.Good', 'UInt32'),
    number('Counter.Reject', 'UInt32'),
    ...station.slots.map(([slot]) => text(slotTag(slot))),
    ...station.readings.map(({ tag }) => number(tag, 'Double')),
    number('Cycle.Number', 'UInt32'),
    text('Cycle.Serial'),
    time('Cycle.StartedAt'),
    time('Cycle.EndedAt'),
    number('Cycle.Result', 'Int32'),
    text('Cycle.Program'),
    text('Cycle.Revision'),
    text('Cycle.Defect'),
    number(measurementTag(station.measurement.tag), 'Double'),
    number('Cycle.NumberEnd', 'UInt32'),
    boolean('Cycle.Done'),
    { ...boolean('Cycle.Ack'), isWritable: true },
    boolean('Permit.Request'),
    text('Permit.Serial'),
    { ...number('Permit.Answer', 'Int32'), isWritable: true },
    { ...text('Permit.Reason'), isWritable: true },
  ];
  return tags.map((tag) => ({ ...tag, name: `${station.name}.${tag.name}` }));
}

export function slotTag(slot: string): string {
  return `Slot.${slot}.Lot`;
}

export function measurementTag(tag: string): string {
  return `Cycle.Measurement.${tag}`;
}
