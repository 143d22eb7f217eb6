import type { EventOf } from '../../domain/events/event.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { UnitId } from '../../domain/ids.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import { besideMax, type Step, type StepsReply, stepsMax } from '../api/contract/steps.ts';
import { prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareAlarms } from './alarms.ts';
import { type PassageRow, preparePassages } from './passages.ts';
import { prepareStaffed } from './staffed.ts';

type Passage = EventOf<'unit_processed'>;
type Measurement = NonNullable<Passage['measurements']>[number];
type Place = NonNullable<Passage['positions']>[number];

/**
 * The steps of a unit, under any of its labels and on the panel that it was made on, as its stations
 * told them. Throws a FactoryError `not_found` for a unit that no event names.
 */
export const steps = defineQuery({
  name: 'steps',
  prepare: (context) => {
    const { db } = context;
    const asOf = prepareAsOf(context);
    const find = prepareFind(db);
    const passages = preparePassages(db);
    const alarmsDuring = prepareAlarms(db);
    const staffed = prepareStaffed(db);

    function toStep(row: PassageRow, unit: UnitId): Step {
      const event = passageIn(row.body);
      const { station, operation, order, tools, operator, recipe } = event;
      const own = ownPlace(event, row);
      const { result, defects } = own ?? event;
      const asked = { operation, position: own?.position };
      const beside = (side: 'before' | 'after') => passages.beside(row, side, besideMax);
      const measured = measuredIn(event, own);
      const [before, after] =
        measured.length === 0 ? [[], []] : [beside('before').toReversed(), beside('after')];
      return {
        ...{ station, operation, at: toIso(row.atMs), result, eventSeq: row.seq },
        ...present({
          startedAt: row.startedMs === null ? undefined : toIso(row.startedMs),
          as: event.unit === unit ? undefined : event.unit,
          position: own?.position,
          ...{ defects, order, operator, recipe, tools },
          signedOn: operator === undefined ? staffed.signedOn(station, row.atMs) : undefined,
          activeRecipe: recipe === undefined ? staffed.recipe(row) : undefined,
        }),
        values: measured.map((value) => ({
          ...value,
          before: valuesOf(before, value.name, asked),
          after: valuesOf(after, value.name, asked),
        })),
        alarms: alarmsDuring(row),
      };
    }

    return ({ unit }: { readonly unit: UnitId }): StepsReply => {
      const id = find(kindCodes.unit, unit);
      if (id === undefined) throw new FactoryError('not_found', `no event names unit:${unit}`);
      const rows = passages.of(id);
      const shown = rows.slice(-stepsMax);
      const leftOff = rows.length - shown.length;
      return { asOf: asOf(), unit, steps: shown.map((row) => toStep(row, unit)), leftOff };
    };
  },
});

function passageIn(body: string): Passage {
  // A passage's row names the event that counts: the passage itself, or the one that corrects it.
  const event = JSON.parse(body) as Passage | EventOf<'event_corrected'>;
  return event.type === 'unit_processed' ? event : (event.replacement as Passage);
}

/** What a panel's passage tells of the place of the unit itself. */
function ownPlace(
  { positions = [] }: Passage,
  { labels, position }: PassageRow,
): Place | undefined {
  return (
    positions.find(({ unit }) => unit !== undefined && labels.includes(unit)) ??
    positions.find((place) => place.unit === undefined && place.position === position)
  );
}

function measuredIn({ measurements = [] }: Passage, own: Place | undefined): Measurement[] {
  return [...(own?.measurements ?? []), ...measurements];
}

/** The value of a name in each of some passages that tells one. */
function valuesOf(
  rows: readonly { readonly unit: UnitId; readonly atMs: number; readonly body: string }[],
  name: string,
  asked: { readonly operation: string; readonly position: string | undefined },
) {
  return rows.flatMap(({ unit, atMs, body }) => {
    const event = passageIn(body);
    if (event.operation !== asked.operation) return [];
    const place = event.positions?.find(({ position }) => position === asked.position);
    const found = measuredIn(event, place).find((one) => one.name === name);
    return found === undefined ? [] : [{ unit, at: toIso(atMs), value: found.value }];
  });
}
