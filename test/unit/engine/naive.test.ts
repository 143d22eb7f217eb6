import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FactoryEvent, factoryEvent } from '../../../domain/events/event.ts';
import type { ObjectRef } from '../../../domain/object-ref.ts';
import { plantModel } from '../../../domain/plant.ts';
import type { Direction, TraceListReply } from '../../../edge/api/contract/trace.ts';
import { createEngine } from '../../../edge/engine/engine.ts';
import { traceList } from '../../../edge/trace/trace.ts';
import { edgeInMemory, message, plant } from '../../support/edge-file.ts';
import { everHeld, unitsOfItem } from '../../support/naive-trace.ts';

const runs = { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 60) };
const stations = ['BD1/SMT/SMT1/PRINT', 'BD1/SMT/SMT1/PLACE'];
const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(3), fc.nat(3)), { maxLength: 50 });

/** An orderly day: what a step asks for happens only if it can. Any label that a unit ever had is scanned. */
function live(wishes: readonly (readonly [number, number, number])[]): FactoryEvent[] {
  const events: object[] = [];
  const lots = ['L-0', 'L-1', 'L-2', 'L-3'];
  const units = ['U-0', 'U-1', 'U-2', 'U-3'];
  const labels = new Map(units.map((unit) => [unit, [unit]]));
  const slots = new Map<string, string>();
  const holderOf = new Map<string, string>();
  const shipped = new Set<string>();
  const tell = (type: string, rest: object) => {
    const at = Date.UTC(2026, 10, 23) + events.length * 600_000;
    events.push({ id: `E-${events.length}`, type, at, ...rest });
  };
  const labelOf = (unit: string): string => {
    const ofUnit = labels.get(unit) ?? [unit];
    return ofUnit[(events.length * 7) % ofUnit.length] ?? unit;
  };
  for (const unit of units) {
    const [item, order] = unit < 'U-2' ? ['SPK', 'WO-1'] : ['TWEETER', 'WO-2'];
    tell('unit_started', { unit, item, order });
  }
  const whole = (unit: string): string => {
    const holder = holderOf.get(unit);
    return holder?.startsWith('U') ? whole(holder) : unit;
  };
  const acts: ((a: number, b: number) => void)[] = [
    (a, b) => {
      const [station, lot] = [stations[a % 2], lots[(a * 5 + b) % lots.length]];
      const slot = `F${b % 2}`;
      if ([...slots.values()].includes(lot ?? '')) return;
      if (slots.has(`${station} ${slot}`)) return;
      slots.set(`${station} ${slot}`, lot ?? '');
      tell('lot_mounted', { station, slot, lot });
    },
    (a, b) => {
      const [station, slot] = [stations[a % 2], `F${b % 2}`];
      const lot = slots.get(`${station} ${slot}`);
      if (lot === undefined) return;
      slots.delete(`${station} ${slot}`);
      tell('lot_dismounted', { station, slot, lot });
    },
    (a, b) => {
      const at = Date.UTC(2026, 10, 23) + events.length * 600_000;
      const rest = { station: stations[b % 2], operation: 'OP', result: 'pass', startedAt: at };
      tell('unit_processed', { unit: labelOf(units[a] ?? ''), ...rest });
    },
    (a, b) => {
      const [unit = '', component = ''] = [units[a], units[b]];
      if (holderOf.has(component) || whole(unit) === component) return;
      holderOf.set(component, unit);
      tell('component_installed', { unit: labelOf(unit), component: `unit:${labelOf(component)}` });
    },
    (a) => {
      const component = units[a] ?? '';
      const unit = holderOf.get(component);
      if (!unit?.startsWith('U')) return;
      holderOf.delete(component);
      const taken = `unit:${labelOf(component)}`;
      tell('component_removed', { unit: labelOf(unit), component: taken, reason: 'buzz' });
    },
    (a, b) => {
      const [unit = '', container] = [units[a], `C-${b % 3}`];
      if (holderOf.has(unit) || shipped.has(container)) return;
      holderOf.set(unit, container);
      tell('packed', { container, contents: [`unit:${labelOf(unit)}`] });
    },
    (a) => {
      const unit = units[a] ?? '';
      const container = holderOf.get(unit);
      if (!container?.startsWith('C') || shipped.has(container)) return;
      holderOf.delete(unit);
      tell('unpacked', { container, contents: [`unit:${labelOf(unit)}`] });
    },
    (a) => {
      const container = `C-${a % 3}`;
      if (shipped.has(container) || ![...holderOf.values()].includes(container)) return;
      shipped.add(container);
      const contents = [`container:${container}`];
      tell('shipped', { shipment: `S-${a}`, customer: 'CUS-1', contents });
    },
    (a) => {
      const into = `L-${lots.length}`;
      tell('lot_split', { lot: lots[(a * 3) % lots.length], into: [{ lot: into }] });
      lots.push(into);
    },
    (a, b) => {
      if (b < 2) {
        const quantity = { value: 1, uom: '1' };
        tell('lot_consumed', { lot: lots[a], quantity, by: { order: `WO-${1 + b}` } });
        return;
      }
      const previous = labelOf(units[a] ?? '');
      const unit = `U-${a}x${events.length}`;
      labels.get(units[a] ?? '')?.push(unit);
      tell('unit_relabelled', { unit, previous });
    },
  ];
  for (const [act, a, b] of wishes) acts[act]?.(a, b);
  return events.map((event) => factoryEvent.parse(event));
}

