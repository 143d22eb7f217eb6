import BetterSqlite from 'better-sqlite3';
import { assert } from '../../domain/assert.ts';
import { rememberedBy, shapeOf, standsSince } from '../projections/history.ts';
import { mentionColumns } from '../projections/mentions.ts';
import { orderUnits, unitOrders } from '../projections/order-units.ts';
import { projections } from '../projections/projections.ts';
import { labelsOf, namesOf } from '../projections-trace/names.ts';
import { passageColumns } from '../projections-trace/passages.ts';
import { visitsEver, visitsOf } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';

/** Of the past, only this is brought back. */
export type PastWindow = {
  readonly seq: number;
  readonly stations: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
};

/**
 * A connection on which the tables that a report reads hold what they held at a log position, for
 * some stations and a stretch of time: temporary tables of the same names hide them. `object` and
 * `event_log` are views. Unlike the views of a trace's past they cost what the stretch holds, not
 * what the log holds, and can be joined.
 */
export type PastTables = {
  readonly db: Database;
  /** Answers as of the window's position, within one snapshot of the file. */
  readonly at: <T>(window: PastWindow, answer: () => T) => T;
};

const dayMs = 86_400_000;
/** How far back what still counts may lie: readings, alarms, calls. */
const reachMs = 7 * dayMs;

const isAt = '(t.station_id IN (SELECT value FROM json_each(@stations)))';
const within = (column: string, beforeMs: number, afterMs: number) =>
  `(t.${column} >= @fromMs - ${beforeMs} AND t.${column} < @toMs + ${afterMs})`;
const passed =
  'SELECT unit_id AS id FROM temp.passage_mark WHERE at_ms >= @fromMs AND at_ms < @toMs';
const ofUnits = (column: string) =>
  `t.${column} IN (${passed} UNION ALL SELECT unit_id FROM temp.other_name)`;
/** The names that units have today or had once. */
const everNamed = `t.unit_id IN (
  WITH RECURSIVE name (id) AS (
    ${passed}
    UNION
    SELECT o.other_id FROM name CROSS JOIN main.other_name o ON o.unit_id = name.id
    UNION
    SELECT p.other_id FROM name CROSS JOIN main.other_name_past p ON p.unit_id = name.id)
  SELECT id FROM name)`;

/** In the order in which they are filled: units are those that passed. */
const brought: readonly (readonly [table: string, where: string])[] = [
  ['passage_mark', `${isAt} AND ${within('at_ms', 0, 0)}`],
  ['other_name', everNamed],
  ['mention_mark', ofUnits('object_id')],
  // The state in which the stretch began is among the last of those before it.
  [
    'state_interval',
    `${isAt} AND t.from_ms < @toMs + ${dayMs} AND t.from_ms >= COALESCE((
      SELECT b.from_ms FROM main.state_interval b
      WHERE b.station_id = t.station_id AND b.from_ms <= @fromMs - ${dayMs}
      ORDER BY b.from_ms DESC LIMIT 1 OFFSET 200), 0)`,
  ],
  ['stop_mark', `${isAt} AND ${within('from_ms', reachMs + dayMs, dayMs)}`],
  ['alarm_mark', `${isAt} AND ${within('at_ms', reachMs + dayMs, dayMs)}`],
  // A reading is judged by those around it, however long ago the ones before were.
  [
    'counter',
    `${isAt} AND t.at_ms < @toMs + ${dayMs} AND t.at_ms >= COALESCE((
      SELECT b.at_ms FROM main.counter b
      WHERE b.station_id = t.station_id AND b.name = t.name AND b.at_ms <= @fromMs - ${dayMs}
      ORDER BY b.at_ms DESC LIMIT 1 OFFSET 200), 0)`,
  ],
  ['energy_reading', `${isAt} AND ${within('at_ms', reachMs, 0)}`],
  ['floor_mark', within('at_ms', reachMs, 0)],
  ['incident_mark', within('at_ms', reachMs, 0)],
  ['order_mark', 't.at_ms < @toMs'],
  ['setting', '1'],
];

