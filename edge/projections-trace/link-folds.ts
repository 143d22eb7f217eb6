import type { EventOf } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { Fact, Folds } from '../projections/define-projection.ts';

/** Integer codes of the links that single events tell of; exposures and batches have no rows here. */
export const linkCodes = {
  installed: 1,
  on_panel: 2,
  packed: 3,
  shipped: 4,
  split: 5,
  joined: 6,
  consumed: 7,
  relabelled: 8,
} as const;

/** One thing in, on or made from another, as a single event says it. */
export type Link = {
  readonly kind: keyof typeof linkCodes;
  readonly parent: ObjectRef;
  readonly child: ObjectRef;
  readonly position?: string | undefined;
  readonly station?: string | undefined;
  readonly quantity?: Quantity | undefined;
};

type LinkFold = (link: Link, fact: Fact) => void;
/** Without a parent: whatever holds the child in this way. */
export type LinkEnd = Omit<Link, 'parent'> & { readonly parent?: ObjectRef | undefined };
type EndFold = (link: LinkEnd, fact: Fact) => void;
type ShipmentFold = (event: EventOf<'shipped'>, fact: Fact) => void;

/** Which links each event starts and ends. */
export function linkFolds(start: LinkFold, end: EndFold, ship: ShipmentFold): Folds {
  function putOnPanel({ unit, positions }: Panel, fact: Fact): void {
    const child = toObjectRef('unit', unit);
    for (const place of positions ?? []) {
      if (place.unit === undefined) continue;
      const parent = toObjectRef('unit', place.unit);
      start({ kind: 'on_panel', parent, child, position: place.position }, fact);
    }
  }

  return {
    unit_started: putOnPanel,
    unit_processed: putOnPanel,
    panel_separated: putOnPanel,
    unit_relabelled: (e, fact) => {
      const parent = toObjectRef('unit', e.unit);
      start({ kind: 'relabelled', parent, child: toObjectRef('unit', e.previous) }, fact);
    },
    component_installed: (e, fact) => start(installation(e), fact),
    component_removed: (e, fact) => end(installation(e), fact),
    packed: (e, fact) => {
      const parent = toObjectRef('container', e.container);
      for (const child of e.contents) {
        start({ kind: 'packed', parent, child, station: e.station }, fact);
      }
    },
    unpacked: (e, fact) => {
      const parent = toObjectRef('container', e.container);
      for (const child of e.contents) end({ kind: 'packed', parent, child }, fact);
    },
    shipped: (e, fact) => {
      const parent = toObjectRef('shipment', e.shipment);
      for (const child of e.contents) start({ kind: 'shipped', parent, child }, fact);
      ship(e, fact);
    },
    returned: (e, fact) => {
      const shipment = e.shipment === undefined ? undefined : toObjectRef('shipment', e.shipment);
      for (const child of e.contents) {
        end({ kind: 'shipped', parent: shipment, child }, fact);
        end({ kind: 'packed', child }, fact);
      }
    },
    lot_split: (e, fact) => {
      const child = toObjectRef('lot', e.lot);
      for (const { lot, quantity } of e.into) {
        start({ kind: 'split', parent: toObjectRef('lot', lot), child, quantity }, fact);
      }
    },
    lots_joined: (e, fact) => {
      const parent = toObjectRef('lot', e.into);
      for (const { lot, quantity } of e.lots) {
        start({ kind: 'joined', parent, child: toObjectRef('lot', lot), quantity }, fact);
      }
    },
    lot_consumed: (e, fact) => {
      if (!('object' in e.by)) return;
      const { quantity, station } = e;
      const child = toObjectRef('lot', e.lot);
      start({ kind: 'consumed', parent: e.by.object, child, quantity, station }, fact);
    },
  };
}

type Panel = {
  readonly unit: string;
  readonly positions?:
    | readonly { readonly position: string; readonly unit?: string | undefined }[]
    | undefined;
};

function installation(e: EventOf<'component_installed'> | EventOf<'component_removed'>): Link {
  return {
    kind: 'installed',
    parent: toObjectRef('unit', e.unit),
    child: e.component,
    position: e.position,
    station: e.station,
    quantity: e.type === 'component_installed' ? e.quantity : undefined,
  };
}
