import type { LossesReply } from '../../../edge/api/contract/losses.ts';

export type Loss = LossesReply['pareto'][number];
export type Measure = 'time' | 'count';

export type ParetoRow = {
  readonly loss: Loss;
  readonly key: string;
  readonly amount: number;
  /** Of the longest bar. */
  readonly share: number;
  /** What it and those before it make of all, 0 to 1. */
  readonly cumulative: number;
  /** A stop that somebody must still explain. */
  readonly isUnexplained: boolean;
};

/** The losses by time or by count, those nobody has explained first, then the greatest. */
export function paretoRows(losses: readonly Loss[], measure: Measure): ParetoRow[] {
  const amountOf = ({ durationMs, count }: Loss) => (measure === 'time' ? durationMs : count);
  const sorted = [...losses].sort(
    (a, b) => Number(isUnexplained(b)) - Number(isUnexplained(a)) || amountOf(b) - amountOf(a),
  );
  const total = losses.reduce((sum, loss) => sum + amountOf(loss), 0);
  const most = Math.max(0, ...losses.map(amountOf));
  let sum = 0;
  return sorted.map((loss) => {
    sum += amountOf(loss);
    return {
      loss,
      key: keyOf(loss),
      amount: amountOf(loss),
      share: most === 0 ? 0 : amountOf(loss) / most,
      cumulative: total === 0 ? 0 : sum / total,
      isUnexplained: isUnexplained(loss),
    };
  });
}

/** Waiting for others, silence and short stops need no reason of their own. */
function isUnexplained({ timeClass, reason }: Loss): boolean {
  return reason === undefined && (timeClass === 'failure' || timeClass === 'scheduled_down');
}

/** What losses are alike in: one row of the Pareto, one filter. */
export function keyOf({
  timeClass,
  reason,
  cause,
}: Pick<Loss, 'timeClass' | 'reason' | 'cause'>): string {
  return [timeClass, reason ?? '', cause ?? ''].join('|');
}
