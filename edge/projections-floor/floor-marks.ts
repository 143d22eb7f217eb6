import type { EventOf } from '../../domain/events/event.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/**
 * What people said on the floor: who signed on, scrap and repairs with their reasons, hand-overs of
 * shifts; their calls are incidents. Marks at a place (a station, or the line of a shift; empty where
 * none was said), which reports lay side by side when asked. `subject` is whom or what it is about.
 */
export const floorMarks = defineProjection({
  name: 'floor_marks',
  version: 2,
  tables: ['floor_mark'],
  remembers: [byEvent('floor_mark')],
  schema: `
CREATE TABLE floor_mark (
  place TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  said_by TEXT,
  reason TEXT,
  note TEXT,
  signed TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (place, at_ms, id)
) STRICT, WITHOUT ROWID;
-- For "who signed this shift?".
CREATE INDEX floor_mark_subject ON floor_mark (subject, kind);
`,
  prepare: (db) => {
    const add = db.prepare(`
      INSERT INTO floor_mark (place, at_ms, id, kind, subject, said_by, reason, note, signed, seq)
      VALUES (@place, @atMs, @id, @kind, @subject, @by, @reason, @note, @signed, @seq)`);
    const remove = db.prepare(
      'DELETE FROM floor_mark WHERE place = @place AND at_ms = @atMs AND id = @id',
    );

    function fold(event: Said, mark: Mark, { atMs, seq, sign }: Fact): void {
      const { place = event.station ?? '', subject, by, reason, note, signed } = mark;
      const key = { place, atMs, id: event.id };
      if (sign === -1) {
        remove.run(key);
        return;
      }
      add.run({
        ...key,
        kind: event.type,
        subject,
        by: by ?? event.operator ?? null,
        reason: reason ?? null,
        note: note ?? null,
        signed: signed === undefined ? null : JSON.stringify(signed),
        seq,
      });
    }

    return {
      folds: {
        operator_signed_on: (event, fact) =>
          fold(event, { subject: event.operator, reason: event.role }, fact),
        operator_signed_off: (event, fact) => fold(event, { subject: event.operator }, fact),
        unit_scrapped: (event, fact) =>
          fold(event, { subject: toObjectRef('unit', event.unit), reason: event.reason }, fact),
        unit_repaired: (event, fact) =>
          fold(event, { subject: toObjectRef('unit', event.unit), reason: event.action }, fact),
        shift_handed_over: (event, fact) => {
          const { line: place, shift: subject, by, note, signed } = event;
          fold(event, { place, subject, by, note, signed }, fact);
        },
        shift_taken_over: (event, fact) => {
          const { line: place, shift: subject, by, note, handover: reason } = event;
          fold(event, { place, subject, by, note, reason }, fact);
        },
      },
    };
  },
});

type Said = Pick<
  EventOf<'unit_scrapped' | 'operator_signed_on' | 'shift_handed_over'>,
  'id' | 'station' | 'operator'
> & { readonly type: string };

type Mark = {
  /** The event's station unless said. */
  readonly place?: string;
  readonly subject: string;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  readonly signed?: object | undefined;
};
