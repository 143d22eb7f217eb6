import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import type { CheckReply, Interlock } from '../domain/check.ts';
import { createClock } from '../domain/clock.ts';
import { FactoryError } from '../domain/factory-error.ts';
import { createOpcuaSource } from '../gateway/opcua/source.ts';
import { Sink } from './ingest/sink.ts';
import type { OpcuaCommand, OpcuaNews, OpcuaSettings } from './opcua-protocol.ts';

assert(parentPort !== null, 'this file is the entry of a thread');
const main = parentPort;
const settings = workerData as OpcuaSettings; // Given by opcua-thread.ts, which starts this thread.
const sink = new Sink(settings.port, settings.limits);
const tell = (news: OpcuaNews): void => main.postMessage(news);

const asked = new Map<number, (reply: CheckReply | undefined) => void>();
let nextId = 1;
const interlock: Interlock = (request) =>
  new Promise((resolve, reject) => {
    const id = nextId++;
    asked.set(id, (reply) => {
      if (reply !== undefined) resolve(reply);
      else reject(new FactoryError('unavailable', 'the edge cannot answer checks now'));
    });
    tell({ kind: 'check', id, request });
  });

const source = createOpcuaSource({
  config: settings.config,
  pkiFolder: settings.pkiFolder,
  sink,
  interlock,
  clock: createClock(Date.now, settings.clock),
  log: {
    info: (fields, message) => tell({ kind: 'log', level: 'info', fields, message }),
    warn: (fields, message) => tell({ kind: 'log', level: 'warn', fields, message }),
  },
  onStatus: (status) => tell({ kind: 'status', status }),
});

main.on('message', (command: OpcuaCommand) => {
  if (command.kind === 'stop')
    void stop(); // A failure ends this thread, which the main one sees.
  else {
    asked.get(command.id)?.(command.reply);
    asked.delete(command.id);
  }
});
await source.start();

async function stop(): Promise<void> {
  await source[Symbol.asyncDispose]();
  await sink.drain();
  main.close();
}
