import { decoders } from '../../edge/decoders.ts';
import { createFolder } from '../../edge/projections/fold.ts';
import { projections } from '../../edge/projections/projections.ts';
import { bringUpToDate } from '../../edge/projections/rebuild.ts';
import { migrate, openForWriting } from '../../edge/store/database.ts';
import { createRecorder } from '../../edge/store/recorder.ts';

export const glueStation = 'BD1/ASM/ASM1/GLUE';
/** What the messages of the glue station wait for. */
export const keptGroup = { source: 'mqtt:glue-1', code: 'unknown_type' };

/** Fills an edge's file as a program of yesterday would have left it, which could read none of these events. */
export function keepUnread(file: string, events: readonly object[], nowMs: number): void {
  const db = openForWriting(file);
  migrate(db);
  bringUpToDate(db, projections, () => {});
  const problem = { ...keptGroup, reason: 'there is no such type', station: glueStation };
  createRecorder(db, {
    decoders: { ...decoders, json: () => ({ events: [], problems: [problem] }) },
    folder: createFolder(db, projections),
    clock: { nowMs: () => nowMs },
  }).record(
    events.map((event) => {
      const payload = Buffer.from(JSON.stringify(event));
      return { format: 'json', source: keptGroup.source, topic: '', payload, guaranteed: true };
    }),
  );
  db.close();
}
