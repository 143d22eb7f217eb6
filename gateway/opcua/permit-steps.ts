import { DataType } from 'node-opcua-client';
import { checkRequest, type Interlock } from '../../domain/check.ts';
import type { PermitHandshake } from './config.ts';
import { type HandshakeContext, toReadings, typeOf } from './handshake-context.ts';
import type { HandshakeSteps, NodeAccess, StepOutcome } from './wire/handshake.ts';
import { toQualified } from './wire/node-address.ts';

type Verdict = { readonly isPermitted: boolean; readonly reason: string };

const reasonLengthMax = 200;

/**
 * Answers a machine that asks before it runs. While nobody knows (the service is unavailable) there
 * is no answer, neither yes nor no: the machine waits.
 */
export function createPermitSteps(
  context: HandshakeContext,
  permit: PermitHandshake,
  interlock: Interlock,
): HandshakeSteps {
  const { station, namespace } = context.tags;
  const qualify = (address: string) => toQualified(address, namespace);
  const answer = qualify(permit.answer);
  const subject = permit.unit ?? permit.lot;
  const nodes = [permit.request, ...(subject === undefined ? [] : [subject])];

  const judge = async (asked: unknown): Promise<Verdict> => {
    const about = permit.unit === undefined ? { lot: asked } : { unit: asked };
    const operation = permit.operation === undefined ? {} : { operation: permit.operation };
    const request = checkRequest.safeParse({ ...about, station, ...operation });
    if (!request.success) {
      return {
        isPermitted: false,
        reason: `the machine asked about no valid id: ${String(asked ?? '')}`,
      };
    }
    const { allow, reasons } = await interlock(request.data);
    return { isPermitted: allow, reason: reasons.map(({ message }) => message).join('; ') };
  };

  const raised = async (access: NodeAccess): Promise<StepOutcome> => {
    const [answered, ...group] = await access.read([answer, ...nodes.map(qualify)]);
    const readings = toReadings(nodes, group, context);
    if (readings === undefined) return 'not_yet';
    if (readings.get(permit.request)?.value === false) return 'done'; // The machine took it back.
    const { isPermitted, reason } = await judge(subject && readings.get(subject)?.value);
    if (permit.reason !== undefined) {
      const text = isPermitted ? '' : reason.slice(0, reasonLengthMax);
      await access.write(qualify(permit.reason), DataType.String, text);
    }
    const code = isPermitted ? permit.permitted : permit.refused;
    await access.write(answer, typeOf(answered, DataType.Int32), code);
    return 'done';
  };

  const lowered = async (access: NodeAccess): Promise<StepOutcome> => {
    const [answered] = await access.read([answer]);
    if (answered?.value?.value === permit.idle) return 'done';
    await access.write(answer, typeOf(answered, DataType.Int32), permit.idle);
    return 'done';
  };

  return { raised, lowered, onFailure: context.onFailure };
}
