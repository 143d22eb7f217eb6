import { expect, test } from 'vitest';
import { decodeJson, decodeNative } from '../../gateway/native/decode.ts';

const heartbeat = {
  id: 'h-1',
  type: 'heartbeat',
  at: 1_795_000_000_000,
  station: 'BD1/SMT/SMT1/PLACE',
};
const decode = (text: string) => decodeJson('test', new TextEncoder().encode(text));
const codesOf = ({ problems }: ReturnType<typeof decode>) => problems.map(({ code }) => code);

test.each([
  [
    'nested beyond any event',
    `{"at":1,"type":"heartbeat","x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
  ],
  ['a type nested beyond any event', `{"type":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
])('a message %s is refused, not a fault of our own', (_name, text) => {
  expect(codesOf(decode(text))).toEqual(['wrong_shape']);
});

test.each([
  ['a prototype key', `{"__proto__":{"lot":"R-1"},${JSON.stringify(heartbeat).slice(1)}`],
  ['half a character in an id', JSON.stringify({ ...heartbeat, id: 'h-\ud800' })],
  [
    'a number beyond all numbers',
    JSON.stringify({ ...heartbeat, v: 1 }).replace('"v":1', '"v":1e999'),
  ],
  ['a time in another century', JSON.stringify({ ...heartbeat, at: '2126-11-23T08:00:00Z' })],
  ['a type named like a method', JSON.stringify({ ...heartbeat, type: 'toString' })],
])('%s makes no event', (_name, text) => {
  const { events, problems } = decode(text);
  expect(events).toEqual([]);
  expect(problems).toHaveLength(1);
});

test('a person can read the reason, however much was wrong', () => {
  const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`field${n}`, n]));
  const [problem] = decode(JSON.stringify({ ...heartbeat, ...fields })).problems;
  expect(problem?.reason).toContain('field0');
  expect(problem?.reason.length).toBeLessThanOrEqual(2000);
});

test('a reason says for each field what was expected and what came, once', () => {
  const said = (fields: object) =>
    decode(JSON.stringify({ ...heartbeat, ...fields })).problems[0]?.reason;
  expect(said({ at: '29/11/2026 08:15' })).toBe(
    'at: expected an ISO 8601 time with an offset or Z, got "29/11/2026 08:15"',
  );
  expect(said({ station: undefined, torque: '3,5' })).toMatch(
    /^station: .+ received undefined\nUnrecognized key: "torque"$/,
  );
  const passed = { type: 'unit_processed', unit: 'U-1', operation: 'TEST', result: 'OK' };
  expect(said(passed)).toBe(
    'result: Invalid option: expected one of "pass"|"fail"|"aborted"|"skipped", got "OK"',
  );
  const measured = { type: 'measured', name: 'x'.repeat(300), value: 1 };
  expect(said(measured)).toMatch(/^name: [^\n]+, got "x{59}…$/);
});

test('ids that differ by case, by a zero or by how a letter is composed', () => {
  const idOf = (id: string) => decode(JSON.stringify({ ...heartbeat, id })).events[0]?.id;
  expect(new Set(['r-1', 'R-1', 'R-01'].map(idOf)).size).toBe(3);
  expect(idOf('Lô-1'.normalize('NFD'))).toBe(idOf('Lô-1'.normalize('NFC')));
});

test('a station of the topic written in decomposed letters is the one of the payload', () => {
  const station = 'BD1/SMT/SMT1/LẮP';
  const payload = new TextEncoder().encode(JSON.stringify({ ...heartbeat, station }));
  const { events } = decodeNative(
    'test',
    `lotline/v1/${station.normalize('NFD')}/heartbeat`,
    payload,
  );
  expect(events.map((event) => event.station)).toEqual([station.normalize()]);
});
