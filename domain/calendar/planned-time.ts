import type { Interval, Shift } from './shift.ts';

export type PlannedKind = 'work' | 'break' | 'planned_stop' | 'not_scheduled';

/** What is planned for a stretch of time; `shift` is undefined where none runs. */
export type PlannedTime = Interval & {
  readonly kind: PlannedKind;
  readonly shift: Shift | undefined;
  /** The planned stop's name. */
  readonly name?: string;
  /** A planned stop for maintenance. */
  readonly isMaintenance?: boolean;
};

/** When a line shall stand though a shift runs. */
export type Rest = Interval & { readonly name: string; readonly isMaintenance: boolean };

type Plan = {
  /** In order, disjoint. */
  readonly shifts: readonly { readonly shift: Shift; readonly breaks: readonly Interval[] }[];
  /** In the order of beginning; they may overlap. */
  readonly stops: readonly Rest[];
};

/** The interval cut into what is planned for it: disjoint pieces, in order, without gaps. */
export function layPlan(interval: Interval, { shifts, stops }: Plan): PlannedTime[] {
  const plan: PlannedTime[] = [];
  let doneMs = interval.fromMs;
  const idleUntil = (toMs: number): void => {
    const endMs = Math.min(toMs, interval.toMs);
    if (endMs <= doneMs) return;
    plan.push({ fromMs: doneMs, toMs: endMs, kind: 'not_scheduled', shift: undefined });
    doneMs = endMs;
  };
  for (const { shift, breaks } of shifts) {
    idleUntil(shift.fromMs);
    const endMs = Math.min(shift.toMs, interval.toMs);
    const cuts = [doneMs, endMs];
    const inside = (ms: number): boolean => ms > doneMs && ms < endMs;
    for (const { fromMs, toMs } of [...breaks, ...stops]) {
      cuts.push(...[fromMs, toMs].filter(inside));
    }
    cuts.sort((a, b) => a - b);
    for (let index = 1; index < cuts.length; index++) {
      const piece = { fromMs: cuts[index - 1] ?? doneMs, toMs: cuts[index] ?? endMs };
      if (piece.toMs > piece.fromMs)
        append(plan, { ...piece, ...planned(piece, breaks, stops), shift });
    }
    doneMs = Math.max(doneMs, endMs);
  }
  idleUntil(interval.toMs);
  return plan;
}

/** Planned work within an interval that the plan covers. */
export function workWithin(plan: readonly PlannedTime[], { fromMs, toMs }: Interval): number {
  return plan
    .filter(({ kind }) => kind === 'work')
    .reduce(
      (sum, span) => sum + Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs)),
      0,
    );
}

function planned(
  { fromMs }: Interval,
  breaks: readonly Interval[],
  stops: readonly Rest[],
): Pick<PlannedTime, 'kind' | 'name' | 'isMaintenance'> {
  const covers = (span: Interval): boolean => span.fromMs <= fromMs && span.toMs > fromMs;
  const covering = stops.filter(covers);
  const stop = covering.find(({ isMaintenance }) => isMaintenance) ?? covering[0];
  if (stop !== undefined) {
    return { kind: 'planned_stop', name: stop.name, isMaintenance: stop.isMaintenance };
  }
  return { kind: breaks.some(covers) ? 'break' : 'work' };
}

function append(plan: PlannedTime[], piece: PlannedTime): void {
  const last = plan.at(-1);
  const isSame =
    last?.shift === piece.shift && last?.kind === piece.kind && last.name === piece.name;
  if (last !== undefined && isSame) plan[plan.length - 1] = { ...last, toMs: piece.toMs };
  else plan.push(piece);
}
