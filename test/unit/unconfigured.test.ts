import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import { plantModel } from '../../domain/plant.ts';
import { health } from '../../edge/lines/health.ts';
import { lines } from '../../edge/lines/lines.ts';
import { unconfigured } from '../../edge/lines/unconfigured.ts';
import { object } from '../../edge/objects/object.ts';
import { wall } from '../../edge/wall/wall.ts';
import { edgeInMemory, plant } from '../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const configured = (...stations: readonly string[]) =>
  plantModel.parse({
    ...plant,
    lines: [{ path: line, name, stations: stations.map((path) => ({ path, name })) }],
  });
const glue = `${line}/GLUE`;
const typo = 'BD1/ASM/AMS1/GLUE';
const startMs = Date.UTC(2026, 10, 23, 1);
const minute = 60_000;

/** An edge that heard the glue station, and twice a name that nobody meant. */
function plantWith(model: typeof plant) {
  let nowMs = startMs;
  const edge = edgeInMemory(() => nowMs);
  for (const [index, station] of [glue, typo, typo].entries()) {
    nowMs = startMs + index * minute;
    const passage = { type: 'unit_processed', operation: 'GLUE', result: 'pass', station };
    const told = { ...passage, id: `p-${index}`, at: nowMs, unit: `U-${index}` };
    edge.record(factoryEvent.parse(told));
  }
  const context = { ...edge.context, plant: model };
  return { context, later: (ms: number) => (nowMs += ms) };
}

describe('a station that the configuration does not name', () => {
  test('is on no board, and told apart with the name that was meant', () => {
    const { context } = plantWith(configured(glue));
    const paths = lines
      .prepare(context)({})
      .lines.map((one) => one.line);
    expect([
      paths,
      wall
        .prepare(context)({})
        .lines.map((one) => one.line),
    ]).toEqual([[line], [line]]);
    expect(unconfigured.prepare(context)({})).toMatchObject({
      total: 1,
      stations: [
        {
          station: typo,
          nearest: glue,
          events: 2,
          firstAt: '2026-11-23T01:01:00.000Z',
          lastAt: '2026-11-23T01:02:00.000Z',
        },
      ],
    });
  });

  test('is not counted among the silent ones, and is spoken of for a day', () => {
    const { context, later } = plantWith(configured(glue));
    const ask = health.prepare(context);
    expect(ask({})).toMatchObject({ sources: { total: 1 }, unconfigured: 1 });
    later(86_400_000);
    expect(ask({}).unconfigured).toBe(0);
  });

  test('has a history like any other', () => {
    const { context } = plantWith(configured(glue));
    const { history } = object.prepare(context)({ object: 'unit:U-1' as never }); // A reference as it is written.
    expect(history.map(({ event }) => event['station'])).toEqual([typo]);
  });

  test('is a usual one as soon as it is named, or where no line is', () => {
    const named = plantWith(configured(glue, typo)).context;
    expect(unconfigured.prepare(named)({}).total).toBe(0);
    const free = plantWith(plant).context;
    expect(unconfigured.prepare(free)({}).total).toBe(0);
    expect(
      lines
        .prepare(free)({})
        .lines.map((one) => one.line),
    ).toEqual([line, 'BD1/ASM/AMS1']);
  });
});