test('the engine, the tables and a plant lived through step by step name the same objects, of any item or of one', () => {
  const context = {
    plant: plantModel.parse({ ...plant, usesEverySlot: true, clockToleranceMs: 0 }),
  };
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat()), (wishes, random) => {
      const events = live(wishes);
      const file = edgeInMemory();
      const arrival = events
        .map((event) => ({ event, turn: random.next().value ?? 0 }))
        .sort((a, b) => a.turn - b.turn);
      file.recordMessages(arrival.map(({ event }) => message(event, 'one')));
      const edge = { ...file.context, ...context };
      const engine = createEngine(edge);
      const inTables = traceList.prepare(edge);
      const speakers = unitsOfItem(events, 'SPK');
      const [all, sure] = [everHeld(events, true), everHeld(events, false)];
      for (const object of namesIn(all)) {
        for (const direction of ['forward', 'backward'] as const) {
          const params = { object: object as ObjectRef, direction }; // Written above.
          const told = JSON.parse(Buffer.from(engine.list(params)).toString()) as TraceListReply; // The engine's own.
          const truth = {
            all: waysOf(all, object, direction),
            certain: waysOf(sure, object, direction),
          };
          expect(reachedIn(told), `${direction} of ${object}`).toEqual(truth);
          expect(reachedIn(inTables(params))).toEqual(truth);
          const ofItem = { ...params, filters: { items: ['SPK'] } };
          const speakersOnly = truth.all.filter((reached) => speakers.has(reached));
          const listed = JSON.parse(Buffer.from(engine.list(ofItem)).toString()) as TraceListReply; // The engine's own.
          expect(reachedIn(listed).all, `speakers ${direction} of ${object}`).toEqual(speakersOnly);
          expect(reachedIn(inTables(ofItem)).all).toEqual(speakersOnly);
        }
      }
    }),
    runs,
  );
}, 120_000);

type Contents = ReadonlyMap<string, ReadonlySet<string>>;

function namesIn(contents: Contents): Set<string> {
  return new Set([...contents.keys(), ...[...contents.values()].flatMap((held) => [...held])]);
}

function waysOf(contents: Contents, object: string, direction: Direction): string[] {
  if (direction === 'backward') return [...(contents.get(object) ?? [])].sort();
  return [...contents].flatMap(([holder, held]) => (held.has(object) ? [holder] : [])).sort();
}

function reachedIn({ list }: TraceListReply) {
  const ofKind = Object.entries(list).flatMap(([kind, { certain, declared, possible }]) => {
    const isUnit = ['unit', 'panel', 'former'].includes(kind);
    const ref = (code: string) => `${isUnit ? 'unit' : kind}:${code}`;
    const isSure = new Set(certain);
    return [...certain, ...declared, ...possible].map((code) => ({
      object: ref(code),
      isCertain: isSure.has(code),
    }));
  });
  return {
    all: ofKind.map(({ object }) => object).sort(),
    certain: ofKind.flatMap(({ object, isCertain }) => (isCertain ? [object] : [])).sort(),
  };
}