/** Passages before the stretch of the units that passed in it, by any label: whether they were judged for the first time. */
const earlier = `${isAt} AND (t.station_id, t.at_ms, t.unit_id) IN (
  WITH RECURSIVE ${labelsOf('SELECT DISTINCT unit_id FROM temp.passage_mark')},
  ${visitsOf('SELECT DISTINCT id FROM label')}
  SELECT station_id, at_ms, unit_id FROM visit WHERE at_ms < @fromMs)`;

/** SQL: for each station a time: of a row that stands today, and of one that was taken out since. */
const atStations = (today: string, since: string) => `(t.station_id, t.at_ms) IN (
  SELECT s.value, (${today}) FROM json_each(@stations) s
  UNION ALL
  SELECT s.value, (${since}) FROM json_each(@stations) s)`;
const stoodThen = 'f.station_id = s.value AND f.since_seq <= @seq AND f.until_seq > @seq';

/** A station tells serials and energy if it ever did: one row of each is enough to know. */
const ever: readonly (readonly [table: string, where: string])[] = [
  [
    'passage_mark',
    atStations(
      `SELECT f.at_ms FROM main.passage f
      WHERE f.station_id = s.value AND f.good + f.reject > 0 AND f.seq <= @seq
      ORDER BY f.at_ms LIMIT 1`,
      `SELECT f.at_ms FROM main.passage_mark_past f CROSS JOIN main.passage_kind k ON k.id = f.kind_id
      WHERE ${stoodThen} AND k.good + k.reject > 0 LIMIT 1`,
    ),
  ],
  [
    'energy_reading',
    atStations(
      `SELECT f.at_ms FROM main.energy_reading f
      WHERE f.station_id = s.value AND f.seq <= @seq LIMIT 1`,
      `SELECT f.at_ms FROM main.energy_reading_past f WHERE ${stoodThen} LIMIT 1`,
    ),
  ],
];

/** States last until the next of those that stood. */
const lasting = `
  UPDATE temp.state_interval AS i SET to_ms = (
    SELECT n.from_ms FROM temp.state_interval n
    WHERE n.station_id = i.station_id AND (n.from_ms, n.id) > (i.from_ms, i.id)
    ORDER BY n.from_ms, n.id LIMIT 1)`;

/**
 * A station was silent wherever it is today, since no word is ever taken out of the log, and in what
 * was filled later; of two from one moment the longer.
 */
const silences = `
  INSERT INTO temp.silence (station_id, from_ms, to_ms, seq)
  SELECT t.station_id, t.from_ms, t.to_ms, t.seq FROM main.silence t
  WHERE ${isAt} AND t.from_ms < @toMs + ${dayMs}
  UNION ALL
  SELECT t.station_id, t.from_ms, t.to_ms, t.seq FROM main.silence_past t
  WHERE ${isAt} AND t.from_ms < @toMs + ${dayMs} AND t.until_seq > @seq
  ON CONFLICT DO UPDATE SET to_ms = MAX(to_ms, excluded.to_ms)`;

/**
 * Every judgement by itself, beside what it says of the first pass; see the projection. Gathered once,
 * for each figure of a report sums it anew; `+` keeps SQLite from reading all of a station for a unit.
 */
const output = `
  INSERT INTO temp.output (station_id, bucket_ms, item, good, reject, first_good, first_reject)
  SELECT p.station_id, p.at_ms AS bucket_ms, COALESCE(o.item, '') AS item, p.good, p.reject,
    p.good * p.is_first AS first_good, p.reject * p.is_first AS first_reject
  FROM (
    SELECT p.*, NOT EXISTS (
        WITH RECURSIVE ${namesOf('p.unit_id')}
        SELECT 1 FROM name CROSS JOIN temp.passage e ON e.unit_id = name.id
        WHERE +e.station_id = p.station_id AND e.good + e.reject > 0
          AND (e.at_ms, -e.reject, e.good, e.seq) < (p.at_ms, -p.reject, p.good, p.seq)) AS is_first
    FROM temp.passage p
    WHERE p.good + p.reject > 0) p
  CROSS JOIN temp.object o ON o.id = p.unit_id`;

