import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';
import { serve } from './serve.ts';

/** The bare broker: no guard, nothing stored. What a durable broker on aedes cannot exceed. */
await serve(async () => {
  const aedes = await Aedes.createBroker({ concurrency: 10_000 });
  const server = createServer({ noDelay: true }, aedes.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ports: { port: (server.address() as AddressInfo).port }, // It listens on TCP.
    stop: () => new Promise((resolve) => aedes.close(resolve)),
  };
});
