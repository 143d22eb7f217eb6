import { createEngine } from '../../edge/engine/engine.ts';
import { Chunks } from '../../edge/engine-thread/chunks.ts';
import { edgeIn, message } from './edge-file.ts';

/** A process that records one passage after the other and keeps the engine after each, until it is killed. */
const [file = '', folder = ''] = process.argv.slice(2);
const { db, context, recordMessages } = edgeIn(file);
const chunks = new Chunks(folder, db);
const opened = chunks.open();
const engine = createEngine(context, opened);
for (;;) {
  const id = `late-${process.pid}-${engine.reachedSeq()}`;
  const where = { station: 'BD1/SMT/SMT1/PRINT', operation: 'PRINT' };
  const at = '2026-11-23T01:30:00.000Z';
  const passed = { id, type: 'unit_processed', at, ...where, unit: `L-${id}`, result: 'pass' };
  recordMessages([message(passed)]);
  engine.follow();
  await chunks.save(opened.genealogy, engine.reachedSeq());
  process.stdout.write('.');
}
