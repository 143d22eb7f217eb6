import { createHash } from 'node:crypto';
import { stationPath } from '../../domain/equipment-path.ts';
import { eventSchemas, type FactoryEvent, factoryEvent } from '../../domain/events/event.ts';
import { Known } from '../../domain/known.ts';
import { explain } from './explain.ts';

/** What a message holds: events, and what in it could not become one. */
export type Decoded = {
  readonly events: readonly FactoryEvent[];
  readonly problems: readonly Problem[];
};
export type Problem = {
  readonly code:
    | 'not_json'
    | 'wrong_shape'
    | 'unknown_type'
    | 'invalid_event'
    | 'contradiction'
    | 'unknown_topic';
  readonly reason: string;
  /** Of the event it concerns, when it has one. */
  readonly id?: string;
  /** The station it is about, where topic or payload say one. */
  readonly station?: string;
};

/** More events than this in one message are refused. */
export const eventsPerMessageMax = 1000;

const knownTypes: ReadonlySet<unknown> = new Set(eventSchemas.map(({ shape }) => shape.type.value));
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Deeper nesting than any event has. */
const depthMax = 64;
/** A reason is read by people; longer ones repeat themselves. */
const reasonMax = 2000;

/**
 * Reads a message of `lotline/v1/{site}/{area}/{line}/{station}/{type}`: one event or an array of
 * up to 1,000, JSON in UTF-8. Station and type come from the topic when the payload lacks them.
 */
export function decodeNative(source: string, topic: string, payload: Uint8Array): Decoded {
  const { fields, station } = readTopic(topic);
  if (fields === undefined) {
    const reason = `expected lotline/v1/{site}/{area}/{line}/{station}/{type}, got ${topic}`;
    return { events: [], problems: about(station, [{ code: 'unknown_topic', reason }]) };
  }
  const { events, problems } = decode(source, payload, fields);
  return { events, problems: about(station, problems) };
}

/** Reads one event or an array of up to 1,000, JSON in UTF-8, that say everything themselves. */
export function decodeJson(source: string, payload: Uint8Array): Decoded {
  return decode(source, payload, undefined);
}

type TopicFields = { readonly station: string; readonly type: string };
type Topic = { readonly station: string; readonly fields?: TopicFields };

/** Machines say the same few topics again and again. */
const topicsKnown = new Known<string, Topic>(10_000);

function readTopic(topic: string): Topic {
  const known = topicsKnown.get(topic);
  if (known !== undefined) return known;
  const [, , site, area, line, station, type, ...rest] = topic.split('/');
  const path = `${site}/${area}/${line}/${station}`;
  const isOurs = topic.startsWith('lotline/v1/') && type !== undefined && rest.length === 0;
  const read = { station: path, ...(isOurs && { fields: { station: path, type } }) };
  topicsKnown.set(topic, read);
  return read;
}

function decode(source: string, payload: Uint8Array, topic: TopicFields | undefined): Decoded {
  const parsed = parseJson(payload);
  if (!('problem' in parsed) && isDeeperThan(depthMax, parsed.value)) {
    return failed({ code: 'wrong_shape', reason: `expected at most ${depthMax} levels` });
  }
  if ('problem' in parsed) return failed(parsed.problem);
  const candidates = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  if (candidates.length === 0 || candidates.length > eventsPerMessageMax) {
    return failed({
      code: 'wrong_shape',
      reason: `expected 1 to ${eventsPerMessageMax} events in a message, got ${candidates.length}`,
    });
  }
  const events: FactoryEvent[] = [];
  const problems: Problem[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const where = Array.isArray(parsed.value) ? `event ${index + 1}: ` : '';
    const result = readEvent(source, candidate, topic);
    if ('event' in result) events.push(result.event);
    else {
      const reason = (where + result.reason).slice(0, reasonMax);
      problems.push(...about(stationIn(candidate), [{ ...result, reason }]));
    }
  }
  return { events, problems };
}

function parseJson(payload: Uint8Array): { value: unknown } | { problem: Problem } {
  try {
    return { value: JSON.parse(decoder.decode(payload)) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: { code: 'not_json', reason: `expected JSON in UTF-8: ${detail}` } };
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // Every message comes through here: no lists are made of what is in it.
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && isDeeperThan(levels - 1, inner)) return true;
  }
  return false;
}

function readEvent(
  source: string,
  candidate: unknown,
  topic: TopicFields | undefined,
): { event: FactoryEvent } | Problem {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate)) {
    return { code: 'wrong_shape', reason: 'expected an object' };
  }
  const fields: Fields = { ...candidate };
  const contradiction = topic === undefined ? undefined : fillFrom(topic, fields);
  if (contradiction !== undefined) return withId(contradiction, fields.id);
  if (!knownTypes.has(fields.type)) {
    const reason = `there is no event type ${JSON.stringify(fields.type)}; docs/reference/events.md lists them`;
    return withId({ code: 'unknown_type', reason }, fields.id);
  }
  if (fields.id === undefined) fields.id = deterministicId(source, topic, fields);
  const result = factoryEvent.safeParse(fields);
  if (result.success) return { event: result.data };
  return withId({ code: 'invalid_event', reason: explain(result.error, fields) }, fields.id);
}

/** Takes station and type from the topic; tells when the payload says otherwise. */
function fillFrom(topic: TopicFields, fields: Fields): Problem | undefined {
  for (const name of ['station', 'type'] as const) {
    const said = fields[name];
    if (said !== undefined && normalised(said) !== topic[name].normalize()) {
      return {
        code: 'contradiction',
        reason: `the topic says ${name} ${topic[name]}, the payload ${JSON.stringify(said)}`,
      };
    }
    fields[name] = topic[name];
  }
  return undefined;
}

function normalised(said: unknown): unknown {
  return typeof said === 'string' ? said.normalize() : said;
}

/**
 * The id of an event whose producer gave none: the same source, topic, time and content give the
 * same id, so that a message sent again is recognised.
 */
function deterministicId(source: string, topic: TopicFields | undefined, fields: Fields): string {
  const content = JSON.stringify([source, topic?.station, topic?.type, fields]);
  return `auto-${createHash('sha256').update(content).digest('base64url').slice(0, 27)}`;
}

function withId(problem: Problem, id: unknown): Problem {
  return typeof id === 'string' ? { ...problem, id } : problem;
}

function failed(problem: Problem): Decoded {
  return { events: [], problems: [problem] };
}

/** The same problems, with the station they are about if that is one. */
function about(station: unknown, problems: readonly Problem[]): readonly Problem[] {
  if (problems.length === 0) return problems;
  const path = stationPath.safeParse(station).data;
  return path === undefined ? problems : problems.map((one) => ({ ...one, station: path }));
}

function stationIn(candidate: unknown): unknown {
  return typeof candidate === 'object' && candidate !== null && 'station' in candidate
    ? candidate.station
    : undefined;
}

type Fields = { id?: unknown; station?: unknown; type?: unknown };
