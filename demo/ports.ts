import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

export type Wish = { readonly name: string; readonly port: number };

/**
 * A port for each wish: the one wished for, else any free one, and then `onTaken` is told. All are
 * held until the last is found, so that no two are the same.
 */
export async function choosePorts(
  wishes: readonly Wish[],
  onTaken: (wish: Wish, chosen: number) => void,
): Promise<number[]> {
  const held: Server[] = [];
  try {
    for (const wish of wishes) {
      const server = (await listen(wish.port)) ?? (await listen(0));
      if (server === undefined) throw new Error(`there is no free port for ${wish.name}`);
      held.push(server);
      if (wish.port !== 0 && portOf(server) !== wish.port) onTaken(wish, portOf(server));
    }
    return held.map(portOf);
  } finally {
    await Promise.all(held.map(close));
  }
}

/** Undefined when the port is taken or not ours to take. */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('TCP has a port');
  return address.port;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
