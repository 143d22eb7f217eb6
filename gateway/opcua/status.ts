import type { Clock } from '../../domain/clock.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import type { OpcuaConnectionConfig } from './config.ts';

export type OpcuaState = 'connecting' | 'connected' | 'silent' | 'disconnected';

/** How a connection is. `silent` is connected, but a station has said nothing usable for too long. */
export type OpcuaStatus = {
  readonly connection: string;
  readonly state: OpcuaState;
  readonly sinceMs: number;
  /** Of the last value of any kind; undefined before the first. */
  readonly lastDataAtMs: number | undefined;
  /** Times that the server dropped values because its queue was full, or lost a response. */
  readonly overflows: number;
  /** Values with a bad status: none of them became an event. */
  readonly badValues: number;
  /** Why it is not well, and what to do. */
  readonly reason: string | undefined;
  readonly stations: readonly {
    readonly station: StationPath;
    readonly lastDataAtMs: number | undefined;
    readonly isSilent: boolean;
  }[];
};

type Link = {
  readonly state: 'connecting' | 'connected' | 'disconnected';
  readonly reason?: string;
};

type Options = {
  readonly config: OpcuaConnectionConfig;
  readonly clock: Clock;
  readonly onStatus: (status: OpcuaStatus) => void;
};

const reportEveryMs = 500;

/** Keeps the status of one connection and reports it when it is another one, at most twice a second. */
export class StatusKeeper {
  readonly #options: Options;
  readonly #stationSeenMs = new Map<StationPath, number>();
  #link: Link = { state: 'connecting' };
  #linkSinceMs = 0;
  #state: OpcuaState = 'connecting';
  #sinceMs = 0;
  #lastDataAtMs: number | undefined;
  #overflows = 0;
  #badValues = 0;
  #reported = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.setLink({ state: 'connecting' });
    this.#timer = setInterval(() => this.#report(), reportEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  setLink(link: Link): void {
    if (link.state !== this.#link.state || this.#linkSinceMs === 0) {
      this.#linkSinceMs = this.#options.clock.nowMs();
    }
    this.#link = link;
    this.#report();
  }

  /** Any value is a sign of life of the connection; only a usable one is of the station. */
  onValue(station: StationPath, isUsable: boolean): void {
    const nowMs = this.#options.clock.nowMs();
    this.#lastDataAtMs = nowMs;
    if (isUsable) this.#stationSeenMs.set(station, nowMs);
    else this.#badValues += 1;
  }

  onBadValue(): void {
    this.#badValues += 1;
  }

  onOverflow(times: number): void {
    this.#overflows += times;
  }

  #report(): void {
    const status = this.#status();
    const written = JSON.stringify(status);
    if (written === this.#reported) return;
    this.#reported = written;
    this.#options.onStatus(status);
  }

  #status(): OpcuaStatus {
    const { config, clock } = this.#options;
    const nowMs = clock.nowMs();
    const stations = config.stations.map(({ station, silentAfterMs = config.silentAfterMs }) => {
      const seenMs = this.#stationSeenMs.get(station);
      const quietSinceMs = Math.max(seenMs ?? 0, this.#linkSinceMs);
      const isSilent = this.#link.state === 'connected' && nowMs - quietSinceMs > silentAfterMs;
      return { station, lastDataAtMs: seenMs, isSilent };
    });
    const silent = stations.filter(({ isSilent }) => isSilent).map(({ station }) => station);
    const state = silent.length > 0 ? 'silent' : this.#link.state;
    if (state !== this.#state || this.#sinceMs === 0) {
      this.#state = state;
      this.#sinceMs = nowMs;
    }
    const silence = `connected, but nothing usable comes from ${silent.join(', ')}: check that it runs`;
    return {
      connection: config.name,
      state,
      sinceMs: this.#sinceMs,
      lastDataAtMs: this.#lastDataAtMs,
      overflows: this.#overflows,
      badValues: this.#badValues,
      reason: silent.length > 0 ? silence : this.#link.reason,
      stations,
    };
  }
}
