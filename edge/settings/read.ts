import { type Calendar, createCalendar } from '../../domain/calendar/calendar.ts';
import type { CalendarDocument } from '../../domain/calendar/calendar-document.ts';
import { calendarDocumentOf } from '../../domain/calendar/plant-calendar.ts';
import type { LinePath, StationPath } from '../../domain/equipment-path.ts';
import type { AndonSettings, ReasonTree } from '../../domain/events/throughput.ts';
import type { PlantModel } from '../../domain/plant.ts';
import type { Database } from '../store/database.ts';
import { andonDefault, reasonsDefault } from './defaults.ts';

/** A setting with since when it counts and who set it; what the configuration says has no `seq`. */
export type Edition<T> = {
  readonly fromMs: number;
  readonly by: string | null;
  readonly seq: number | null;
  readonly body: T;
};

export type Target = {
  readonly line: LinePath;
  readonly station?: StationPath | undefined;
  readonly item?: string | undefined;
  readonly plannedCycleMs?: number | undefined;
  readonly taktMs?: number | undefined;
  readonly plannedPerHour?: number | undefined;
};

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
  readonly by: string | null;
  readonly seq: number;
  readonly body: string;
};

/** Reads the settings with one statement; those of the configuration come first. */
export function prepareSettings(db: Database, plant: PlantModel): () => Settings {
  const all = db.prepare<[], Row>(`
    SELECT kind, from_ms AS "fromMs", set_by AS "by", seq, body
    FROM setting
    ORDER BY kind, from_ms, at_ms, id`);
  const read = <T>(rows: readonly Row[], kind: Row['kind']): Edition<T>[] =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ kind: _, body, ...row }) => ({ ...row, body: JSON.parse(body) as T })); // Validated when recorded.
  return () => {
    const rows = all.all();
    const calendars = [
      initial(calendarDocumentOf(plant)),
      ...read<CalendarDocument>(rows, 'calendar'),
    ];
    return {
      calendars,
      calendar: createCalendar(calendars.map(({ body }) => body)),
      reasons: [initial(reasonsDefault), ...read<ReasonTree>(rows, 'reasons')],
      andon: [
        initial(andonDefault),
        ...read<Partial<AndonSettings>>(rows, 'andon').map(({ body, ...edition }) => ({
          ...edition,
          // Those that were recorded before a choice existed do not have it.
          body: { ...andonDefault, ...body },
        })),
      ],
      targets: [...targetsOf(plant).map(initial), ...read<Target>(rows, 'target')],
    };
  };
}

/** What counts at an instant. */
export function editionAt<T>(editions: readonly Edition<T>[], atMs: number): Edition<T> {
  const counting = editions.findLast(({ fromMs }) => fromMs <= atMs) ?? editions[0];
  if (counting === undefined) throw new Error('assertion failed: there is an initial setting');
  return counting;
}

/** What a line, one of its stations or a product there is to do at an instant: each value by itself
 * from the narrowest target that has it. */
export function targetAt(
  targets: readonly Edition<Target>[],
  asked: { readonly line: string; readonly station?: string; readonly item?: string },
  atMs: number,
): Pick<Target, 'plannedCycleMs' | 'taktMs' | 'plannedPerHour'> {
  const fitting = targets
    .filter(({ fromMs, body }) => fromMs <= atMs && fits(body, asked))
    // The sort is stable: of equally narrow ones the later stays behind the earlier.
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .toSorted((a, b) => narrowness(a.body) - narrowness(b.body));
  const last = (name: 'plannedCycleMs' | 'taktMs' | 'plannedPerHour') =>
    fitting.findLast(({ body }) => body[name] !== undefined)?.body[name];
  return {
    plannedCycleMs: last('plannedCycleMs'),
    taktMs: last('taktMs'),
    plannedPerHour: last('plannedPerHour'),
  };
}

function fits(target: Target, asked: Parameters<typeof targetAt>[1]): boolean {
  if (target.line !== asked.line) return false;
  if (target.station !== undefined && target.station !== asked.station) return false;
  return target.item === undefined || target.item === asked.item;
}

function narrowness({ station, item }: Target): number {
  return (item === undefined ? 0 : 2) + (station === undefined ? 0 : 1);
}

function initial<T>(body: T): Edition<T> {
  return { fromMs: 0, by: null, seq: null, body };
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
