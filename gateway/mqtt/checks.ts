import { z } from 'zod';
import {
  type CheckReply,
  type CheckRequest,
  checkRequest,
  type Interlock,
} from '../../domain/check.ts';
import { identifier } from '../../domain/ids.ts';
import { stationOfCheck } from './topics.ts';

const payloadBytesMax = 4096;

type CheckMessage = { readonly topic: string; readonly payload: Uint8Array };
type Desk = { readonly interlock: Interlock; readonly timeoutMs: number };

/**
 * Answers a machine's question. Never silent and never rejects: what cannot be read, known or
 * answered in time is answered with `allow: false` and says why.
 */
export async function answerCheck(message: CheckMessage, desk: Desk): Promise<CheckReply> {
  const question = parseQuestion(message);
  if ('problem' in question) return withId(question.id, deny(question.problem));
  const { request } = question;
  try {
    return withId(request.id, await inTime(desk, request));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return withId(request.id, deny(`the check could not be answered: ${why}`));
  }
}

type Question =
  | { readonly request: CheckRequest }
  | { readonly id: string | undefined; readonly problem: string };

function parseQuestion({ topic, payload }: CheckMessage): Question {
  if (payload.length > payloadBytesMax) {
    return { id: undefined, problem: `a check has at most ${payloadBytesMax} bytes` };
  }
  const body = parseObject(Buffer.from(payload).toString('utf8'));
  if (body === null) return { id: undefined, problem: 'a check is a JSON object' };
  const id = identifier.safeParse(body['id']).data;
  const station = stationOfCheck(topic);
  if (body['station'] !== undefined && body['station'] !== station) {
    return { id, problem: `the topic says station ${station}, the check another` };
  }
  const parsed = checkRequest.safeParse({ ...body, station });
  return parsed.success
    ? { request: parsed.data }
    : { id, problem: `not a check: ${z.prettifyError(parsed.error)}` };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : null;
  } catch {
    return null;
  }
}

async function inTime({ interlock, timeoutMs }: Desk, request: CheckRequest): Promise<CheckReply> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([interlock(request), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function deny(problem: string): CheckReply {
  return { allow: false, reasons: [{ code: 'unknown', message: problem }] };
}

/** The machine finds its question by the id, so the id is the question's own. */
function withId(id: string | undefined, { allow, reasons }: CheckReply): CheckReply {
  return id === undefined ? { allow, reasons } : { id, allow, reasons };
}
