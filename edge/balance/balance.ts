import { FactoryError } from '../../domain/factory-error.ts';
import type { LotId } from '../../domain/ids.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { BalanceKind, BalanceReply } from '../api/contract/balance.ts';
import { prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { type Movement, prepareMovements } from './movements.ts';

const inKinds = ['received', 'split_in', 'joined_in', 'made'] as const satisfies BalanceKind[];
const outKinds = [
  'installed',
  'booked',
  'by_recipe',
  'split_out',
  'joined_out',
  'transformed',
  'scrapped',
  'returned',
] as const satisfies BalanceKind[];

/**
 * Where the amount of a lot went, in the unit of measure that came in. Throws a FactoryError
 * `not_found` for a lot that no event names.
 */
export const balance = defineQuery({
  name: 'balance',
  prepare: (context) => {
    const asOf = prepareAsOf(context);
    const find = prepareFind(context.db);
    const movementsOf = prepareMovements(context);
    return ({ lot }: { readonly lot: LotId }): BalanceReply => {
      const id = find(kindCodes.lot, lot);
      if (id === undefined) throw new FactoryError('not_found', `no event names lot:${lot}`);
      const { moved, counts } = movementsOf(id, lot);
      const uom = moved.find(({ kind, uom: of }) => isIn(kind) && of !== null)?.uom;
      const told = moved.filter((one) => one.quantity !== null && one.uom === uom);
      const counted = counts.findLast((count) => count.uom === uom);
      const totalUntil = (kinds: readonly BalanceKind[], atMs: number) =>
        sum(told.filter((one) => kinds.includes(one.kind) && one.atMs <= atMs));
      const everMs = Number.POSITIVE_INFINITY;
      return {
        asOf: asOf(),
        lot,
        in: entries(inKinds, told),
        out: entries(outKinds, told),
        totalIn: totalUntil(inKinds, everMs),
        totalOut: totalUntil(outKinds, everMs),
        untold: moved.length - told.length,
        ...present({
          uom: uom ?? undefined,
          counted: counted && {
            value: counted.quantity,
            at: toIso(counted.atMs),
            eventSeq: counted.seq,
          },
          unexplained:
            counted &&
            exact(
              totalUntil(inKinds, counted.atMs) -
                totalUntil(outKinds, counted.atMs) -
                counted.quantity,
            ),
        }),
      };
    };
  },
});

function isIn(kind: BalanceKind): boolean {
  return (inKinds as readonly BalanceKind[]).includes(kind); // A list of some of them.
}

function entries<K extends BalanceKind>(kinds: readonly K[], told: readonly Movement[]) {
  return kinds.flatMap((kind) => {
    const of = told.filter((one) => one.kind === kind);
    return of.length === 0 ? [] : [{ kind, value: sum(of), times: of.length }];
  });
}

function sum(moved: readonly Movement[]): number {
  return exact(moved.reduce((total, { quantity }) => total + (quantity ?? 0), 0));
}

/** Without what binary fractions add: amounts are told in decimals. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}
