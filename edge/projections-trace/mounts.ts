import type { Fact } from '../projections/define-projection.ts';
import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';
import { deriveMounts } from './derive-mounts.ts';
import { type Mark, markKind } from './slot-intervals.ts';

/**
 * What sat on which slot, from when to when. The marks are what was said; the intervals follow from
 * them and bear the key of the mark that opened them. A tank that was topped up holds several lots at
 * once, each with its share. `from_ms`…`to_ms` is certain, `outer_from_ms`…`outer_to_ms` includes a splice's grey zone;
 * null means still mounted.
 */
export const mounts = defineProjection({
  name: 'mounts',
  version: 5,
  tables: ['slot', 'slot_mark', 'mount'],
  remembers: [
    byEvent('slot_mark'),
    {
      table: 'mount',
      restsOn: (row) => `${row}.from_seq`,
      ends: { by: 'to_seq', also: ['to_ms', 'outer_to_ms', 'to_source_id'] },
    },
  ],
  schema: `
-- Which slots a station has, for a backward trace: one search a slot. The longest grey zone there
-- says how far a neighbouring interval may reach over.
CREATE TABLE slot (
  station_id INTEGER NOT NULL,
  slot TEXT NOT NULL,
  grey_ms_max INTEGER NOT NULL,
  PRIMARY KEY (station_id, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE slot_mark (
  station_id INTEGER NOT NULL,
  slot TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  lot_id INTEGER NOT NULL,
  grey_before_ms INTEGER NOT NULL,
  grey_after_ms INTEGER NOT NULL,
  added REAL,
  remaining REAL,
  source_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, slot, at_ms, kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE mount (
  station_id INTEGER NOT NULL,
  slot TEXT NOT NULL,
  start_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  lot_id INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  outer_from_ms INTEGER NOT NULL,
  to_ms INTEGER,
  outer_to_ms INTEGER,
  from_source_id INTEGER NOT NULL,
  to_source_id INTEGER,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER,
  share REAL,
  PRIMARY KEY (station_id, slot, start_ms, kind, id, lot_id)
) STRICT, WITHOUT ROWID;
-- For "where was this lot mounted?" in a forward trace.
CREATE INDEX mount_lot ON mount (lot_id);
`,
  prepare: (db, dictionary) => {
    const addMark = db.prepare(`
      INSERT INTO slot_mark (station_id, slot, at_ms, kind, id, lot_id, grey_before_ms, grey_after_ms, added, remaining, source_id, seq)
      VALUES (@stationId, @slot, @atMs, @kind, @id, @lotId, @greyBeforeMs, @greyAfterMs, @added, @remaining, @sourceId, @seq)`);
    const addSlot = db.prepare(`
      INSERT INTO slot (station_id, slot, grey_ms_max)
      VALUES (@stationId, @slot, @greyBeforeMs + @greyAfterMs)
      ON CONFLICT DO UPDATE SET grey_ms_max = MAX(grey_ms_max, excluded.grey_ms_max)`);
    const removeMark = db.prepare(`
      DELETE FROM slot_mark
      WHERE station_id = @stationId AND slot = @slot AND at_ms = @atMs AND kind = @kind AND id = @id`);
    const derive = deriveMounts(db);

    function mark(
      place: { id: string; station: string; slot: string },
      fact: Fact,
      rest: MarkRest,
    ): void {
      const row: Mark = {
        stationId: dictionary.stationId(place.station),
        slot: place.slot,
        atMs: fact.atMs,
        id: place.id,
        lotId: dictionary.objectId('lot', rest.lot),
        kind: rest.kind,
        greyBeforeMs: rest.grey?.beforeMs ?? 0,
        greyAfterMs: rest.grey?.afterMs ?? 0,
        added: rest.added ?? null,
        remaining: rest.remaining ?? null,
        sourceId: fact.sourceId,
        seq: fact.seq,
      };
      addSlot.run(row);
      (fact.sign === 1 ? addMark : removeMark).run(row);
      derive(row);
    }

    return {
      folds: {
        lot_mounted: (e, fact) => mark(e, fact, { kind: markKind.mounted, lot: e.lot }),
        lot_dismounted: (e, fact) => mark(e, fact, { kind: markKind.dismounted, lot: e.lot }),
        lot_topped_up: (e, fact) =>
          mark(e, fact, {
            kind: markKind.toppedUp,
            lot: e.lot,
            added: e.quantity?.value,
            remaining: e.remaining?.value,
          }),
        lot_spliced: (e, fact) =>
          mark(e, fact, { kind: markKind.spliced, lot: e.to, grey: e.greyZone }),
      },
    };
  },
});

type MarkRest = {
  readonly kind: number;
  readonly lot: string;
  readonly added?: number | undefined;
  readonly remaining?: number | undefined;
  readonly grey?: { readonly beforeMs: number; readonly afterMs: number } | undefined;
};
