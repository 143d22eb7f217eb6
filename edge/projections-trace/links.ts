import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';
import { deriveLinks, type Holding } from './derive-links.ts';
import { anyParent } from './link-ends.ts';
import { type Link, type LinkEnd, linkCodes, linkFolds } from './link-folds.ts';
import { linkColumns, linkKindTable, prepareLinkKinds } from './link-kinds.ts';

/**
 * What is individual: `parent` holds or was made from `child`, from `from_ms` until `to_ms` (null:
 * still). `link_end` keeps what was said of endings, `ending_event` when the events that said it happened;
 * a link names the one that ended it, which follows from both. Readers use the view `link`.
 */
export const links = defineProjection({
  name: 'links',
  version: 13,
  tables: ['link_mark', 'link_kind', 'link_end', 'ending_event', 'shipment'],
  remembers: [
    { ...byEvent('link_mark'), ends: { by: 'to_seq' } },
    byEvent('other_name'),
    byEvent('shipment'),
  ],
  schema: `${linkKindTable}
CREATE TABLE link_mark (
  parent_id INTEGER NOT NULL,
  child_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind_id INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_seq INTEGER,
  quantity REAL,
  PRIMARY KEY (parent_id, child_id, seq)
) STRICT, WITHOUT ROWID;
-- For "what was made from this?" in a forward trace.
CREATE INDEX link_child ON link_mark (child_id);
CREATE VIEW link AS ${linkColumns('')};
CREATE TABLE link_end (
  parent_id INTEGER NOT NULL,
  child_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  position TEXT,
  PRIMARY KEY (parent_id, child_id, kind, seq)
) STRICT, WITHOUT ROWID;
-- A list that keeps what was retracted: what stood at a position of the log happened at this time.
CREATE TABLE ending_event (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  source_id INTEGER NOT NULL
) STRICT;
CREATE TABLE shipment (
  shipment_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  customer TEXT NOT NULL,
  destination TEXT,
  reference TEXT,
  PRIMARY KEY (shipment_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const kinds = prepareLinkKinds(db);
    const add = db.prepare(`
      INSERT OR IGNORE INTO link_mark (parent_id, child_id, seq, kind_id, from_ms, quantity)
      VALUES (@parentId, @childId, @seq, @kindId, @atMs, @quantity)`);
    const remove = db.prepare(`
      DELETE FROM link_mark
      WHERE parent_id = @parentId AND child_id = @childId AND seq = @seq`);
    const addEnd = db.prepare(`
      INSERT OR IGNORE INTO link_end (parent_id, child_id, kind, seq, position)
      VALUES (@parentId, @childId, @kind, @seq, @position)`);
    const addEndingEvent = db.prepare(`
      INSERT OR IGNORE INTO ending_event (seq, at_ms, source_id) VALUES (@seq, @atMs, @sourceId)`);
    const removeEnd = db.prepare(`
      DELETE FROM link_end
      WHERE parent_id = @parentId AND child_id = @childId AND kind = @kind AND seq = @seq`);
    const { names } = dictionary;
    const derive = deriveLinks(db, names);
    const addShipment = db.prepare(`
      INSERT OR IGNORE INTO shipment (shipment_id, at_ms, seq, customer, destination, reference)
      VALUES (@shipmentId, @atMs, @seq, @customer, @destination, @reference)`);
    const removeShipment = db.prepare(
      'DELETE FROM shipment WHERE shipment_id = @shipmentId AND at_ms = @atMs AND seq = @seq',
    );

    function start(link: Link, { sign, ...fact }: Fact): void {
      const key = keyOf(link, fact);
      if (sign === -1) remove.run(key);
      else {
        const kindId = kinds.idOf({
          kind: key.kind,
          sourceId: key.sourceId,
          stationId: link.station === undefined ? 0 : dictionary.stationId(link.station),
          position: link.position ?? '',
          uom: link.quantity?.uom ?? '',
        });
        add.run({ ...key, kindId, quantity: link.quantity?.value ?? null });
      }
      if (link.kind === 'relabelled') rename(key, sign);
      derive.afterStart(key);
    }

    function rename(key: Key, sign: Fact['sign']): void {
      if (sign === 1) names.add(key);
      else names.remove(key);
      derive.afterRename(key.parentId, key.childId);
    }

    function end(link: LinkEnd, { sign, ...fact }: Fact): void {
      const key = keyOf(link, fact);
      if (sign === 1) {
        addEnd.run({ ...key, position: link.position ?? null });
        addEndingEvent.run(key);
      } else removeEnd.run(key);
      derive.afterEnd(key);
    }

    function keyOf(link: LinkEnd, { atMs, seq, sourceId }: Omit<Fact, 'sign'>): Key {
      return {
        parentId: link.parent === undefined ? anyParent : dictionary.refId(link.parent),
        childId: dictionary.refId(link.child),
        kind: linkCodes[link.kind],
        atMs,
        seq,
        sourceId,
      };
    }

    return {
      folds: linkFolds(start, end, (e, { atMs, seq, sign }) => {
        const key = { shipmentId: dictionary.objectId('shipment', e.shipment), atMs, seq };
        if (sign === -1) removeShipment.run(key);
        else {
          addShipment.run({
            ...key,
            customer: e.customer,
            destination: e.destination ?? null,
            reference: e.reference ?? null,
          });
        }
      }),
      reset: kinds.reset,
    };
  },
});

/** A link or an ending, as the event at `seq` told it. */
type Key = Holding & {
  readonly atMs: number;
  readonly seq: number;
  readonly sourceId: number;
};
