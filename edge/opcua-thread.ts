import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Interlock } from '../domain/check.ts';
import type { OpcuaStatus } from '../gateway/opcua/status.ts';
import type { OpcuaCommand, OpcuaNews, OpcuaSettings } from './opcua-protocol.ts';

/** The thread of the OPC UA clients, as the main thread sees it. */
export type OpcuaThread = {
  readonly worker: Worker;
  /** The last status of each connection. */
  readonly statuses: () => readonly OpcuaStatus[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

type Options = {
  readonly settings: OpcuaSettings;
  readonly interlock: Interlock;
  readonly log: Logger;
  readonly onDeath: (error: Error) => void;
};

/** Starts the clients of all configured machines in a thread of their own. */
export function startOpcua({ settings, interlock, log, onDeath }: Options): OpcuaThread {
  const worker = new Worker(new URL('./opcua.worker.ts', import.meta.url), {
    workerData: settings,
    transferList: [settings.port],
  });
  const statuses = new Map<string, OpcuaStatus>();
  const command = (message: OpcuaCommand): void => worker.postMessage(message);
  let isStopping = false;
  worker.on('message', (news: OpcuaNews) => {
    switch (news.kind) {
      case 'status':
        statuses.set(news.status.connection, news.status);
        break;
      case 'log':
        log[news.level](news.fields, news.message);
        break;
      case 'check':
        interlock(news.request).then(
          (reply) => command({ kind: 'checked', id: news.id, reply }),
          () => command({ kind: 'checked', id: news.id, reply: undefined }),
        );
        break;
    }
  });
  worker.on('error', (error) => onDeath(error as Error)); // Node rethrows what the thread threw.
  worker.on('exit', (code) => {
    if (!isStopping) onDeath(new Error(`the OPC UA thread ended by itself with code ${code}`));
  });

  return {
    worker,
    statuses: () => [...statuses.values()],
    [Symbol.asyncDispose]: async () => {
      isStopping = true;
      const ended = once(worker, 'exit');
      command({ kind: 'stop' });
      await ended;
    },
  };
}
