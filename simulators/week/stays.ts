import type { Random } from '../base/random.ts';
import { dayMs, planEdges, plannedAt, weekStartMs } from './plan.ts';
import type { Span } from './spans.ts';

export type WeekState =
  | 'producing'
  | 'standby_starved'
  | 'standby_blocked'
  | 'setup'
  | 'unscheduled_down'
  | 'scheduled_down'
  | 'engineering'
  | 'not_scheduled'
  | 'no_data';

export type Loss = 'failure' | 'setup' | 'material' | 'waiting' | 'planned' | 'quality' | 'other';

/** Why a station truly stood in a part of a stop, and who told. */
export type Cause = Span & {
  readonly loss: Loss;
  readonly reason: string;
  readonly by: 'person' | 'machine' | 'alarm';
};

/** A station was in one state from one moment to another, in truth. */
export type Stay = Span & {
  readonly state: WeekState;
  /** What the machine says beside the state. */
  readonly machineReason?: string;
  readonly alarm?: string;
  /** The machine says the same state again, with other words. */
  readonly repeats: readonly { readonly atMs: number; readonly reason?: string }[];
  readonly causes: readonly Cause[];
};

/** The plant's reasons with how each counts. */
export const reasons: Readonly<Record<string, Loss>> = {
  jam: 'failure',
  nozzle: 'failure',
  breakdown: 'failure',
  material_missing: 'material',
  no_order: 'waiting',
  no_operator: 'other',
  quality_check: 'quality',
  changeover: 'setup',
  maintenance: 'planned',
};
export const alarmCodes: Readonly<Record<string, string>> = { E417: 'nozzle' };

const minuteMs = 60_000;
export const weekEndMs = weekStartMs + 7 * dayMs;

type Kind = {
  readonly weight: number;
  readonly state: WeekState;
  readonly minutes: readonly [number, number];
  readonly machineReason?: string;
  readonly alarm?: string;
  /** What people say of it: one reason for all of it, or one for each half. */
  readonly people?: readonly string[];
  /** Comes again after a short run; people explain both at once. */
  readonly twice?: true;
};

const down = 'unscheduled_down';
const kinds: readonly Kind[] = [
  { weight: 14, state: down, minutes: [0.1, 1.9] },
  { weight: 4, state: down, minutes: [0.2, 1.9], machineReason: 'jam' },
  { weight: 2, state: down, minutes: [0.3, 1.8], people: ['breakdown'] },
  { weight: 2, state: down, minutes: [2, 2] },
  { weight: 8, state: down, minutes: [2, 50], machineReason: 'jam' },
  { weight: 6, state: down, minutes: [2.5, 40], alarm: 'E417', machineReason: 'jam' },
  { weight: 2, state: down, minutes: [3, 20], alarm: 'E999' },
  { weight: 4, state: down, minutes: [4, 60] },
  { weight: 4, state: down, minutes: [4, 60], people: ['breakdown'] },
  { weight: 4, state: down, minutes: [6, 90], people: ['breakdown', 'material_missing'] },
  { weight: 3, state: down, minutes: [5, 30], people: ['no_operator'] },
  { weight: 2, state: down, minutes: [3, 20], people: ['quality_check'], twice: true },
  { weight: 2, state: down, minutes: [5, 30], people: ['maintenance', 'quality_check'] },
  { weight: 1, state: down, minutes: [400, 800], machineReason: 'breakdown' },
  { weight: 9, state: 'standby_starved', minutes: [0.1, 1.9] },
  { weight: 9, state: 'standby_starved', minutes: [2.1, 30] },
  { weight: 3, state: 'standby_starved', minutes: [3, 30], people: ['no_order'] },
  { weight: 6, state: 'standby_blocked', minutes: [0.1, 1.9] },
  { weight: 7, state: 'standby_blocked', minutes: [2.1, 25] },
  { weight: 2, state: 'standby_blocked', minutes: [3, 25], people: ['material_missing'] },
  { weight: 5, state: 'setup', minutes: [1, 25], machineReason: 'changeover' },
  { weight: 2, state: 'setup', minutes: [4, 25], people: ['jam'] },
  { weight: 2, state: 'scheduled_down', minutes: [10, 60] },
  { weight: 2, state: 'scheduled_down', minutes: [1, 40], machineReason: 'maintenance' },
  { weight: 1, state: 'scheduled_down', minutes: [10, 40], people: ['changeover'] },
  { weight: 2, state: 'engineering', minutes: [5, 45] },
  { weight: 2, state: 'not_scheduled', minutes: [5, 45] },
  { weight: 2, state: 'no_data', minutes: [3, 60] },
];
const weights = kinds.reduce((sum, { weight }) => sum + weight, 0);

