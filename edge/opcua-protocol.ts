import type { MessagePort } from 'node:worker_threads';
import type { CheckReply, CheckRequest } from '../domain/check.ts';
import type { ClockSettings } from '../domain/clock.ts';
import type { OpcuaConfig } from '../gateway/opcua/config.ts';
import type { OpcuaStatus } from '../gateway/opcua/status.ts';
import type { SinkLimits } from './ingest/sink.ts';

/** What the thread of the OPC UA clients is started with; `port` leads to the writer. */
export type OpcuaSettings = {
  readonly config: OpcuaConfig;
  readonly pkiFolder: string;
  readonly port: MessagePort;
  readonly limits: SinkLimits;
  readonly clock?: ClockSettings;
};

export type OpcuaCommand =
  | { readonly kind: 'checked'; readonly id: number; readonly reply: CheckReply | undefined }
  | { readonly kind: 'stop' };

export type OpcuaNews =
  | { readonly kind: 'status'; readonly status: OpcuaStatus }
  | { readonly kind: 'check'; readonly id: number; readonly request: CheckRequest }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn';
      readonly fields: object;
      readonly message: string;
    };
