import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import { createClock } from '../domain/clock.ts';
import { decoders } from './decoders.ts';
import { projections } from './projections/projections.ts';
import type { WriterCommand, WriterNews, WriterSettings } from './store/protocol.ts';
import { createReadingGate } from './store/reading-gate.ts';
import { Writer } from './store/writer.ts';

assert(parentPort !== null, 'this file is the entry of a thread');
const main = parentPort;
const settings = workerData as WriterSettings; // Given by edge.ts, which starts this thread.

const writer = new Writer({
  file: settings.file,
  clock: createClock(Date.now, settings.clock),
  decoders,
  projections,
  gate: createReadingGate(settings.gate),
  tell: (news: WriterNews) => main.postMessage(news),
});
main.on('message', (command: WriterCommand) => {
  writer.handle(command);
  if (command.kind === 'stop') main.close();
});
