import { z } from 'zod';
import { stationPath } from '../../../domain/equipment-path.ts';
import { holdSelection } from '../../../domain/events/quality.ts';
import { itemId, slotId } from '../../../domain/ids.ts';
import { objectKind, objectRef } from '../../../domain/object-ref.ts';
import { quantity } from '../../../domain/quantity.ts';

export const direction = z.enum(['forward', 'backward']);
export type Direction = z.infer<typeof direction>;

/**
 * How sure a link is: `certain`, inside the interval; `declared`, a person or a booking said so;
 * `possible`, inside the uncertainty of a change-over, a splice or two clocks.
 */
export const certainty = z.enum(['certain', 'declared', 'possible']);
export type Certainty = z.infer<typeof certainty>;

/** Why a parent holds a child. */
export const linkKind = z.enum([
  'exposed', // The unit passed while the lot was on a slot of the station.
  'installed',
  'on_panel', // The unit was made on this panel.
  'relabelled', // The unit had this id before.
  'packed',
  'shipped',
  'split',
  'joined',
  'transformed',
  'consumed',
]);
export type LinkKind = z.infer<typeof linkKind>;

export const objectStatus = z.enum([
  'received',
  'in_use',
  'used_up',
  'wip',
  'passed',
  'failed',
  'reworked',
  'scrapped',
  'packed',
  'shipped',
  'returned',
]);
export type ObjectStatus = z.infer<typeof objectStatus>;

/** Where a recall must look: in work, in stock, at a customer, or gone. */
export const whereabouts = z.enum(['wip', 'stock', 'shipped', 'scrapped']);
export type Whereabouts = z.infer<typeof whereabouts>;

export const traceNode = z.strictObject({
  object: objectRef,
  /** Of a unit under any of its labels: the one that the earliest event names. */
  item: itemId.optional(),
  /** What else events say it is; a filter by item finds it as each of them. */
  otherItems: z.array(itemId).optional(),
  status: objectStatus.optional(),
  /** Steps from the root. */
  depth: z.int().min(0),
  certainty,
  /** A unit that is listed and not counted: the carrier of counted boards, or a former label of a counted unit. */
  listedAs: z.enum(['panel', 'former']).optional(),
  whereabouts: whereabouts.optional(),
  /** The station it was last seen at, or the customer it went to. */
  location: z.string().optional(),
  /** When the root's material was taken out of this object again, if it was. */
  removedAt: z.iso.datetime().optional(),
});
export type TraceNode = z.infer<typeof traceNode>;

/** `parent` holds or was made from `child`. */
export const traceLink = z.strictObject({
  parent: objectRef,
  child: objectRef,
  kind: linkKind,
  certainty,
  /** Why it is not certain, or what it rests on. */
  reason: z.string().optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  station: stationPath.optional(),
  slot: slotId.optional(),
  position: z.string().optional(),
  /** The places on the unit that the slot serves, as the recipe says. */
  positions: z.array(z.string()).optional(),
  quantity: quantity.optional(),
  /** The part of the slot's content that the lot was, 0 to 1, where it was a mixture. */
  share: z.number().min(0).max(1).optional(),
  eventSeq: z.int(),
});
export type TraceLink = z.infer<typeof traceLink>;

const counts = z.record(z.string(), z.int());

export const traceSummary = z.strictObject({
  lots: z.int(),
  units: z.int(),
  containers: z.int(),
  shipments: z.int(),
  customers: z.array(z.string()),
  byCertainty: z.strictObject({ certain: z.int(), declared: z.int(), possible: z.int() }),
  /** Units by where they are now. */
  byLocation: z.strictObject({ wip: z.int(), stock: z.int(), shipped: z.int(), scrapped: z.int() }),
  /** Everything that has an item, panels too; former labels never. */
  byItem: counts,
});
export type TraceSummary = z.infer<typeof traceSummary>;

