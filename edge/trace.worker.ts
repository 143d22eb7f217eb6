import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import { createClock } from '../domain/clock.ts';
import { FactoryError } from '../domain/factory-error.ts';
import { createEngine } from './engine/engine.ts';
import { Chunks } from './engine-thread/chunks.ts';
import type {
  EngineCommand,
  EngineNews,
  EngineReach,
  EngineSettings,
} from './engine-thread/protocol.ts';
import { openForReading } from './store/database.ts';
import { createReadingGate } from './store/reading-gate.ts';
import type { TraceParams } from './trace/params.ts';

/** How often the engine looks for what the log gained; a question never waits for it. */
const tickMs = 20;
const reportMs = 1000;
const saveCheckMs = 600_000;

assert(parentPort !== null, 'this file is the entry of a thread');
const main = parentPort;
const settings = workerData as EngineSettings; // Given by EngineThread, which starts this thread.
const startedMs = performance.now();
const db = openForReading(settings.file);
const chunks = new Chunks(settings.folder, db);
const opened = chunks.open();
const context = {
  db,
  clock: createClock(Date.now, settings.clock),
  clockSpeed: settings.clock?.speed ?? 1,
  plant: settings.plant,
};
const engine = createEngine(context, opened, createReadingGate(settings.gate).writes);
engine.follow();
const from = opened.reason === undefined ? 'files' : `rows: ${opened.reason}`;
tell({ kind: 'ready', loadMs: performance.now() - startedMs, from, ...reach() });

let told = reach();
const ticks = setInterval(() => engine.follow(), tickMs);
const reports = setInterval(() => {
  if (engine.reachedSeq() === told.reachedSeq) return;
  told = reach();
  tell({ kind: 'reached', ...told });
}, reportMs);
let saving = Promise.resolve();
const saves = setInterval(() => {
  if (chunks.isDue(engine.reachedSeq())) saving = saving.then(save);
}, saveCheckMs);

main.on('message', (command: EngineCommand) => {
  if (command.kind === 'list') tell(...answer(command.id, command.params));
  else void stop();
});

async function stop(): Promise<void> {
  clearInterval(ticks);
  clearInterval(reports);
  clearInterval(saves);
  engine.follow();
  await saving;
  await save();
  db.close();
  main.close();
}

/** Without the files the next start takes longer, and that is all. */
async function save(): Promise<void> {
  const atMs = performance.now();
  try {
    await chunks.save(opened.genealogy, engine.reachedSeq());
    tell({ kind: 'saved', saveMs: performance.now() - atMs });
  } catch (error) {
    tell({ kind: 'not_saved', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** What is not the question's own mistake ends the thread: the arrays may be half changed. */
function answer(id: number, params: TraceParams): [EngineNews, ArrayBufferLike?] {
  try {
    const list = engine.list(params);
    // A long list has its own memory, which moves; a short one lies in the engine's.
    const isAlone = list.byteLength === list.buffer.byteLength;
    const json = isAlone ? list : new Uint8Array(list);
    return [{ kind: 'answer', id, json }, json.buffer];
  } catch (error) {
    if (!(error instanceof FactoryError)) throw error;
    return [{ kind: 'refused', id, code: error.code, message: error.message }];
  }
}

function reach(): EngineReach {
  return { reachedSeq: engine.reachedSeq(), bytes: engine.bytes() };
}

function tell(news: EngineNews, moved?: ArrayBufferLike): void {
  main.postMessage(news, moved instanceof ArrayBuffer ? [moved] : []);
}