export function openPastTables(file: string): PastTables {
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  db.pragma('temp_store = MEMORY');
  db.exec('CREATE TEMP TABLE as_of (seq INTEGER NOT NULL); INSERT INTO as_of VALUES (0);');
  const copies = [...brought.map(([table]) => table), 'silence'];
  for (const table of copies) db.exec(emptyCopy(db, table));
  const tables = [...copies, 'output'];
  db.exec(`
    CREATE TEMP TABLE output (station_id INTEGER, bucket_ms INTEGER, item TEXT, good INTEGER,
      reject INTEGER, first_good INTEGER, first_reject INTEGER);
    CREATE INDEX temp.past_output ON output (station_id, bucket_ms);
    CREATE INDEX temp.past_passage ON passage_mark (unit_id, station_id);
    CREATE INDEX temp.past_floor_mark ON floor_mark (subject, kind);
    CREATE TEMP VIEW passage AS ${passageColumns('')};
    CREATE TEMP VIEW mention AS ${mentionColumns};
    CREATE TEMP VIEW unit_order AS ${unitOrders('')};
    CREATE TEMP VIEW order_unit AS ${orderUnits('')};
    CREATE TEMP VIEW visit_last AS ${visitsEver};
    CREATE TEMP VIEW event_log AS
    SELECT * FROM main.event_log WHERE seq <= (SELECT seq FROM temp.as_of);
    CREATE TEMP VIEW object AS SELECT o.id, o.kind, o.code, (
      WITH RECURSIVE ${namesOf('o.id')}
      SELECT e.item FROM name CROSS JOIN temp.mention e ON e.object_id = name.id
      WHERE e.item IS NOT NULL
      ORDER BY e.at_ms, e.item LIMIT 1) AS item
    FROM main.object o;`);
  const sought = [...brought, ['passage_mark', earlier] as const, ...ever];
  const fills = [
    ...sought.map(([table, where]) => fillOf(db, table, where)),
    lasting,
    silences,
    output,
  ];
  const filling = fills.map((sql) => db.prepare<[Filled]>(sql));
  const move = db.prepare<[number]>('UPDATE temp.as_of SET seq = ?');
  const empties = tables.map((table) => db.prepare(`DELETE FROM temp.${table}`));
  const inSnapshot = db.transaction((window: PastWindow, answer: () => unknown) => {
    for (const empty of empties) empty.run();
    move.run(window.seq);
    const filled = { ...window, stations: JSON.stringify(window.stations) };
    for (const fill of filling) fill.run(filled);
    return answer();
  });
  return {
    db,
    at: (window, answer) => inSnapshot(window, answer) as ReturnType<typeof answer>, // It returns what `answer` returns.
  };
}

type Filled = Omit<PastWindow, 'stations'> & { readonly stations: string };

function emptyCopy(db: Database, table: string): string {
  const { columns, key } = shapeOf(db, table);
  const declared = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  const names = key.map(({ name }) => name).join(', ');
  return `CREATE TEMP TABLE ${table} (${declared}, PRIMARY KEY (${names})) WITHOUT ROWID`;
}

function fillOf(db: Database, table: string, where: string): string {
  const remembered = rememberedBy(projections).find((one) => one.table === table);
  assert(remembered !== undefined, `the past of ${table} is kept`);
  const { columns, key } = shapeOf(db, table);
  const names = columns.map(({ name }) => name);
  const since = standsSince(
    remembered,
    't',
    key.map(({ name }) => name),
  );
  const list = names.map((name) => `t.${name}`).join(', ');
  return `
    INSERT OR REPLACE INTO temp.${table} (${names.join(', ')})
    SELECT ${list} FROM main.${table} t WHERE ${where} AND ${since} <= @seq
    UNION ALL
    SELECT ${list} FROM main.${table}_past t
    WHERE ${where} AND t.since_seq <= @seq AND t.until_seq > @seq`;
}
