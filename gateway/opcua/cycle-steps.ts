import { DataType } from 'node-opcua-client';
import type { EventSink } from '../../domain/event-sink.ts';
import type { CycleHandshake } from './config-cycle.ts';
import { type CycleReading, toCycleEvent } from './cycle-event.ts';
import { toRawMessage } from './event-draft.ts';
import { type HandshakeContext, toReadings, typeOf } from './handshake-context.ts';
import type { HandshakeSteps, NodeAccess, StepOutcome } from './wire/handshake.ts';
import { toQualified, toTagName } from './wire/node-address.ts';

/**
 * Takes the result of a cycle over: read as one, committed, and only then acknowledged. Done again
 * after a restart of either side it makes the same event, which is recorded once.
 */
export function createCycleSteps(
  context: HandshakeContext,
  cycle: CycleHandshake,
  sink: EventSink,
): HandshakeSteps {
  const { connection, remark } = context;
  const { station, namespace } = context.tags;
  const qualify = (address: string) => toQualified(address, namespace);
  const acknowledge = qualify(cycle.acknowledge);
  const fields = [
    ...Object.values(cycle.group).map((field) => (typeof field === 'string' ? field : field.node)),
    ...cycle.measurements.map(({ node }) => node),
  ];
  const { trigger, number, numberEnd = number } = cycle;
  const nodes = [trigger, number, numberEnd, ...new Set(fields)];

  const recordCycle = async (reading: CycleReading): Promise<void> => {
    const receipts = await sink.append(toRawMessage(connection, [toCycleEvent(cycle, reading)]));
    for (const receipt of receipts) {
      if (receipt.outcome !== 'quarantined') continue;
      remark(
        `${toTagName(trigger)}: an event went to quarantine, correct the mapping: ${receipt.reason}`,
      );
    }
  };

  const raised = async (access: NodeAccess): Promise<StepOutcome> => {
    const found = await access.read([acknowledge, ...nodes.map(qualify)]);
    const [acknowledged, ...group] = found;
    const readings = toReadings(nodes, group, context);
    const triggered = readings?.get(trigger);
    const first = readings?.get(number)?.value;
    if (readings === undefined || triggered === undefined) return 'not_yet';
    if (triggered.value !== true) return 'done'; // The machine took it back.
    if (first === undefined || first !== readings.get(numberEnd)?.value) return 'not_yet';
    const values = new Map(nodes.map((node) => [node, readings.get(node)?.value]));
    const { atMs: triggeredAtMs } = triggered;
    await recordCycle({ connection, station, number: first, triggeredAtMs, values });
    await access.write(acknowledge, typeOf(acknowledged, DataType.Boolean), true);
    return 'done';
  };

  const lowered = async (access: NodeAccess): Promise<StepOutcome> => {
    const [acknowledged] = await access.read([acknowledge]);
    if (acknowledged?.value?.value === false) return 'done';
    await access.write(acknowledge, typeOf(acknowledged, DataType.Boolean), false);
    return 'done';
  };

  return { raised, lowered, onFailure: context.onFailure };
}
