import fc from 'fast-check';
import type { FactoryEvent } from '../../domain/events/event.ts';
import { factoryEvent } from '../../domain/events/event.ts';

const startMs = Date.UTC(2026, 10, 23);
const at = fc.integer({ min: 0, max: 60 }).map((step) => startMs + step * 10_000);
const station = fc.constantFrom('BD1/SMT/SMT1/PRINT', 'BD1/SMT/SMT1/PLACE');
const slot = fc.constantFrom('F1', 'F2');
const lot = fc.constantFrom('R-1', 'R-2', 'R-3', 'r-1');
const unit = fc.constantFrom('U-1', 'U-2', 'U-3', 'U-03');
const container = fc.constantFrom('C-1', 'C-2');
const pieces = fc.record({ value: fc.integer({ min: 0, max: 50 }), uom: fc.constant('1') });

/** Names in chains and circles, also. */
const relabelling = fc
  .record({ type: fc.constant('unit_relabelled'), at, unit, previous: unit })
  .filter(({ unit: name, previous }) => name !== previous);

const started = fc.record(
  {
    type: fc.constant('unit_started'),
    at,
    unit,
    item: fc.constantFrom('SPK', 'PCB'),
    order: fc.constantFrom('WO-1', 'WO-2'),
  },
  { requiredKeys: ['type', 'at', 'unit', 'item'] },
);

const processed = fc
  .record({
    type: fc.constant('unit_processed'),
    at,
    station,
    unit,
    operation: fc.constant('OP'),
    lastedMs: fc.constantFrom(0, 5000, 30_000),
    result: fc.constantFrom('pass', 'fail', 'skipped'),
    recipe: fc.option(fc.record({ program: fc.constantFrom('P-1', 'P-2') }), { nil: undefined }),
  })
  .map(({ lastedMs, ...event }) => ({ ...event, startedAt: event.at - lastedMs }));

const mounted = fc.record({ type: fc.constant('lot_mounted'), at, station, slot, lot });
const dismounted = fc.record({ type: fc.constant('lot_dismounted'), at, station, slot, lot });
const spliced = fc.record({
  type: fc.constant('lot_spliced'),
  at,
  station,
  slot,
  from: lot,
  to: lot,
  greyZone: fc.record({
    beforeMs: fc.constantFrom(0, 15_000),
    afterMs: fc.constantFrom(0, 25_000),
  }),
});
const toppedUp = fc.record({
  type: fc.constant('lot_topped_up'),
  at,
  station,
  slot,
  lot,
  quantity: pieces,
  remaining: pieces,
});

/** What is on slots, and the units that pass meanwhile. */
const feeding = fc.oneof(mounted, dismounted, mounted, dismounted, spliced, toppedUp, processed);

/** What units are, are called and go through. */
const labelling = fc.oneof(
  relabelling,
  relabelling,
  started,
  processed,
  fc.record({
    type: fc.constant('panel_separated'),
    at,
    unit,
    positions: fc.tuple(
      fc.record({ position: fc.constant('1'), unit, item: fc.constantFrom('SPK', 'TWEETER') }),
    ),
  }),
  fc.record({ type: fc.constant('unit_scrapped'), at, unit, reason: fc.constant('torn') }),
  fc.record({
    type: fc.constant('packed'),
    at,
    container,
    contents: fc.tuple(unit.map((id) => `unit:${id}`)),
  }),
);

