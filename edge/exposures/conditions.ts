import type { EventOf } from '../../domain/events/event.ts';

export type Passage = EventOf<'unit_processed'>;
export type Measurement = NonNullable<Passage['measurements']>[number];

/** What a passage must tell, all of it. */
export type Conditions = {
  /** `program` or `program@revision`. */
  readonly recipe?: string | undefined;
  readonly tool?: string | undefined;
  readonly operator?: string | undefined;
  readonly order?: string | undefined;
  readonly operation?: string | undefined;
  readonly result?: 'pass' | 'fail' | undefined;
  readonly measurement?: MeasurementCondition | undefined;
};

/** With both bounds a value meets it below the one or above the other. */
export type MeasurementCondition = {
  readonly name: string;
  /** Outside the limits that came with the value. */
  readonly outside?: 'limits' | undefined;
  readonly below?: number | undefined;
  readonly above?: number | undefined;
};

/** `untold`: the event does not say, so the condition may have been met. */
export type Verdict = 'met' | 'unmet' | 'untold';

/** The result and the values of a unit, or of one place of a panel. */
export type Outcome = Pick<Passage, 'result' | 'measurements'>;

export type Judgement = {
  readonly verdict: Verdict;
  readonly measurement?: Measurement | undefined;
};

/** What the conditions on the passage as a whole come to. */
export function judgePassage(passage: Passage, conditions: Conditions): Verdict {
  return together([
    verdictOn(conditions.operation, [passage.operation]),
    verdictOn(conditions.recipe, recipeNames(passage)),
    verdictOn(conditions.tool, passage.tools),
    verdictOn(conditions.operator, passage.operator && [passage.operator]),
    verdictOn(conditions.order, passage.order && [passage.order]),
  ]);
}

/** What the conditions on a unit's own result and values come to. */
export function judgeOutcome(outcome: Outcome, conditions: Conditions): Judgement {
  const onResult = verdictOn(conditions.result, [outcome.result]);
  if (conditions.measurement === undefined) return { verdict: onResult };
  const { verdict, measurement } = judgeValues(outcome.measurements, conditions.measurement);
  return { verdict: together([onResult, verdict]), measurement };
}

/** One verdict unmet decides; one untold leaves it open. */
export function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('unmet')) return 'unmet';
  return verdicts.includes('untold') ? 'untold' : 'met';
}

export function verdictOn(
  asked: string | undefined,
  told: readonly string[] | undefined | '',
): Verdict {
  if (asked === undefined) return 'met';
  if (!told) return 'untold';
  return told.includes(asked) ? 'met' : 'unmet';
}

function recipeNames({ recipe }: Passage): string[] | undefined {
  if (recipe === undefined) return undefined;
  const { program, revision } = recipe;
  return revision === undefined ? [program] : [program, `${program}@${revision}`];
}

function judgeValues(
  measurements: readonly Measurement[] = [],
  condition: MeasurementCondition,
): Judgement {
  const named = measurements.filter(({ name }) => name === condition.name);
  const measurement = named.find((value) => isMet(value, condition));
  if (measurement !== undefined) return { verdict: 'met', measurement };
  const isUnlimited = ({ low, high }: Measurement) => low === undefined && high === undefined;
  const isOpen = condition.outside === 'limits' && named.some(isUnlimited);
  return { verdict: isOpen ? 'untold' : 'unmet' };
}

function isMet({ value, low, high }: Measurement, condition: MeasurementCondition): boolean {
  const { outside, below, above } = condition;
  if (outside === 'limits') return isOutside(value, low, high);
  return (below === undefined && above === undefined) || isOutside(value, below, above);
}

function isOutside(value: number, low: number | undefined, high: number | undefined): boolean {
  return (low !== undefined && value < low) || (high !== undefined && value > high);
}
