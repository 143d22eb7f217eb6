import { assert } from '../../domain/assert.ts';
import { type Calendar, createCalendar } from '../../domain/calendar/calendar.ts';
import type { CalendarDocument } from '../../domain/calendar/calendar-document.ts';
import { calendarDocumentOf } from '../../domain/calendar/plant-calendar.ts';
import type { LinePath, StationPath } from '../../domain/equipment-path.ts';
import type { AndonSettings, ReasonTree, targetValues } from '../../domain/events/throughput.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { rowsAsOf } from '../projections/history.ts';
import { settings } from '../projections/settings.ts';
import type { Database } from '../store/database.ts';
import { andonDefault, reasonsDefault } from './defaults.ts';

/** A setting with since when it counts and who set it; what the configuration says has no `seq`. */
export type Edition<T> = {
  readonly fromMs: number;
  /** When it was said. */
  readonly atMs: number | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly seq: number | null;
  readonly body: T;
};

export type Target = {
  readonly line: LinePath;
  readonly station?: StationPath | undefined;
  readonly item?: string | undefined;
} & { readonly [V in TargetValue]?: number | null | undefined };

type TargetValue = (typeof targetValues)[number];

/** Everything that was ever set, each in the order in which it counts: of two, the later one wins. */
export type Settings = {
  readonly calendars: readonly Edition<CalendarDocument>[];
  readonly calendar: Calendar;
  readonly reasons: readonly Edition<ReasonTree>[];
  readonly andon: readonly Edition<AndonSettings>[];
  readonly targets: readonly Edition<Target>[];
};

type Row = {
  readonly kind: 'calendar' | 'reasons' | 'andon' | 'target';
  readonly fromMs: number;
  readonly atMs: number;
  readonly by: string | null;
  readonly note: string | null;
  readonly seq: number;
  readonly body: string;
};

/** Reads the settings with one statement; those of the configuration come first. */
export function prepareSettings(db: Database, plant: PlantModel): () => Settings {
  const all = db.prepare<[], Row>(`SELECT ${columns} FROM setting ${inOrder}`);
  return () => toSettings(all.all(), plant);
}

/** The settings as they stood at a position of the log. */
export function prepareSettingsAt(db: Database, plant: PlantModel): (seq: number) => Settings {
  const [remembered] = settings.remembers ?? [];
  assert(remembered !== undefined, 'the past of settings is kept');
  const all = db.prepare<[{ seq: number }], Row>(`
    SELECT ${columns} FROM (${rowsAsOf(db, remembered, { seq: '@seq' })}) ${inOrder}`);
  return (seq) => toSettings(all.all({ seq }), plant);
}

const columns = `
  kind, from_ms AS "fromMs", at_ms AS "atMs", set_by AS "by", note, seq, body`;
const inOrder = 'ORDER BY kind, from_ms, at_ms, id';

function toSettings(rows: readonly Row[], plant: PlantModel): Settings {
  const read = <T>(kind: Row['kind']): Edition<T>[] =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ kind: _, body, ...row }) => ({ ...row, body: JSON.parse(body) as T })); // Validated when recorded.
  const calendars = [initial(calendarDocumentOf(plant)), ...read<CalendarDocument>('calendar')];
  return {
    calendars,
    calendar: createCalendar(calendars.map(({ body }) => body)),
    reasons: [initial(reasonsDefault), ...read<ReasonTree>('reasons')],
    andon: [
      initial(andonDefault),
      ...read<Partial<AndonSettings>>('andon').map(({ body, ...edition }) => ({
        ...edition,
        // Those that were recorded before a choice existed do not have it.
        body: { ...andonDefault, ...body },
      })),
    ],
    targets: [...targetsOf(plant).map(initial), ...read<Target>('target')],
  };
}

/** What counts at an instant. */
export function editionAt<T>(editions: readonly Edition<T>[], atMs: number): Edition<T> {
  const counting = editions.findLast(({ fromMs }) => fromMs <= atMs) ?? editions[0];
  if (counting === undefined) throw new Error('assertion failed: there is an initial setting');
  return counting;
}

type Asked = { readonly line: string; readonly station?: string; readonly item?: string };

/**
 * What a line, one of its stations or a product there is to do at an instant: each value by itself
 * from the narrowest target that has it. One that was taken back (null) leaves it to the next wider.
 */
export function targetAt(
  targets: readonly Edition<Target>[],
  asked: Asked,
  atMs: number,
): { readonly [V in TargetValue]: number | undefined } {
  const fitting = targets
    .filter(({ fromMs, body }) => fromMs <= atMs && fits(body, asked))
    // The sort is stable: of equally narrow ones the later stays behind the earlier.
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .toSorted((a, b) => narrowness(a.body) - narrowness(b.body));
  const last = (name: TargetValue): number | undefined => {
    const byNarrowness = new Map<number, number | null>();
    for (const { body } of fitting) {
      const value = body[name];
      if (value !== undefined) byNarrowness.set(narrowness(body), value);
    }
    return [...byNarrowness.values()].findLast((value) => value !== null) ?? undefined;
  };
  return {
    plannedCycleMs: last('plannedCycleMs'),
    taktMs: last('taktMs'),
    plannedPerHour: last('plannedPerHour'),
    oee: last('oee'),
  };
}

function fits(target: Target, asked: Asked): boolean {
  if (target.line !== asked.line) return false;
  if (target.station !== undefined && target.station !== asked.station) return false;
  return target.item === undefined || target.item === asked.item;
}

function narrowness({ station, item }: Target): number {
  return (item === undefined ? 0 : 2) + (station === undefined ? 0 : 1);
}

function initial<T>(body: T): Edition<T> {
  return { fromMs: 0, atMs: null, by: null, note: null, seq: null, body };
}

function targetsOf({ lines }: PlantModel): Target[] {
  return lines
    .filter(
      ({ targetPerHour, plannedCycleMs }) => targetPerHour > 0 || plannedCycleMs !== undefined,
    )
    .map(({ path, targetPerHour, plannedCycleMs }) => ({
      line: path,
      ...(targetPerHour > 0 ? { plannedPerHour: targetPerHour } : {}),
      ...(plannedCycleMs === undefined ? {} : { plannedCycleMs }),
    }));
}
