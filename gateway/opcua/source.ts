import { LogLevel, setLogLevel } from 'node-opcua-client';
import type { Interlock } from '../../domain/check.ts';
import type { Clock } from '../../domain/clock.ts';
import type { EventSink } from '../../domain/event-sink.ts';
import type { OpcuaConfig } from './config.ts';
import { OpcuaConnection, type OpcuaLog } from './connection.ts';
import type { OpcuaStatus } from './status.ts';
import { openPki } from './wire/pki.ts';

export type OpcuaSourceOptions = {
  readonly config: OpcuaConfig;
  /** Holds our key and certificate and those that we trust; made when it does not exist. */
  readonly pkiFolder: string;
  readonly sink: EventSink;
  readonly interlock: Interlock;
  readonly clock: Clock;
  readonly log: OpcuaLog;
  readonly onStatus: (status: OpcuaStatus) => void;
};

export type OpcuaSource = {
  readonly start: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Reads all configured machines, each on its own: none waits for another. */
export function createOpcuaSource(options: OpcuaSourceOptions): OpcuaSource {
  const running = new AsyncDisposableStack();
  return {
    start: async () => {
      const { config, pkiFolder } = options;
      if (config.connections.length === 0) return;
      setLogLevel(LogLevel.Error); // Its warnings, printed on stdout, repeat what our status says.
      const pki = await openPki(pkiFolder);
      for (const one of config.connections) {
        const connection = running.use(new OpcuaConnection({ ...options, config: one, pki }));
        connection.start();
      }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