/** One happening of nearly every kind that leaves rows, over a handful of objects. */
const happening = fc.oneof(
  fc.record({
    type: fc.constant('lot_received'),
    at,
    lot,
    item: fc.constantFrom('CAP', 'RES'),
    quantity: pieces,
  }),
  mounted,
  mounted,
  dismounted,
  fc.record({ type: fc.constant('heartbeat'), at, station }),
  fc.record({ type: fc.constant('heartbeat'), at, station }),
  spliced,
  toppedUp,
  fc.record(
    {
      type: fc.constant('recipe_activated'),
      at,
      station,
      recipe: fc.record({ program: fc.constantFrom('P-1', 'P-2') }),
      slots: fc.array(fc.record({ slot, positions: fc.constant(['C1']), quantity: pieces }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['type', 'at', 'station', 'recipe'] },
  ),
  fc.record({
    type: fc.constant('lot_consumed'),
    at,
    lot,
    quantity: pieces,
    by: fc.record({ order: fc.constantFrom('WO-1', 'WO-2') }),
  }),
  fc.record({
    type: fc.constant('lot_scrapped'),
    at,
    lot,
    quantity: pieces,
    reason: fc.constant('torn'),
  }),
  relabelling,
  relabelling,
  fc.record({
    type: fc.constant('panel_separated'),
    at,
    unit: fc.constantFrom('U-1', 'U-2'),
    positions: fc.tuple(fc.record({ position: fc.constant('1'), unit })),
  }),
  fc.record({
    type: fc.constant('returned'),
    at,
    contents: fc.tuple(
      fc.oneof(
        unit.map((id) => `unit:${id}`),
        container.map((id) => `container:${id}`),
      ),
    ),
    reason: fc.constant('buzz'),
  }),
  fc.record({ type: fc.constant('lot_split'), at, lot, into: fc.tuple(fc.record({ lot })) }),
  fc.record({
    type: fc.constant('batch_transformed'),
    at,
    transformation: fc.constantFrom('MIX-1', 'MIX-2'),
    inputs: fc.array(fc.record({ object: lot.map((id) => `lot:${id}`) }), {
      minLength: 1,
      maxLength: 2,
    }),
    outputs: fc.array(fc.record({ object: lot.map((id) => `lot:${id}`) }), { maxLength: 2 }),
  }),
  started,
  processed,
  fc.record({
    type: fc.constant('component_installed'),
    at,
    unit,
    component: unit.map((id) => `unit:${id}`),
  }),
  fc.record({
    type: fc.constant('component_removed'),
    at,
    unit,
    component: unit.map((id) => `unit:${id}`),
    reason: fc.constant('buzz'),
  }),
  fc.record({
    type: fc.constant('packed'),
    at,
    container,
    contents: fc.tuple(unit.map((id) => `unit:${id}`)),
  }),
  fc.record({
    type: fc.constant('unpacked'),
    at,
    container,
    contents: fc.tuple(unit.map((id) => `unit:${id}`)),
  }),
  fc.record({
    type: fc.constant('shipped'),
    at,
    shipment: fc.constant('S-1'),
    customer: fc.constantFrom('CUS-1', 'CUS-2'),
    contents: fc.tuple(container.map((id) => `container:${id}`)),
  }),
  fc.record({
    type: fc.constant('state_changed'),
    at,
    station,
    state: fc.constantFrom('producing', 'unscheduled_down', 'setup'),
  }),
  fc.record({
    type: fc.constant('counted'),
    at,
    station,
    counter: fc.constant('c'),
    total: fc.integer({ min: 0, max: 99 }),
  }),
  fc.record({
    type: fc.constant('counted'),
    at,
    station,
    counter: fc.constant('c'),
    delta: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    type: fc.constant('stop_classified'),
    at,
    station,
    from: at,
    reason: fc.constantFrom('jam', 'lunch'),
  }),
  fc
    .record({
      type: fc.constantFrom('alarm_raised', 'alarm_cleared'),
      at,
      station,
      alarm: fc.constantFrom('A-1', 'A-2'),
    })
    .map((event) => (event.type === 'alarm_raised' ? { ...event, code: 'E1' } : event)),
  fc.record(
    {
      type: fc.constant('incident_reported'),
      at,
      station,
      incident: fc.constantFrom('INC-1', 'INC-2'),
      category: fc.constantFrom('material', 'safety', 'complaint'),
      priority: fc.constantFrom(1, 3),
      by: fc.constantFrom('op.tam', 'op.lan'),
    },
    { requiredKeys: ['type', 'at', 'incident', 'category'] },
  ),
  fc.record({
    type: fc.constantFrom('incident_acknowledged', 'incident_resolved'),
    at,
    incident: fc.constantFrom('INC-1', 'INC-2'),
    by: fc.constantFrom('tech.an', 'tech.binh'),
  }),
  fc.record({
    type: fc.constant('energy_metered'),
    at,
    station,
    meter: fc.constant('EM'),
    total: fc.integer({ min: 0, max: 99 }),
  }),
  fc.record({
    type: fc.constant('order_released'),
    at,
    order: fc.constantFrom('WO-1', 'WO-2'),
    item: fc.constant('SPK'),
    quantity: pieces,
  }),
  fc.record({
    type: fc.constantFrom('order_started', 'order_completed'),
    at,
    order: fc.constantFrom('WO-1', 'WO-2'),
  }),
  fc.record({
    type: fc.constant('target_set'),
    at,
    line: fc.constant('BD1/SMT/SMT1'),
    effectiveFrom: at,
    plannedPerHour: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record(
    {
      type: fc.constant('calibrated'),
      at,
      station,
      tool: fc.constantFrom('NOZ-1', 'NOZ-2'),
      dueAt: at,
      result: fc.constantFrom('pass', 'fail'),
    },
    { requiredKeys: ['type', 'at', 'station', 'dueAt'] },
  ),
  fc.record({
    type: fc.constant('hold_placed'),
    at,
    hold: fc.constantFrom('H-1', 'H-2'),
    objects: fc.tuple(lot.map((id) => `lot:${id}`)),
    reason: fc.constant('doubt'),
    severity: fc.constant('major'),
    by: fc.constant('qa'),
  }),
  fc.record({
    type: fc.constant('hold_placed'),
    at,
    hold: fc.constantFrom('H-1', 'H-2'),
    selection: fc.record({ tracedFrom: lot.map((id) => `lot:${id}`) }),
    reason: fc.constant('doubt'),
    severity: fc.constant('major'),
    by: fc.constant('qa'),
  }),
  fc.record({
    type: fc.constant('hold_released'),
    at,
    hold: fc.constantFrom('H-1', 'H-2'),
    disposition: fc.constant('rework'),
    reason: fc.constant('good'),
    by: fc.constant('qa'),
  }),
);

/** A history with retractions and corrections of events and of corrections; every event has its own id. */
function historyOf(word: fc.Arbitrary<object>, minLength = 1): fc.Arbitrary<FactoryEvent[]> {
  const amendment = fc.record({
    at,
    target: fc.nat(),
    replacement: fc.option(word, { nil: undefined }),
  });
  return fc
    .record({
      happenings: fc.array(word, { minLength, maxLength: 40 }),
      amendments: fc.array(amendment, { maxLength: 8 }),
    })
    .map(({ happenings, amendments }) => {
      const events: unknown[] = happenings.map((event, index) => ({ id: `E-${index}`, ...event }));
      for (const [index, { at: atMs, target, replacement }] of amendments.entries()) {
        const id = `X-${index}`;
        const number = target % (happenings.length + index);
        const event =
          number < happenings.length ? `E-${number}` : `X-${number - happenings.length}`;
        events.push(
          replacement === undefined
            ? { id, type: 'event_retracted', at: atMs, event, reason: 'wrong' }
            : {
                id,
                type: 'event_corrected',
                at: atMs,
                event,
                reason: 'wrong',
                replacement: { id: event, ...replacement },
              },
        );
      }
      return events.map((event) => factoryEvent.parse(event));
    });
}

/** A history and another order of arrival, with some events sent twice. */
const disorderOf = (histories: fc.Arbitrary<FactoryEvent[]>) =>
  histories.chain((events) =>
    fc.record({
      events: fc.constant(events),
      arrival: fc
        .shuffledSubarray(events, { minLength: events.length })
        .chain((shuffled) =>
          fc
            .array(fc.constantFrom(...events), { maxLength: 10 })
            .map((again) => [...shuffled, ...again]),
        ),
    }),
  );

export const history = historyOf(happening);
export const disorder = disorderOf(history);
/** The same of little else than labels, so that chains, circles and conflicts of them are frequent. */
export const labelDisorder = disorderOf(historyOf(labelling));
/** The same of slots: what was on them before, and what came after. */
export const slotDisorder = disorderOf(historyOf(feeding, 15));