/** What a station did all week: it is first heard of a little after the week begins, and never silent. */
export function liveWeek(line: string, random: Random): Stay[] {
  const stays: Stay[] = [];
  let nowMs = weekStartMs + random.int(1, 20 * minuteMs);
  const stay = (toMs: number, rest: Omit<Stay, keyof Span | 'repeats'>): void => {
    if (toMs <= nowMs) return;
    const last = stays.at(-1);
    if (last?.state === rest.state) stays.pop();
    const span = { fromMs: last?.state === rest.state ? last.fromMs : nowMs, toMs };
    stays.push({ ...span, ...rest, repeats: repeatsIn(span, rest.state, random) });
    nowMs = toMs;
  };
  while (nowMs < weekEndMs) {
    if (plannedAt(line, nowMs) === 'not_scheduled') {
      stay(nextWork(line, nowMs) + random.int(-5, 10) * minuteMs + random.int(0, 59_999), idle);
    }
    stay(nowMs + 30_000 + Math.round(-Math.log(1 - random.next()) * 32 * minuteMs), producing);
    if (random.chance(0.3) && plannedAt(line, nowMs) === 'not_scheduled') continue;
    const kind = kindOf(random);
    const [least, most] = kind.minutes;
    // Now and then a stop ends exactly where a shift or a break does.
    const edge = planEdges.find((ms) => ms > nowMs && ms < nowMs + most * minuteMs);
    const toMs =
      edge !== undefined && edge - nowMs >= least * minuteMs && random.chance(0.4)
        ? edge
        : nowMs + Math.round(random.between(least, most) * minuteMs);
    stay(toMs, stopOf(kind, { fromMs: nowMs, toMs }, random));
    if (kind.twice) {
      stay(nowMs + random.int(30_000, 20 * minuteMs), producing);
      const againMs = nowMs + random.int(2 * minuteMs, 15 * minuteMs);
      stay(againMs, stopOf(kind, { fromMs: nowMs, toMs: againMs }, random));
    }
  }
  return stays.filter(({ fromMs }) => fromMs < weekEndMs);
}

const producing = { state: 'producing', causes: [] } as const;
const idle = { state: 'not_scheduled', causes: [] } as const;

function nextWork(line: string, ms: number): number {
  const edges = planEdges.filter((edge) => edge > ms && plannedAt(line, edge) === 'work');
  return Math.min(...edges, weekEndMs + dayMs);
}

function kindOf(random: Random): Kind {
  let drawn = random.next() * weights;
  const found = kinds.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
  return found ?? { weight: 1, state: down, minutes: [1, 1] };
}

function stopOf(kind: Kind, span: Span, random: Random): Omit<Stay, keyof Span | 'repeats'> {
  const { state, machineReason, alarm, people } = kind;
  return {
    state,
    causes: people === undefined ? ownCauses(kind, span) : toldBy(people, span, random),
    ...(machineReason === undefined ? {} : { machineReason }),
    ...(alarm === undefined ? {} : { alarm }),
  };
}

/** An active alarm that the plant knows says more than the machine's own word. */
function ownCauses({ machineReason, alarm }: Kind, span: Span): Cause[] {
  const alarmed = alarmCodes[alarm ?? ''];
  const reason = alarmed ?? machineReason ?? '';
  const loss = reasons[reason];
  const by = alarmed === undefined ? 'machine' : 'alarm';
  return loss === undefined ? [] : [{ ...span, loss, reason, by }];
}

function toldBy(people: readonly string[], { fromMs, toMs }: Span, random: Random): Cause[] {
  const middleMs = people.length === 1 ? toMs : random.int(fromMs + 1000, toMs - 1000);
  const cuts = [fromMs, middleMs, toMs];
  return people.map((reason, part) => ({
    fromMs: cuts[part] ?? fromMs,
    toMs: cuts[part + 1] ?? toMs,
    reason,
    loss: reasons[reason] ?? 'other',
    by: 'person',
  }));
}

/** Machines repeat themselves: a long stop every two hours, others now and then. */
function repeatsIn({ fromMs, toMs }: Span, state: WeekState, random: Random): Stay['repeats'] {
  const everyMs = toMs - fromMs > 300 * minuteMs ? 120 * minuteMs : toMs - fromMs;
  const repeats: { atMs: number; reason?: string }[] = [];
  for (let atMs = fromMs + everyMs; atMs < toMs; atMs += everyMs) {
    repeats.push({ atMs, ...(state === down ? { reason: 'still down' } : {}) });
  }
  if (toMs - fromMs > 1000 && random.chance(0.1)) {
    repeats.push({ atMs: random.int(fromMs + 1, toMs - 1) });
  }
  return repeats;
}
