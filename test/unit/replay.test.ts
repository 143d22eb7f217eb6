import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { decoders } from '../../edge/decoders.ts';
import { createFolder } from '../../edge/projections/fold.ts';
import { projections } from '../../edge/projections/projections.ts';
import { quarantinePage } from '../../edge/queries/quarantine-page.ts';
import { quarantinePreview } from '../../edge/queries/quarantine-preview.ts';
import type { Decode } from '../../edge/store/decoders.ts';
import type { SettleRequest } from '../../edge/store/protocol.ts';
import { createRecorder } from '../../edge/store/recorder.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const source = 'mqtt:glue-1';
const startMs = Date.UTC(2026, 10, 23, 1);
const group = { source, code: 'unknown_type' };

/** A message of the glue station; what is no object is sent as it is. */
function told(content: object | string): RawMessage {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const topic = `lotline/v1/${station}/unit_processed`;
  return { format: 'native-mqtt', source, topic, payload: Buffer.from(text), guaranteed: true };
}

const passed = (unit: string, minute = 0) =>
  told({ id: `p-${unit}`, at: startMs + minute * 60_000, unit, operation: 'GLUE', result: 'pass' });

/** The program of yesterday, which knew no events of this type. */
const unread: Decode = () => ({
  events: [],
  problems: [{ ...group, reason: 'there is no such type', station }],
});

/** An edge whose program of yesterday kept these messages, and that runs the one of today. */
function edgeThatKept(...messages: readonly RawMessage[]) {
  let nowMs = startMs;
  const { db, context } = edgeInMemory(() => nowMs);
  const clock = { nowMs: () => nowMs };
  const folder = () => createFolder(db, projections);
  const yesterday = { ...decoders, 'native-mqtt': unread };
  createRecorder(db, { decoders: yesterday, folder: folder(), clock }).record(messages);
  nowMs += 3_600_000;
  const { record, replay } = createRecorder(db, { decoders, folder: folder(), clock });
  const ask = (request: Partial<SettleRequest> = {}) =>
    replay({ act: 'read_again', which: group, after: 0, by: 'it-1', ...request });
  const page = quarantinePage.prepare(context);
  const found = (state: 'waiting' | 'settled') =>
    page({ state, limit: 50 }).messages.map(({ code, reason, times, settled }) => {
      return { code, reason, times, ...(settled && { settled }) };
    });
  const ids = () => db.prepare<[], string>('SELECT id FROM event_log ORDER BY seq').pluck().all();
  const preview = () => quarantinePreview.prepare(context)({ which: group, after: 0 });
  return { db, context, record, ask, found, ids, preview };
}

