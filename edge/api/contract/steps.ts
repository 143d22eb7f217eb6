import { z } from 'zod';
import { stationPath } from '../../../domain/equipment-path.ts';
import { alarmRaised } from '../../../domain/events/equipment.ts';
import {
  defects,
  measurement,
  processResult,
  recipe,
  tools,
} from '../../../domain/events/parts.ts';
import { operationId, operatorId, orderId, unitId } from '../../../domain/ids.ts';
import { asOf } from './trace.ts';

/** A step names so many values of other units on each side, and an answer so many steps. */
export const besideMax = 10;
export const stepsMax = 60;

const { alarm, code, priority, message } = alarmRaised.shape;

/** A value as it was told, beside those of the units that passed the station before and after. */
const stepValue = measurement.extend({
  /** In the order of time: the value of the same name, at the same operation and place of a panel. */
  before: z.array(z.strictObject({ unit: unitId, at: z.iso.datetime(), value: z.number() })),
  after: z.array(z.strictObject({ unit: unitId, at: z.iso.datetime(), value: z.number() })),
});
export type StepValue = z.infer<typeof stepValue>;

const step = z.strictObject({
  station: stationPath,
  operation: operationId,
  startedAt: z.iso.datetime().optional(),
  at: z.iso.datetime(),
  result: processResult,
  defects: defects.optional(),
  /** The unit that passed, when that is the panel or bears another label; `position` is the place there. */
  as: unitId.optional(),
  position: z.string().optional(),
  order: orderId.optional(),
  /** Whom the passage names. Without one, `signedOn`: who had signed on at the station. */
  operator: operatorId.optional(),
  signedOn: z.array(operatorId).optional(),
  /** The program that the passage names. Without one, `activeRecipe`: what ran at the station. */
  recipe: recipe.optional(),
  activeRecipe: recipe.optional(),
  tools: tools.optional(),
  values: z.array(stepValue),
  /** What was active at the station meanwhile, of the alarms of the day before and of the step itself. */
  alarms: z.array(
    z.strictObject({
      ...{ alarm, code, priority, message },
      from: z.iso.datetime(),
      to: z.iso.datetime().optional(),
      eventSeq: z.int(),
    }),
  ),
  eventSeq: z.int(),
});
export type Step = z.infer<typeof step>;

export const stepsParams = z.strictObject({ id: unitId });
export const stepsReply = z.strictObject({
  asOf,
  unit: unitId,
  /** In event time; of very many the latest. */
  steps: z.array(step),
  /** How many earlier ones are left off. */
  leftOff: z.int(),
});
export type StepsReply = z.infer<typeof stepsReply>;
