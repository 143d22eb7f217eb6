import { join } from 'node:path';
import { migrate, openForWriting } from '../../edge/store/database.ts';

export type AppendOrder = { readonly seconds: number; readonly batchEvents: number };

/**
 * Appends rows like ours to the log's table, FULL, and does nothing else: what SQLite gives on this
 * machine without protocol, validation or projections.
 */
const [, , dataDir] = process.argv;
if (dataDir === undefined) throw new Error('expected the data folder as the argument');
const db = openForWriting(join(dataDir, 'append.db'));
migrate(db);
db.prepare("INSERT INTO source (name) VALUES ('bench')").run();
const insert = db.prepare(`
  INSERT INTO event_log (seq, id, type, at_ms, recorded_at_ms, source_id, body)
  VALUES (?, ?, 'unit_processed', ?, ?, 1, ?)
  ON CONFLICT (id) DO NOTHING`);
const body = JSON.stringify({ filler: 'x'.repeat(300) });
let seq = 0;
const append = db.transaction((count: number) => {
  const nowMs = Date.now();
  for (let index = 0; index < count; index += 1) {
    seq += 1;
    const machine = seq % 100;
    insert.run(seq, `m${machine}-${String(seq).padStart(9, '0')}`, nowMs, nowMs, body);
  }
});

process.on('message', ({ seconds, batchEvents }: AppendOrder) => {
  const before = seq;
  const beginAt = performance.now();
  while (performance.now() - beginAt < seconds * 1000) append.immediate(batchEvents);
  process.send?.({ eventsPerSecond: ((seq - before) / (performance.now() - beginAt)) * 1000 });
});
process.on('disconnect', () => {
  db.close();
  process.exit();
});
process.send?.({ port: 0 });
