import type { ObjectRef } from '../../domain/object-ref.ts';
import type { Quantity } from '../../domain/quantity.ts';
import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/**
 * What went into a transformation and what came out of it. Inputs go into the outputs that come at
 * the same time or later. A transformation without an id is its one event.
 */
export const batches = defineProjection({
  name: 'batches',
  version: 3,
  tables: ['batch_part'],
  remembers: [byEvent('batch_part')],
  schema: `
CREATE TABLE batch_part (
  transformation TEXT NOT NULL,
  is_output INTEGER NOT NULL,
  object_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  station_id INTEGER,
  quantity REAL,
  uom TEXT,
  PRIMARY KEY (transformation, is_output, object_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
-- For "which transformations was this object in?" in both directions of a trace.
CREATE INDEX batch_part_object ON batch_part (object_id, is_output);
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT OR IGNORE INTO batch_part
        (transformation, is_output, object_id, at_ms, seq, source_id, station_id, quantity, uom)
      VALUES (@transformation, @isOutput, @objectId, @atMs, @seq, @sourceId, @stationId, @quantity,
        @uom)`);
    const remove = db.prepare(`
      DELETE FROM batch_part
      WHERE transformation = @transformation AND is_output = @isOutput AND object_id = @objectId
        AND at_ms = @atMs AND seq = @seq`);

    function fold(part: Part, { atMs, seq, sourceId, sign }: Fact): void {
      const { object, quantity, ...rest } = part;
      const key = { ...rest, objectId: dictionary.refId(object), atMs, seq, sourceId };
      if (sign === -1) remove.run(key);
      else add.run({ ...key, quantity: quantity?.value ?? null, uom: quantity?.uom ?? null });
    }

    return {
      folds: {
        batch_transformed: (event, fact) => {
          const { id, station, inputs, outputs } = event;
          const transformation = event.transformation ?? `#${id}`;
          const stationId = station === undefined ? null : dictionary.stationId(station);
          for (const input of inputs)
            fold({ ...input, transformation, stationId, isOutput: 0 }, fact);
          for (const output of outputs) {
            fold({ ...output, transformation, stationId, isOutput: 1 }, fact);
          }
        },
      },
    };
  },
});

type Part = {
  readonly object: ObjectRef;
  readonly quantity?: Quantity | undefined;
  readonly transformation: string;
  readonly stationId: number | null;
  readonly isOutput: 0 | 1;
};
