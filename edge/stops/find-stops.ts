import type { StationPath } from '../../domain/equipment-path.ts';
import type { EquipmentState } from '../../domain/events/equipment.ts';
import type { ReasonTree } from '../../domain/events/throughput.ts';
import { type Edition, editionAt } from '../settings/read.ts';
import { classify, type StopMark, type StopPart } from './classify.ts';
import type { AlarmRow, MarkRow, StateRow } from './rows.ts';

/** A stop of a station, with the reasons of its parts. */
export type FoundStop = {
  readonly station: StationPath;
  readonly state: EquipmentState;
  readonly fromMs: number;
  /** Up to where it is known; `isOpen` when it lasts. */
  readonly toMs: number;
  readonly isOpen: boolean;
  /** Shorter than what is worth a reason. */
  readonly isMicro: boolean;
  readonly parts: readonly StopPart[];
  readonly seq: number;
};

type Sources = {
  readonly states: readonly StateRow[];
  readonly marks: readonly MarkRow[];
  readonly alarms: readonly AlarmRow[];
  readonly reasons: readonly Edition<ReasonTree>[];
  /** Until when each station is heard; later is not known. */
  readonly knownUntilMs: (station: StationPath) => number;
  readonly microStopMs: number;
};

const stopped: ReadonlySet<EquipmentState> = new Set([
  'unscheduled_down',
  'scheduled_down',
  'setup',
  'standby_starved',
  'standby_blocked',
]);

/**
 * Every stop whole, however long before or after the window it lasts; the caller clips. Statements of
 * the same state one after the other are one stop: machines repeat themselves.
 */
export function findStops({ states, marks, alarms, reasons, ...limits }: Sources): FoundStop[] {
  const marksOf = Map.groupBy(marks, ({ stationId }) => stationId);
  const alarmsOf = Map.groupBy(alarms, ({ stationId }) => stationId);
  return joined(states, limits.knownUntilMs).map(({ stationId, reason, ...stop }) => {
    const tree = editionAt(reasons, stop.fromMs).body;
    const otherwise = byItself(tree, {
      reason,
      active: activeAt(alarmsOf.get(stationId) ?? [], stop.fromMs),
    });
    const said: readonly StopMark[] = marksOf.get(stationId) ?? [];
    return {
      ...stop,
      isMicro: !stop.isOpen && stop.toMs - stop.fromMs < limits.microStopMs,
      parts: classify(stop, said, otherwise),
    };
  });
}

type Joined = Omit<FoundStop, 'parts' | 'isMicro'> & {
  readonly stationId: number;
  readonly reason: string | null;
};

/** Stops only: what lies between two of them keeps them from touching. */
function joined(states: readonly StateRow[], knownUntilMs: Sources['knownUntilMs']): Joined[] {
  const spans: Joined[] = [];
  for (const { station, stationId, state, reason, fromMs, seq, ...row } of states) {
    if (!stopped.has(state)) continue;
    const toMs = row.toMs ?? knownUntilMs(station);
    if (toMs <= fromMs) continue;
    const isOpen = row.toMs === null;
    const last = spans.at(-1);
    const goesOn = last?.stationId === stationId && last.state === state && last.toMs === fromMs;
    if (goesOn) {
      spans[spans.length - 1] = { ...last, toMs, isOpen, reason: last.reason ?? reason };
    } else spans.push({ station, stationId, state, reason, fromMs, toMs, isOpen, seq });
  }
  return spans;
}

/** Of the alarms active when the stop begins, the one that came last before it; ties by code. */
function activeAt(alarms: readonly AlarmRow[], atMs: number): readonly AlarmRow[] {
  return alarms
    .filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || toMs > atMs))
    .toSorted((a, b) => b.fromMs - a.fromMs || (a.code < b.code ? -1 : 1));
}

function byItself(
  { reasons }: ReasonTree,
  { reason, active }: { readonly reason: string | null; readonly active: readonly AlarmRow[] },
): StopPart['said'] {
  for (const { code } of active) {
    const known = reasons.find(({ alarms, retired }) => !retired && alarms.includes(code));
    if (known !== undefined) return { reason: known.code, source: 'alarm' };
  }
  const known = reasons.find(
    ({ code, alarms, retired }) => code === reason || (!retired && alarms.includes(reason ?? '')),
  );
  return known === undefined ? undefined : { reason: known.code, source: 'machine' };
}
