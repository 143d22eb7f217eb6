import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type EdgeFile, edgeInMemory, message } from '../../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23);
const runs = { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 300) };

type Said = { readonly type: string; readonly lot: string; readonly minute: number };

/** What is said of one tank, in the order of its times: few lots, so that one comes on twice. */
const said = fc
  .array(
    fc.record({
      type: fc.constantFrom('lot_mounted', 'lot_mounted', 'lot_topped_up', 'lot_dismounted'),
      lot: fc.constantFrom('G-1', 'G-2', 'G-3'),
    }),
    { minLength: 3, maxLength: 10 },
  )
  .map((marks): readonly Said[] => marks.map((mark, minute) => ({ ...mark, minute })));

let edge: EdgeFile;
let tanks = 0;

beforeAll(() => {
  edge = edgeInMemory();
});

test('what is said of a tank late gives the same intervals as if it had been said in time', () => {
  fc.assert(
    fc.property(said.chain(withArrival), ({ marks, arrival }) => {
      expect(intervalsAfter(arrival)).toEqual(intervalsAfter(marks));
    }),
    runs,
  );
}, 120_000);

test('what is said of a tank and taken back leaves nothing in its intervals', () => {
  fc.assert(
    fc.property(said, fc.nat(), (marks, pick) => {
      const wrong = marks[pick % marks.length];
      const right = marks.filter((mark) => mark !== wrong);
      expect(intervalsAfter(marks, wrong)).toEqual(intervalsAfter(right));
    }),
    runs,
  );
}, 120_000);

function withArrival<T>(marks: readonly T[]) {
  const arrival = fc.shuffledSubarray([...marks], { minLength: marks.length });
  return arrival.map((shuffled) => ({ marks, arrival: shuffled }));
}

/** The intervals of a tank of its own after one event at a time, and after one is taken back. */
function intervalsAfter(marks: readonly Said[], takenBack?: Said): readonly unknown[] {
  tanks += 1;
  const slot = `TANK-${tanks}`;
  const idOf = ({ minute }: Said) => `${slot}-${minute}`;
  const events: object[] = marks.map((mark) => {
    const { type, lot, minute } = mark;
    const at = startMs + minute * 60_000;
    return { id: idOf(mark), type, at, station: 'BD1/ASM/ASM1/GLUE', slot, lot };
  });
  if (takenBack !== undefined) {
    const event = idOf(takenBack);
    events.push({ id: `${slot}-R`, type: 'event_retracted', at: startMs, event, reason: 'wrong' });
  }
  for (const event of events) {
    expect(edge.recordMessages([message(event)])).toMatchObject([{ outcome: 'recorded' }]);
  }
  return edge.db
    .prepare(`
      SELECT object.code, start_ms, mount.kind, from_ms, to_ms, share
      FROM mount JOIN object ON object.id = lot_id WHERE slot = ? ORDER BY start_ms, code`)
    .all(slot);
}
