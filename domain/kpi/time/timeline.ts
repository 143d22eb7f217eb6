import { assertNever } from '../../assert.ts';
import type { Interval } from '../../calendar/shift.ts';
import type { EquipmentState } from '../../events/equipment.ts';
import { cutAlong } from './cut-along.ts';
import { overlay } from './overlay.ts';

/** `clock_suspect`: the source's clock is off by more than is tolerated, so its times say nothing. */
export type StationState = EquipmentState | 'clock_suspect';

/** A stretch of time in one state, whole: not cut to the time that is asked for. */
export type StateSpan = Interval & {
  readonly state: StationState;
  readonly reason?: string;
  /** In a line's timeline: the station whose state the line has. */
  readonly cause?: string;
};

/** How a reason counts; see `timeClassOf`. */
export type LossKind =
  | 'failure'
  | 'setup'
  | 'material'
  | 'waiting'
  | 'planned'
  | 'quality'
  | 'other';

/** A statement why a station stood. Of two on one moment the later `atMs` counts, then the id. */
export type Classification = Interval & {
  readonly id: string;
  readonly atMs: number;
  readonly reason: string;
  readonly loss: LossKind;
};

/** What a moment counts as, inside planned work. */
export type TimeClass =
  | 'production'
  | 'setup'
  | 'micro_stop'
  | 'failure'
  | 'delay'
  | 'starved'
  | 'blocked'
  | 'waiting'
  | 'scheduled_down'
  | 'engineering'
  | 'not_scheduled'
  | 'no_data'
  | 'clock_suspect';

export type TimelineSpan = StateSpan & {
  readonly timeClass: TimeClass;
  /** Said by a person, or by an alarm; the reason of the state itself is in `reason`. */
  readonly classification?: Classification;
};

/** A station's or line's history: disjoint, in order; what it leaves open is `no_data`. */
export type Timeline = {
  readonly spans: readonly TimelineSpan[];
  /** Each failure from its beginning to the end of its repair, whatever shift or break is between. */
  readonly failures: readonly Interval[];
};

export type TimelineInput = {
  /**
   * In any order, overlapping or twice. To be the same for every question, they must reach
   * `microStopMs` further than the time that is asked for, on both sides.
   */
  readonly spans: readonly StateSpan[];
  readonly classifications?: readonly Classification[];
  /** A stop shorter than this, in milliseconds, is a micro-stop as long as nobody says otherwise. */
  readonly microStopMs: number;
};

/**
 * Lays states and reasons over each other. Where states overlap the one counts that says most about
 * what is wrong (`stateWeights`), so that overlapping or repeated stops are never summed.
 */
export function createTimeline({
  spans,
  classifications = [],
  microStopMs,
}: TimelineInput): Timeline {
  const states = withRuns(overlay(spans, compareStates));
  const said = overlay(classifications, compareClassifications);
  const classified = cutAlong(states, said).map(({ fromMs, toMs, base, cover }): TimelineSpan => {
    const { top: span, runMs } = base;
    const classification = cover?.top;
    const timeClass = timeClassOf({
      state: span.state,
      isShort: runMs < microStopMs,
      loss: classification?.loss,
    });
    const plain = { ...span, timeClass, fromMs, toMs };
    return classification === undefined ? plain : { ...plain, classification };
  });
  return { spans: classified, failures: failuresOf(classified) };
}

/**
 * After SEMI E10 and ISO 22400-2 (the mapping is ours): a reason says what a stop counts as, but
 * never makes a stop of production, nor knowledge of silence.
 */
function timeClassOf({ state, isShort, loss }: Situation): TimeClass {
  switch (state) {
    case 'producing':
      return 'production';
    case 'no_data':
    case 'clock_suspect':
    case 'not_scheduled':
    case 'engineering':
      return state;
    case 'setup':
    case 'scheduled_down':
      return loss === undefined ? state : classOfLoss(loss, state);
    case 'unscheduled_down':
    case 'standby_starved':
    case 'standby_blocked':
      if (loss !== undefined) return classOfLoss(loss, state);
      return isShort ? 'micro_stop' : longStops[state];
    default:
      return assertNever(state);
  }
}

const longStops = {
  unscheduled_down: 'failure',
  standby_starved: 'starved',
  standby_blocked: 'blocked',
} as const;

type Situation = {
  readonly state: StationState;
  /** The whole stop, of which this is a part, is shorter than the micro-stop threshold. */
  readonly isShort: boolean;
  readonly loss: LossKind | undefined;
};

function classOfLoss(loss: LossKind, state: StationState): TimeClass {
  switch (loss) {
    case 'failure':
    case 'setup':
      return loss;
    case 'planned':
      return 'scheduled_down';
    case 'material':
      return state === 'standby_blocked' ? 'blocked' : 'starved';
    case 'waiting':
      return 'waiting';
    case 'quality':
    case 'other':
      return 'delay';
    default:
      return assertNever(loss);
  }
}

/** What says most about the moment comes first: doubt about the clock, silence, then the stops. */
const stateWeights: readonly StationState[] = [
  'clock_suspect',
  'no_data',
  'unscheduled_down',
  'scheduled_down',
  'setup',
  'engineering',
  'standby_blocked',
  'standby_starved',
  'not_scheduled',
  'producing',
];

function compareStates(a: StateSpan, b: StateSpan): number {
  return (
    stateWeights.indexOf(a.state) - stateWeights.indexOf(b.state) ||
    a.fromMs - b.fromMs ||
    compareTexts(a.cause ?? '', b.cause ?? '') ||
    compareTexts(a.reason ?? '', b.reason ?? '') ||
    b.toMs - a.toMs
  );
}

function compareClassifications(a: Classification, b: Classification): number {
  return b.atMs - a.atMs || compareTexts(b.id, a.id);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

type StatePiece = Interval & { readonly top: StateSpan };

/** With how long the state of each piece lasted in all, other reasons and repeated messages included. */
function withRuns(pieces: readonly StatePiece[]): (StatePiece & { readonly runMs: number })[] {
  const runs: (StatePiece & { readonly runMs: number })[] = [];
  let first = 0;
  for (const [index, { toMs, top }] of pieces.entries()) {
    const next = pieces[index + 1];
    if (next?.fromMs === toMs && next.top.state === top.state) continue;
    const runMs = toMs - (pieces[first]?.fromMs ?? toMs);
    for (const piece of pieces.slice(first, index + 1)) {
      runs.push({ fromMs: piece.fromMs, toMs: piece.toMs, top: piece.top, runMs });
    }
    first = index + 1;
  }
  return runs;
}

function failuresOf(spans: readonly TimelineSpan[]): Interval[] {
  const failures: Interval[] = [];
  for (const { timeClass, fromMs, toMs } of spans) {
    if (timeClass !== 'failure') continue;
    const last = failures.at(-1);
    if (last?.toMs === fromMs) failures[failures.length - 1] = { fromMs: last.fromMs, toMs };
    else failures.push({ fromMs, toMs });
  }
  return failures;
}
