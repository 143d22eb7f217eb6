import type { FactoryEvent } from '../../domain/events/event.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import { toMs } from '../../domain/time.ts';

type Contents = Map<string, Set<string>>;

/**
 * What each object ever held, straight from events in order of time, as a plant would live it: no
 * tables, no edges, no stretches; after each event everything inside everything is noted anew.
 * Covers events of one clock that do not contradict each other: starts, mounts, passages of an
 * instant, installs, packing, shipments, splits into new lots and new names: a unit is one thing under
 * all of them. Lots booked to orders count from the start of the unit, if `withBookings`.
 */
export function everHeld(events: readonly FactoryEvent[], withBookings: boolean): Contents {
  const labelsOf = unitLabels(events);
  const thing = (ref: string): string => labelsOf(ref)[0] ?? ref;
  const inside: Contents = new Map();
  const ever: Contents = new Map();
  const mounted = new Map<string, string>();
  const booked = withBookings ? lotsByOrder(events) : new Map<string, string[]>();
  const put = (holder: string, content: string) => setOf(inside, thing(holder)).add(thing(content));
  const take = (holder: string, content: string) =>
    setOf(inside, thing(holder)).delete(thing(content));

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each kind of event.
  function live(event: FactoryEvent): void {
    switch (event.type) {
      case 'unit_started':
        for (const lot of booked.get(event.order ?? '') ?? []) put(`unit:${event.unit}`, lot);
        break;
      case 'lot_mounted':
        mounted.set(`${event.station} ${event.slot}`, `lot:${event.lot}`);
        break;
      case 'lot_dismounted':
        mounted.delete(`${event.station} ${event.slot}`);
        break;
      case 'unit_processed':
        for (const [slot, lot] of mounted) {
          if (slot.startsWith(`${event.station} `)) put(`unit:${event.unit}`, lot);
        }
        break;
      case 'component_installed':
        put(`unit:${event.unit}`, event.component);
        break;
      case 'component_removed':
        take(`unit:${event.unit}`, event.component);
        break;
      case 'packed':
        for (const object of event.contents) put(`container:${event.container}`, object);
        break;
      case 'unpacked':
        for (const object of event.contents ?? []) take(`container:${event.container}`, object);
        break;
      case 'shipped':
        for (const object of event.contents) put(`shipment:${event.shipment}`, object);
        break;
      case 'lot_split':
        for (const { lot } of event.into) put(`lot:${lot}`, `lot:${event.lot}`);
        break;
      case 'unit_relabelled':
        setOf(inside, thing(`unit:${event.unit}`));
        break;
      default: // Says nothing of contents.
    }
  }

  for (const event of events.toSorted((a, b) => toMs(a.at) - toMs(b.at))) {
    live(event);
    for (const holder of inside.keys()) {
      const held = setOf(ever, holder);
      for (const object of allInside(inside, holder)) held.add(object);
    }
  }
  return underAllLabels(ever, labelsOf);
}

/** All labels of what a reference names, beginning with one that stands for them. */
function unitLabels(events: readonly FactoryEvent[]): (ref: string) => readonly string[] {
  const sameAs = new Map<string, readonly string[]>();
  const labelsOf = (ref: string) => sameAs.get(ref) ?? [ref];
  for (const event of events) {
    if (event.type !== 'unit_relabelled') continue;
    const [next, previous] = [`unit:${event.unit}`, `unit:${event.previous}`];
    const labels = [...new Set([...labelsOf(previous), ...labelsOf(next)])];
    for (const label of labels) sameAs.set(label, labels);
  }
  return labelsOf;
}

/** Each label holds what the thing holds, under all labels, and the other labels of the thing. */
function underAllLabels(ever: Contents, labelsOf: (ref: string) => readonly string[]): Contents {
  const all: Contents = new Map();
  for (const [holder, held] of ever) {
    for (const label of labelsOf(holder)) {
      const contents = new Set([holder, ...held].flatMap(labelsOf));
      contents.delete(label);
      all.set(label, contents);
    }
  }
  return all;
}

/**
 * The units that are an item by what was said of them, told as a plant would live it: a new label
 * takes over what was said of the old one, and what is said of it later is said of the old one too.
 */
export function unitsOfItem(events: readonly FactoryEvent[], item: string): Set<string> {
  const labelsOf = unitLabels(events);
  const started = events.flatMap((event) =>
    event.type === 'unit_started' && event.item === item ? labelsOf(`unit:${event.unit}`) : [],
  );
  return new Set(started);
}

/** What lies in an object, and in that, and so on. */
function allInside(inside: Contents, holder: string): Set<string> {
  const found = new Set([holder]);
  for (const at of found) for (const object of inside.get(at) ?? []) found.add(object);
  found.delete(holder);
  return found;
}

function lotsByOrder(events: readonly FactoryEvent[]): Map<string, string[]> {
  const lots = new Map<string, string[]>();
  for (const event of events) {
    if (event.type !== 'lot_consumed' || !('order' in event.by)) continue;
    const ofOrder = lots.get(event.by.order) ?? [];
    lots.set(event.by.order, [...ofOrder, toObjectRef('lot', event.lot)]);
  }
  return lots;
}

function setOf(contents: Contents, object: string): Set<string> {
  const known = contents.get(object) ?? new Set<string>();
  contents.set(object, known);
  return known;
}
