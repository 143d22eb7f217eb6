import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import { createDocuments } from './exports/documents.ts';
import { exportsList } from './exports/exports.ts';
import type { ExportSettings } from './exports/protocol.ts';

assert(parentPort !== null, 'this file is the entry of a thread');
const main = parentPort;
const settings = workerData as ExportSettings; // Given by the Exporter, which starts this thread.

main.on(
  'message',
  createDocuments(exportsList, settings, (reply) => {
    const piece = 'piece' in reply ? reply.piece : undefined;
    main.postMessage(reply, piece === undefined ? [] : [piece.buffer as ArrayBuffer]); // Made in this thread, not shared.
  }),
);
