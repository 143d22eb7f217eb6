import type { Happening } from '../../domain/events/correction.ts';
import { type ObjectRef, toObjectRef } from '../../domain/object-ref.ts';

/**
 * What an event says about an object's status, in the order of its life: of two events at the same
 * instant the later stage counts.
 */
export const statusCodes = {
  received: 1,
  in_use: 2,
  wip: 3,
  passed: 4,
  failed: 5,
  reworked: 6,
  packed: 7,
  shipped: 8,
  returned: 9,
  scrapped: 10,
  used_up: 11,
} as const;
export type Status = keyof typeof statusCodes;

/** An object that an event names, and what the event says of it. */
export type Mention = {
  readonly ref: ObjectRef;
  readonly status?: Status | undefined;
  readonly item?: string | undefined;
  /** Of a unit that the event starts under one. */
  readonly order?: string | undefined;
  /** The table whose rows of this event say all of this already; see named.ts. */
  readonly toldBy?: 'passage' | 'link' | undefined;
};

/** What a passage makes of its unit, by its result. */
export const passedStatus = {
  pass: 'passed',
  fail: 'failed',
  aborted: 'failed',
} as const satisfies Record<string, Status>;

const processed = { ...passedStatus, skipped: undefined };

type Mentions = {
  readonly [T in Happening['type']]?: (event: Extract<Happening, { type: T }>) => Mention[];
};

const mentions: Mentions = {
  lot_received: (e) => [{ ref: lot(e.lot), status: 'received', item: e.item }],
  lot_split: (e) => [
    { ref: lot(e.lot) },
    ...e.into.map((part): Mention => ({ ref: lot(part.lot), status: 'received' })),
  ],
  lots_joined: (e) => [
    ...e.lots.map((part): Mention => ({ ref: lot(part.lot) })),
    { ref: lot(e.into), status: 'received' },
  ],
  lot_mounted: (e) => [{ ref: lot(e.lot), status: 'in_use' }],
  lot_dismounted: (e) => [
    { ref: lot(e.lot), status: e.quantity?.value === 0 ? 'used_up' : 'received' },
  ],
  lot_spliced: (e) => [
    { ref: lot(e.from), status: 'used_up' },
    { ref: lot(e.to), status: 'in_use' },
  ],
  lot_topped_up: (e) => [{ ref: lot(e.lot), status: 'in_use' }],
  lot_consumed: (e) => [{ ref: lot(e.lot) }, ...('object' in e.by ? [{ ref: e.by.object }] : [])],
  lot_counted: (e) => [{ ref: lot(e.lot) }],
  lot_scrapped: (e) => [{ ref: lot(e.lot) }],
  lot_returned: (e) => [{ ref: lot(e.lot), status: e.to === 'store' ? 'received' : 'returned' }],
  unit_started: (e) => [
    { ref: unit(e.unit), status: 'wip', item: e.item, order: e.order },
    ...(e.positions ?? []).map(
      (place): Mention => ({
        ref: unit(place.unit),
        status: 'wip',
        item: place.item,
        order: e.order,
      }),
    ),
  ],
  unit_processed: (e) => [
    {
      ref: unit(e.unit),
      status: processed[e.result],
      toldBy: e.result === 'skipped' ? undefined : 'passage',
    },
    ...(e.positions ?? []).flatMap((place): Mention[] =>
      place.unit === undefined ? [] : [{ ref: unit(place.unit), status: processed[place.result] }],
    ),
  ],
  component_installed: (e) => [
    { ref: unit(e.unit), toldBy: 'link' },
    { ref: e.component, status: installedStatus(e.component), toldBy: 'link' },
  ],
  component_removed: (e) => [
    { ref: unit(e.unit) },
    { ref: e.component, status: e.component.startsWith('unit:') ? 'wip' : undefined },
  ],
  unit_repaired: (e) => [{ ref: unit(e.unit), status: 'reworked' }],
  unit_scrapped: (e) => [{ ref: unit(e.unit), status: 'scrapped' }],
  unit_relabelled: (e) => [{ ref: unit(e.unit) }, { ref: unit(e.previous) }],
  panel_separated: (e) => [
    { ref: unit(e.unit) },
    ...e.positions.map(
      (place): Mention => ({ ref: unit(place.unit), status: 'wip', item: place.item }),
    ),
  ],
  batch_transformed: (e) => [
    ...e.inputs.map((part): Mention => ({ ref: part.object })),
    ...e.outputs.map((part): Mention => ({ ref: part.object, status: 'received' })),
  ],
  packed: (e) => [
    {
      ref: toObjectRef('container', e.container),
      item: e.item,
      toldBy: e.item === undefined ? 'link' : undefined,
    },
    ...e.contents.map((ref): Mention => ({ ref, status: 'packed', toldBy: 'link' })),
  ],
  unpacked: (e) => [
    { ref: toObjectRef('container', e.container) },
    ...e.contents.map((ref): Mention => ({ ref, status: 'wip' })),
  ],
  shipped: (e) => [
    { ref: toObjectRef('shipment', e.shipment), status: 'shipped' },
    ...e.contents.map((ref): Mention => ({ ref, status: 'shipped' })),
  ],
  returned: (e) => [
    ...e.contents.map((ref): Mention => ({ ref, status: 'returned' })),
    ...(e.shipment === undefined ? [] : [{ ref: toObjectRef('shipment', e.shipment) }]),
  ],
  inspected: (e) => [{ ref: e.object, status: e.result === 'fail' ? 'failed' : undefined }],
  hold_placed: (e) => (e.objects ?? []).map((ref) => ({ ref })),
  hold_released: (e) => (e.objects ?? []).map((ref) => ({ ref })),
  measured: (e) => (e.unit === undefined ? [] : [{ ref: unit(e.unit) }]),
  incident_reported: (e) => (e.object === undefined ? [] : [{ ref: e.object }]),
};

/** The objects an event names, each once or more, with what it says of them. */
export function mentionsOf(event: Happening): readonly Mention[] {
  // TypeScript cannot tie the handler's type to the event's; the table above does.
  const handler = mentions[event.type] as ((e: Happening) => Mention[]) | undefined;
  return handler === undefined ? [] : handler(event);
}

function installedStatus(component: ObjectRef): Status | undefined {
  return component.startsWith('unit:') ? 'in_use' : undefined;
}

function lot(id: string): ObjectRef {
  return toObjectRef('lot', id);
}

function unit(id: string): ObjectRef {
  return toObjectRef('unit', id);
}
