import type { ReasonsReply } from '../../../edge/api/contract/calendar.ts';

export type Reason = ReasonsReply['current']['reasons'][number];

/** Depth first, each reason after the one above it; siblings keep their order. */
export function inTreeOrder(reasons: readonly Reason[]): Reason[] {
  const below = Map.groupBy(reasons, ({ parent }) => parent);
  const walk = (parent: string | undefined): Reason[] =>
    (below.get(parent) ?? []).flatMap((reason) => [reason, ...walk(reason.code)]);
  return walk(undefined);
}

/** How many reasons stand above it. */
export function depthOf(reasons: readonly Reason[], code: string): number {
  const parent = reasons.find((reason) => reason.code === code)?.parent;
  return parent === undefined ? 0 : 1 + depthOf(reasons, parent);
}

function isBelow(reasons: readonly Reason[], code: string, above: string): boolean {
  const parent = reasons.find((reason) => reason.code === code)?.parent;
  return parent !== undefined && (parent === above || isBelow(reasons, parent, above));
}

/** The reasons under which one may stand: not itself, nor what stands below it. */
export function parentsFor(reasons: readonly Reason[], code: string): Reason[] {
  return reasons.filter((one) => one.code !== code && !isBelow(reasons, one.code, code));
}

/** One place up or down among those beside it, with all that stands below it. */
export function moved(reasons: readonly Reason[], code: string, by: 1 | -1): Reason[] {
  const siblings = siblingsOf(reasons, code);
  const other = siblings[siblings.findIndex((one) => one.code === code) + by];
  if (other === undefined) return [...reasons];
  return by === 1 ? placed(reasons, other.code, code) : placed(reasons, code, other.code);
}

/** Before another one, beside which it then stands. Under itself it cannot. */
export function placed(reasons: readonly Reason[], code: string, before: string): Reason[] {
  const one = reasons.find((reason) => reason.code === code);
  const other = reasons.find((reason) => reason.code === before);
  const isPossible = one !== undefined && other !== undefined && code !== before;
  if (!isPossible || isBelow(reasons, before, code)) return [...reasons];
  const rest = reasons.filter((reason) => reason !== one);
  const at = rest.indexOf(other);
  const { parent: _, ...bare } = one;
  const put = other.parent === undefined ? bare : { ...bare, parent: other.parent };
  return inTreeOrder([...rest.slice(0, at), put, ...rest.slice(at)]);
}

export function siblingsOf(reasons: readonly Reason[], code: string): Reason[] {
  const parent = reasons.find((reason) => reason.code === code)?.parent;
  return reasons.filter((one) => one.parent === parent);
}

/** `Kẹt phôi` as `ket_phoi`; one that is taken gets a number. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 48);
  const base = plain === '' ? 'reason' : plain;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** New reasons with codes made of their names; those that were saved keep theirs. */
export function coded(reasons: readonly Reason[], saved: ReadonlySet<string>): Reason[] {
  const taken = new Set(saved);
  const codes = new Map<string, string>();
  for (const { code, name } of reasons) {
    const made = saved.has(code) ? code : codeFor(name.en.trim() || name.vi, taken);
    taken.add(made);
    codes.set(code, made);
  }
  return reasons.map(({ parent, ...reason }) => ({
    ...reason,
    code: codes.get(reason.code) ?? reason.code,
    ...(parent === undefined ? {} : { parent: codes.get(parent) ?? parent }),
  }));
}

export type ReasonFault =
  | { readonly kind: 'name_missing' }
  | { readonly kind: 'alarm_twice'; readonly alarm: string; readonly other: Reason };

/** What is wrong with the reasons, by code. An alarm explains a stop by one reason only. */
export function faultsOf(reasons: readonly Reason[]): ReadonlyMap<string, readonly ReasonFault[]> {
  const takenBy = new Map<string, Reason>();
  const found = reasons.map((reason): [string, ReasonFault[]] => [
    reason.code,
    [...nameFaults(reason), ...alarmFaults(reason, takenBy)],
  ]);
  return new Map(found.filter(([, faults]) => faults.length > 0));
}

function nameFaults({ name }: Reason): ReasonFault[] {
  return name.vi.trim() === '' || name.en.trim() === '' ? [{ kind: 'name_missing' }] : [];
}

/** Notes the alarms of the reason as taken. */
function alarmFaults(reason: Reason, takenBy: Map<string, Reason>): ReasonFault[] {
  if (reason.retired) return [];
  return reason.alarms.flatMap((alarm): ReasonFault[] => {
    const other = takenBy.get(alarm);
    if (other !== undefined) return [{ kind: 'alarm_twice', alarm, other }];
    takenBy.set(alarm, reason);
    return [];
  });
}