describe('messages in quarantine that are read again', () => {
  test('give their events once, and wait no more', () => {
    const { ask, ids, found, preview } = edgeThatKept(passed('U-1'), passed('U-2'));
    expect(preview()).toMatchObject({ messages: 2, readable: 2, events: 2, reasons: [] });
    expect(ids()).toEqual([]);
    expect(ask()).toEqual({ messages: 2, settled: 2, events: 2 });
    expect(ask()).toEqual({ messages: 0, settled: 0, events: 0 });
    expect([ids(), found('waiting')]).toEqual([['p-U-1', 'p-U-2'], []]);
    expect(found('settled')[0]?.settled).toEqual({
      ...{ as: 'read', by: 'it-1', at: '2026-11-23T02:00:00.000Z' },
    });
  });

  test('do not record again what came by another way meanwhile', () => {
    const { ask, record, ids, preview } = edgeThatKept(passed('U-1'));
    record([passed('U-1')]);
    expect(preview()).toMatchObject({ readable: 1, events: 0 });
    expect(ask()).toEqual({ messages: 1, settled: 1, events: 0 });
    expect(ids()).toEqual(['p-U-1']);
  });

  test('wait on with the reason of today where it is another, since when and as often as they came', () => {
    const half = told('{"id":');
    const { ask, found, preview } = edgeThatKept(half, half, passed('U-1'));
    expect(preview()).toMatchObject({ messages: 2, readable: 2, events: 1 });
    expect(ask()).toEqual({ messages: 2, settled: 2, events: 1 });
    expect(found('waiting')).toMatchObject([{ code: 'not_json', times: 2 }]);
  });

  test('that say something else under a known id stay, and are told why', () => {
    const { ask, record, found } = edgeThatKept(passed('U-1', 1));
    record([passed('U-1', 2)]);
    ask();
    expect(found('waiting')).toMatchObject([
      { code: 'conflict', reason: expect.stringContaining('p-U-1 is already in the log at 1') },
    ]);
    const conflicts = { which: { source, code: 'conflict' } };
    expect(ask(conflicts)).toEqual({ messages: 1, settled: 0, events: 0 });
  });

  test('are read in the order in which they came, page by page', () => {
    const units = Array.from({ length: 450 }, (_, n) => `U-${String(n).padStart(3, '0')}`);
    const { ask, ids } = edgeThatKept(...units.map((unit) => passed(unit)));
    let after = 0;
    const sizes: number[] = [];
    for (;;) {
      const { messages, cursor } = ask({ after });
      sizes.push(messages);
      if (cursor === undefined) break;
      after = cursor;
    }
    expect(sizes).toEqual([200, 200, 50]);
    expect(ids()).toEqual(units.map((unit) => `p-${unit}`));
  });

  test('make a trace complete at once, and what was known before stays as it was', () => {
    const { context, ask, record, db } = edgeThatKept(passed('U-2', 0));
    record([
      told({
        id: 's',
        type: 'unit_processed',
        at: startMs,
        unit: 'U-1',
        operation: 'GLUE',
        result: 'pass',
      }),
      {
        ...told({ id: 'm', at: startMs - 60_000, lot: 'G-1', slot: 'T' }),
        topic: `lotline/v1/${station}/lot_mounted`,
      },
    ]);
    const answer = trace.prepare(context);
    const gapsOf = () => {
      const { nodes, completeness } = answer({
        objects: ['lot:G-1' as ObjectRef], // As a request is parsed.
        direction: 'forward',
      } as Parameters<typeof answer>[0]);
      return [nodes.length, completeness.gaps.map(({ reason }) => reason)];
    };
    expect(gapsOf()).toEqual([2, ['unreadable_messages_in_quarantine']]);
    ask();
    expect(gapsOf()).toEqual([3, []]);
    const recordedAt = db.prepare('SELECT seq FROM event_log WHERE id = ?').pluck();
    expect(recordedAt.get('p-U-2')).toBe(3);
  });
});

describe('messages that are set aside', () => {
  const aside = { act: 'set_aside', why: 'a test of the scanner' } as const;

  test('limit no trace any more, and are found with who said why', () => {
    const { ask, ids, found } = edgeThatKept(told('{"id":'), passed('U-1'));
    expect(ask(aside)).toEqual({ messages: 2, settled: 2, events: 0 });
    expect([ids(), found('waiting')]).toEqual([[], []]);
    expect(found('settled').map(({ settled }) => settled?.why)).toEqual([aside.why, aside.why]);
  });

  test('wait again when the same comes once more: somebody still sends it', () => {
    const { ask, record, found } = edgeThatKept(told('{"id":'));
    ask(aside);
    record([told('{"id":')]);
    expect(found('waiting')).toMatchObject([{ code: 'not_json', times: 1 }]);
    expect(found('settled')).toMatchObject([{ code: 'unknown_type', times: 1 }]);
  });

  test('one by one, and none twice', () => {
    const { ask } = edgeThatKept(passed('U-1'), passed('U-2'));
    expect(ask({ ...aside, which: { id: 2 } })).toEqual({ messages: 1, settled: 1, events: 0 });
    expect(ask({ ...aside, which: { id: 2 } }).messages).toBe(0);
    expect(ask()).toEqual({ messages: 1, settled: 1, events: 1 });
  });
});
