import type { FactoryEvent } from '../../domain/events/event.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import { toMs } from '../../domain/time.ts';

type Contents = Map<string, Set<string>>;

/**
 * What each object ever held, straight from events in order of time, as a plant would live it: no
 * tables, no edges, no stretches; after each event everything inside everything is noted anew.
 * Covers events of one clock that do not contradict each other: starts, mounts, passages of an
 * instant, installs, packing, shipments, splits into new lots and new names. Lots booked to orders count from the
 * start of the unit, if `withBookings`.
 */
export function everHeld(events: readonly FactoryEvent[], withBookings: boolean): Contents {
  const inside: Contents = new Map();
  const ever: Contents = new Map();
  const mounted = new Map<string, string>();
  const booked = withBookings ? lotsByOrder(events) : new Map<string, string[]>();
  const put = (holder: string, content: string) => setOf(inside, holder).add(content);

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
        setOf(inside, `unit:${event.unit}`).delete(event.component);
        break;
      case 'packed':
        for (const object of event.contents) put(`container:${event.container}`, object);
        break;
      case 'unpacked':
        for (const object of event.contents ?? []) {
          setOf(inside, `container:${event.container}`).delete(object);
        }
        break;
      case 'shipped':
        for (const object of event.contents) put(`shipment:${event.shipment}`, object);
        break;
      case 'lot_split':
        for (const { lot } of event.into) put(`lot:${lot}`, `lot:${event.lot}`);
        break;
      case 'unit_relabelled':
        put(`unit:${event.unit}`, `unit:${event.previous}`);
        for (const object of setOf(ever, `unit:${event.previous}`)) {
          setOf(ever, `unit:${event.unit}`).add(object);
        }
        break;
      default: // Says nothing of contents.
    }
  }

  for (const event of events.toSorted((a, b) => toMs(a.at) - toMs(b.at))) {
    live(event);
    for (const holder of inside.keys()) {
      for (const object of allInside(inside, holder)) setOf(ever, holder).add(object);
    }
  }
  return ever;
}

/**
 * The units that are an item by what was said of them, told as a plant would live it: a new label
 * takes over what was said of the old one, and what is said of it later is said of the old one too.
 */
export function unitsOfItem(events: readonly FactoryEvent[], item: string): Set<string> {
  const sameAs = new Map<string, Set<string>>();
  const labelsOf = (unit: string) => sameAs.get(unit) ?? new Set([unit]);
  for (const event of events) {
    if (event.type !== 'unit_relabelled') continue;
    const labels = new Set([...labelsOf(event.unit), ...labelsOf(event.previous)]);
    for (const label of labels) sameAs.set(label, labels);
  }
  const started = events.flatMap((event) =>
    event.type === 'unit_started' && event.item === item ? [...labelsOf(event.unit)] : [],
  );
  return new Set(started.map((unit) => toObjectRef('unit', unit)));
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
