import { toMs } from '../../domain/time.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';

/**
 * What people set for the plant, each setting with the instant from which it counts; a calendar's
 * own document says that. `scope` tells targets apart. Of two from one instant, the one said last
 * counts, and of two said at once the one with the greater id.
 */
export const settings = defineProjection({
  name: 'settings',
  version: 3,
  tables: ['setting'],
  remembers: [byEvent('setting')],
  schema: `
CREATE TABLE setting (
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  set_by TEXT,
  note TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (kind, scope, from_ms, at_ms, id)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db) => {
    const add = db.prepare(`
      INSERT INTO setting (kind, scope, from_ms, at_ms, id, body, set_by, note, seq)
      VALUES (@kind, @scope, @fromMs, @atMs, @id, @body, @by, @note, @seq)`);
    const remove = db.prepare(`
      DELETE FROM setting
      WHERE kind = @kind AND scope = @scope AND from_ms = @fromMs AND at_ms = @atMs AND id = @id`);

    function fold(setting: Setting, { atMs, seq, sign }: Fact): void {
      const { id, by = null, note = null, kind, scope = '', fromMs, body } = setting;
      const key = { kind, scope, fromMs, atMs, id };
      if (sign === -1) remove.run(key);
      else add.run({ ...key, body: JSON.stringify(body), by, note, seq });
    }

    return {
      folds: {
        calendar_set: ({ id, by, note, calendar }, fact) => {
          const fromMs = Date.parse(calendar.effectiveFrom);
          fold({ id, by, note, kind: 'calendar', fromMs, body: calendar }, fact);
        },
        reasons_set: ({ id, by, note, effectiveFrom, tree }, fact) => {
          fold({ id, by, note, kind: 'reasons', fromMs: toMs(effectiveFrom), body: tree }, fact);
        },
        andon_set: ({ id, by, note, effectiveFrom, andon }, fact) => {
          fold({ id, by, note, kind: 'andon', fromMs: toMs(effectiveFrom), body: andon }, fact);
        },
        target_set: ({ id, by, note, line, station, item, effectiveFrom, ...event }, fact) => {
          const { plannedCycleMs, taktMs, plannedPerHour, oee } = event;
          const body = { line, station, item, plannedCycleMs, taktMs, plannedPerHour, oee };
          const scope = JSON.stringify([line, station ?? '', item ?? '']);
          fold({ id, by, note, kind: 'target', scope, fromMs: toMs(effectiveFrom), body }, fact);
        },
      },
    };
  },
});

type Setting = {
  readonly id: string;
  readonly by?: string | undefined;
  readonly note?: string | undefined;
  readonly kind: 'calendar' | 'reasons' | 'andon' | 'target';
  readonly scope?: string;
  readonly fromMs: number;
  readonly body: unknown;
};
