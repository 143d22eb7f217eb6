import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../domain/assert.ts';
import { decoders } from '../../edge/decoders.ts';
import { sources } from '../../edge/projections/sources.ts';
import type { WriterCommand, WriterSettings } from '../../edge/store/protocol.ts';
import { Writer } from '../../edge/store/writer.ts';

assert(parentPort !== null, 'this file is the entry of a thread');
const main = parentPort;
const { file } = workerData as WriterSettings; // Given by the process that starts this thread.

const writer = new Writer({
  file,
  clock: { nowMs: Date.now },
  decoders,
  projections: [sources],
  tell: (news) => main.postMessage(news),
});
main.on('message', (command: WriterCommand) => {
  writer.handle(command);
  if (command.kind === 'stop') main.close();
});
