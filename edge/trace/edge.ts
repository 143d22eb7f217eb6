import type { Certainty, LinkKind } from '../api/contract/trace.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Moment } from './clocks.ts';

/** Ranks of certainty: a path is as sure as its weakest link, an object as its surest path. */
export const rank = { possible: 0, declared: 1, certain: 2 } as const satisfies Record<
  Certainty,
  number
>;
export type Rank = (typeof rank)[Certainty];

export const certaintyOfRank: readonly Certainty[] = ['possible', 'declared', 'certain'];

/** `parent` held or was made from `child` during `fromMs`…`toMs`. Ids are the database's. */
export type Edge = {
  readonly parentId: number;
  readonly childId: number;
  readonly kind: LinkKind;
  readonly rank: Rank;
  /** Why it is no more than its rank. */
  readonly reason?: string;
  readonly fromMs: number;
  /** Whose clock says so; null for a time that needs none. */
  readonly fromSourceId: number | null;
  /** When the child went into a mix whose output came at `fromMs`. */
  readonly inputFrom?: Moment;
  /** Infinity: still. */
  readonly toMs: number;
  readonly toSourceId: number | null;
  readonly stationId: number | null;
  readonly slot: string | null;
  readonly position: string | null;
  /** The places on the parent that the slot serves. */
  readonly positions?: readonly string[];
  /** The part of a mixture that the child was, 0 to 1. */
  readonly share?: number;
  readonly quantity: number | null;
  readonly uom: string | null;
  readonly seq: number;
};

/** Link kinds by their code in the table. */
export const linkKindOfCode: Readonly<Record<number, LinkKind>> = Object.fromEntries(
  Object.entries(linkCodes).map(([kind, code]) => [code, kind as LinkKind]), // Keys of linkCodes are link kinds.
);

/** The child stays itself inside the parent; everything else is used up in what is made of it. */
export function isContainment(kind: LinkKind): boolean {
  return kind === 'installed' || kind === 'packed' || kind === 'shipped' || isIdentity(kind);
}

/** People book it, often after the use: when it was is not sure. */
export function isBooked(kind: LinkKind): boolean {
  return kind === 'split' || kind === 'joined' || kind === 'consumed';
}

/** The child is the parent under another name or as a part of it, whenever the event was. */
export function isIdentity(kind: LinkKind): boolean {
  return kind === 'on_panel' || kind === 'relabelled';
}
