import { describe, expect, test } from 'vitest';
import { defineProjection, type Projection } from '../../edge/projections/define-projection.ts';
import { createFolder } from '../../edge/projections/fold.ts';
import { projections } from '../../edge/projections/projections.ts';
import { bringUpToDate } from '../../edge/projections/rebuild.ts';
import { sources } from '../../edge/projections/sources.ts';
import { type Database, migrate, openForWriting } from '../../edge/store/database.ts';
import { createRecorder, type Recorder } from '../../edge/store/recorder.ts';
import { decodeJson, decodeNative } from '../../gateway/native/decode.ts';
import { message } from '../support/edge-file.ts';

const at = '2026-11-23T08:00:00+07:00';
const station = 'BD1/SMT/SMT1/PLACE';

/** Cannot fold what the lot POISON does: a fault of our own, met only in the plant. */
const faulty = defineProjection({
  name: 'faulty',
  version: 1,
  tables: [],
  schema: '',
  prepare: () => ({
    folds: {
      lot_mounted: ({ lot }) => {
        if (lot === 'POISON') throw new Error('cannot fold this');
      },
    },
  }),
});

function open(all: readonly Projection[] = [...projections, faulty]): {
  db: Database;
  recorder: Recorder;
} {
  const db = openForWriting(':memory:');
  migrate(db);
  bringUpToDate(db, all, () => {});
  const recorder = createRecorder(db, {
    folder: createFolder(db, all),
    clock: { nowMs: () => 2_000_000_000_000 },
    decoders: {
      'native-mqtt': decodeNative,
      json: (source, _topic, payload) => decodeJson(source, payload),
      unknown: () => ({ events: [], problems: [{ code: 'unknown_topic', reason: 'unknown' }] }),
    },
  });
  return { db, recorder };
}

const mounted = (lot: string, slot = 'F1') => ({
  id: `m-${lot}-${slot}`,
  type: 'lot_mounted',
  at,
  station,
  lot,
  slot,
});

const outcomesOf = (receipts: ReturnType<Recorder['record']>) =>
  receipts.map((each) => each.map(({ outcome }) => outcome));

