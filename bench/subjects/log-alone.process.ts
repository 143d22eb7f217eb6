import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { Sink } from '../../edge/ingest/sink.ts';
import type { WriterCommand, WriterSettings } from '../../edge/store/protocol.ts';
import { createMqttBroker } from '../../gateway/mqtt/broker.ts';
import { mqttConfig } from '../../gateway/mqtt/config.ts';
import { serve } from './serve.ts';

/** Broker, sink and writer of the edge with the log as the only thing written, but for `sources`. */
await serve(async (dataDir) => {
  const settings: WriterSettings = { file: join(dataDir, 'lotline.db') };
  const writer = new Worker(new URL('./log-alone.worker.ts', import.meta.url), {
    workerData: settings,
  });
  await once(writer, 'message');
  const { port1, port2 } = new MessageChannel();
  writer.postMessage({ kind: 'connect', port: port1 } satisfies WriterCommand, [port1]);
  const sink = new Sink(port2);
  const broker = createMqttBroker({
    config: mqttConfig.parse({ port: 0, anonymous: true }),
    sink,
    interlock: () => Promise.reject(new Error('nobody asks in this benchmark')),
    log: pino({ level: 'warn' }),
  });
  const { port } = await broker.start();
  return {
    ports: { port },
    stop: async () => {
      await broker[Symbol.asyncDispose]();
      await sink.drain();
      writer.postMessage({ kind: 'stop' } satisfies WriterCommand);
      await once(writer, 'exit');
    },
  };
});