export const traceSource = z.strictObject({
  source: z.string(),
  lastEventAt: z.iso.datetime(),
  lastRecordedAt: z.iso.datetime(),
  /** The edge's clock minus the source's, in the best case seen; the delivery delay is part of it. */
  clockOffsetMs: z.int(),
});

export const completeness = z.strictObject({
  /** True when nothing below limits the answer. */
  complete: z.boolean(),
  /** Objects that should have a history and have none: `{ object, reason }`. */
  deadEnds: z.array(z.strictObject({ object: objectRef, reason: z.string() })),
  /** Stations that were silent while it mattered. */
  gaps: z.array(
    z.strictObject({
      station: stationPath,
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      reason: z.string(),
    }),
  ),
  cycles: z.array(z.array(objectRef)),
  /** Ids that stand for two things: a lot id that two suppliers used, a unit that was said to be two items. */
  conflicts: z.array(
    z.strictObject({ object: objectRef, reason: z.string(), eventSeqs: z.array(z.int()) }),
  ),
  sources: z.array(traceSource),
});
export type Completeness = z.infer<typeof completeness>;

export const asOf = z.strictObject({ seq: z.int(), at: z.iso.datetime() });

const roots = {
  /** The first of the objects asked about that the edge knows. */
  root: objectRef,
  /** All of them, when several were asked about. */
  roots: z.array(objectRef).optional(),
  /** Asked about, and named by no event. */
  unknown: z.array(objectRef).optional(),
};

export const traceReply = z.strictObject({
  ...roots,
  direction,
  asOf,
  nodes: z.array(traceNode),
  links: z.array(traceLink),
  summary: traceSummary,
  completeness,
});
export type TraceReply = z.infer<typeof traceReply>;

/** How a recall list groups what it names. */
export const listedKind = z.enum(['lot', 'unit', 'panel', 'former', 'container', 'shipment']);

const listed = z.strictObject({
  certain: z.array(z.string()),
  declared: z.array(z.string()),
  possible: z.array(z.string()),
});

/** The recall list: the ids found, without the roots, by kind and by how sure they are. */
export const traceListReply = z.strictObject({
  ...roots,
  direction,
  asOf,
  /** Panels carry the units that are counted, former labels are those units again: both stand apart. */
  list: z.strictObject({
    lot: listed,
    unit: listed,
    panel: listed,
    former: listed,
    container: listed,
    shipment: listed,
  }),
  summary: traceSummary,
  completeness,
});
export type TraceListReply = z.infer<typeof traceListReply>;

export const objectReply = z.strictObject({
  object: objectRef,
  kind: objectKind,
  item: itemId.optional(),
  otherItems: z.array(itemId).optional(),
  status: objectStatus.optional(),
  whereabouts: whereabouts.optional(),
  location: z.string().optional(),
  firstSeenAt: z.iso.datetime().optional(),
  lastSeenAt: z.iso.datetime().optional(),
  holds: z.array(
    z.strictObject({
      hold: z.string(),
      reason: z.string(),
      severity: z.string(),
      since: z.iso.datetime(),
      /** What is held, when that is not the object itself: a part of it, or what it is in. */
      on: objectRef.optional(),
      /** The conditions that it meets; absent when the hold lists it. */
      selection: holdSelection.optional(),
    }),
  ),
  /** Its birth certificate: every event that names it, or a unit by any of its labels, in event time; retracted ones say so. */
  history: z.array(
    z.strictObject({
      seq: z.int(),
      recordedAt: z.iso.datetime(),
      retracted: z.boolean(),
      event: z.looseObject({ id: z.string(), type: z.string() }),
    }),
  ),
  asOf,
});
export type ObjectReply = z.infer<typeof objectReply>;

/** Search: objects whose id starts or ends with the text, ignoring case; exact matches first. */
export const searchReply = z.strictObject({
  matches: z.array(
    z.strictObject({ object: objectRef, item: itemId.optional(), status: objectStatus.optional() }),
  ),
});
export type SearchReply = z.infer<typeof searchReply>;