/** Fills the disk, as SQLite sees it: no page can be added until it is given back. */
function fillDisk(db: Database, pagesLeft = 0): () => void {
  const before = db.pragma('max_page_count', { simple: true });
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + pagesLeft}`);
  return () => db.pragma(`max_page_count = ${before}`);
}

describe('the recorder', () => {
  test('a message that our own code cannot fold is kept with the error, and all others are recorded', () => {
    const { db, recorder } = open();
    const batch = ['R-1', 'POISON', 'R-2', 'R-3'].map((lot) =>
      message([mounted('R-0', `F-${lot}`), mounted(lot)], `scan-${lot}`),
    );
    expect(outcomesOf(recorder.record(batch))).toEqual([
      ['recorded', 'recorded'],
      ['quarantined'],
      ['recorded', 'recorded'],
      ['recorded', 'recorded'],
    ]);
    const ids = db.prepare('SELECT id FROM event_log ORDER BY seq').pluck().all();
    expect(ids).toEqual([
      'm-R-0-F-R-1',
      'm-R-1-F1',
      'm-R-0-F-R-2',
      'm-R-2-F1',
      'm-R-0-F-R-3',
      'm-R-3-F1',
    ]);
    const kept = db.prepare<[], { code: string; reason: string; payload: Buffer; name: string }>(
      'SELECT code, reason, payload, name FROM quarantine JOIN source ON source.id = source_id',
    );
    expect(kept.all()).toEqual([
      {
        code: 'internal',
        reason: expect.stringContaining('cannot fold this'),
        payload: Buffer.from(batch[1]?.payload ?? []),
        name: 'scan-POISON',
      },
    ]);
    expect(db.prepare('SELECT SUM(events) FROM source_clock').pluck().get()).toBe(6);
  });

  test('a batch with a message that cannot be folded is still stored whole or not at all', () => {
    const { db, recorder } = open();
    const many = Array.from({ length: 300 }, (_, n) => message(mounted(`R-${n}`, `F${n}`)));
    const batch = [message(mounted('R-first')), message(mounted('POISON')), ...many];
    const giveBack = fillDisk(db, 20);
    expect(() => recorder.record(batch)).toThrow('full');
    expect(recorder.headSeq()).toBe(0);
    giveBack();
    expect(recorder.record(batch).flat()).toHaveLength(302);
    expect(recorder.headSeq()).toBe(301);
  });

  test('a full disk in the middle of a batch stores nothing of it, and all of it once there is room', () => {
    const { db, recorder } = open();
    recorder.record([message(mounted('R-1'))]);
    const many = Array.from({ length: 300 }, (_, n) => mounted(`R-${n + 2}`, `F${n}`));
    const batch = many.map((event) => message(event, `scan-${event.lot}`));

    const giveBack = fillDisk(db);
    expect(() => recorder.record(batch)).toThrow('full');
    expect(recorder.headSeq()).toBe(1);
    expect(db.prepare('SELECT COUNT(*) FROM object').pluck().get()).toBe(1);

    giveBack();
    expect(recorder.record(batch).flat()).toEqual(
      many.map(({ id }, n) => ({ id, outcome: 'recorded', seq: n + 2 })),
    );
    const lost = db.prepare(`
      SELECT COUNT(*) FROM event_log l
      WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.id = l.source_id)
        OR NOT EXISTS (SELECT 1 FROM mount m JOIN object o ON o.id = m.lot_id
          WHERE m.from_seq = l.seq AND o.code = l.body ->> '$.lot')`);
    expect(lost.pluck().get()).toBe(0);
  });

  test('a disk that fills up while a faulty message is put aside leaves no source that is not there', () => {
    const { db, recorder } = open();
    const big = { ...mounted('POISON'), operator: 'X'.repeat(100) };
    const batch = [
      message(
        Array.from({ length: 50 }, (_, n) => ({ ...big, id: `p${n}` })),
        'scan-new',
      ),
    ];
    const giveBack = fillDisk(db);
    expect(() => recorder.record(batch)).toThrow('full');
    giveBack();
    recorder.record([message(mounted('R-1'), 'other'), message(mounted('R-2', 'F2'), 'scan-new')]);
    const said = db.prepare(`
      SELECT l.body ->> '$.lot' AS lot, s.name FROM event_log l JOIN source s ON s.id = l.source_id`);
    expect(said.all()).toEqual([
      { lot: 'R-1', name: 'other' },
      { lot: 'R-2', name: 'scan-new' },
    ]);
  });

  test('an array with the same id twice records it once, and keeps what contradicts it', () => {
    const { db, recorder } = open();
    const [receipts] = recorder.record([
      message([mounted('R-1'), mounted('R-1'), { ...mounted('R-2'), id: 'm-R-1-F1' }]),
    ]);
    expect(receipts?.map(({ outcome }) => outcome)).toEqual([
      'recorded',
      'duplicate',
      'quarantined',
    ]);
    expect(db.prepare('SELECT code, times FROM quarantine').all()).toEqual([
      { code: 'conflict', times: 1 },
    ]);
  });

  test('an array with many wrong events is kept once, with each reason', () => {
    const { db, recorder } = open();
    const wrong = ['a', 'b', 'c'].map((field) => ({ ...mounted('R-1'), [field]: 1 }));
    const [receipts] = recorder.record([message(wrong)]);
    expect(receipts).toHaveLength(3);
    const kept = db.prepare<[], { times: number; reason: string }>(
      'SELECT times, reason FROM quarantine',
    );
    expect(kept.all()).toEqual([
      { times: 1, reason: expect.stringMatching(/event 1.*event 2.*event 3/s) },
    ]);
  });

  test('a log whose sources are all that is projected records what an edge does', () => {
    const { recorder } = open([sources]);
    const [receipts] = recorder.record([message(mounted('R-1'))]);
    expect(receipts?.map(({ outcome }) => outcome)).toEqual(['recorded']);
  });
});
