import { badRequest, Problem } from './problem.ts';

/** Deeper nesting than any event has. */
const depthMax = 64;
/** More in one request are refused; its sender splits it. */
const eventsMax = 100_000;

const [quote, backslash, comma, newline] = [0x22, 0x5c, 0x2c, 0x0a];
const openings: ReadonlySet<number | undefined> = new Set([0x5b, 0x7b]);
const closings: ReadonlySet<number | undefined> = new Set([0x5d, 0x7d]);
const spaces: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const [arrayStart, arrayEnd] = [0x5b, 0x5d];

/**
 * The elements of a JSON array as they stand in the bytes: each becomes a message of its own, so
 * that one that is wrong is kept alone. A body that is no array, or a broken one, stays whole for the
 * decoder to judge.
 */
export function splitArray(body: Uint8Array): Uint8Array[] {
  const start = skipSpaces(body, 0);
  if (start === body.length) return [];
  const cuts = cutsOf(body, start);
  const end = cuts?.at(-1) ?? start;
  if (cuts === undefined || body[start] !== arrayStart || body[end] !== arrayEnd) return [body];
  const elements = cuts
    .slice(1)
    .map((cut, index) => body.subarray(skipSpaces(body, (cuts[index] ?? start) + 1), cut));
  const isEmpty = elements.length === 1 && elements[0]?.length === 0;
  return isEmpty ? [] : elements;
}

/** The lines that have anything in them. */
export function splitLines(body: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < body.length; ) {
    const found = body.indexOf(newline, start);
    const end = found === -1 ? body.length : found;
    const line = body.subarray(skipSpaces(body, start, end), end);
    if (line.length > 0) {
      cutsOf(line, 0);
      lines.push(line);
      limit(lines);
    }
    start = end + 1;
  }
  return lines;
}

/**
 * Where the outermost value opens, its commas, and where it closes; undefined when it does not close
 * at the end. Only strings and brackets are looked at. Refuses what is nested too deep.
 */
function cutsOf(body: Uint8Array, start: number): number[] | undefined {
  const cuts = [start];
  let depth = 0;
  for (let index = start; index < body.length; index++) {
    const byte = body[index];
    if (byte === quote) index = endOfString(body, index);
    else if (byte === comma && depth === 1) limit(cuts).push(index);
    else depth = depthAfter(byte, depth);
    if (depth === 0) {
      cuts.push(index);
      return skipSpaces(body, index + 1) === body.length ? cuts : undefined;
    }
  }
  return undefined;
}

function depthAfter(byte: number | undefined, depth: number): number {
  if (closings.has(byte)) return depth - 1;
  if (!openings.has(byte)) return depth;
  if (depth === depthMax) {
    throw badRequest([{ path: ['body'], message: `expected at most ${depthMax} levels` }]);
  }
  return depth + 1;
}

function limit<T>(parts: T[]): T[] {
  if (parts.length <= eventsMax) return parts;
  throw new Problem(413, `expected at most ${eventsMax} events in a request`);
}

/** The position of the closing quote, or the end of a body in which there is none. */
function endOfString(body: Uint8Array, opening: number): number {
  for (let index = opening + 1; index < body.length; index++) {
    if (body[index] === backslash) index += 1;
    else if (body[index] === quote) return index;
  }
  return body.length;
}

function skipSpaces(body: Uint8Array, start: number, end = body.length): number {
  let index = start;
  while (index < end && spaces.has(body[index])) index += 1;
  return index;
}
