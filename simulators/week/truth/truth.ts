import { clockToleranceMs, weekLines } from '../layout.ts';
import type { WeekOrder } from '../orders.ts';
import type { Span } from '../spans.ts';
import type { StationWeek, Week } from '../week.ts';
import {
  energyOf,
  trueLineEnergy,
  trueLinePieces,
  truePieces,
  trueSurroundings,
} from './true-pieces.ts';
import {
  type Elements,
  type Subject,
  subjectOfLine,
  subjectOfStation,
  trueTime,
} from './true-time.ts';
import { trueWork, type WorkKind, type WorkPlace } from './true-work.ts';

/** What every element of a KPI truly was, of any station or line in any stretch of the week. */
export type WeekTruth = {
  readonly ofStation: (path: string, span: Span) => Elements;
  readonly ofLine: (path: string, span: Span) => Elements;
  /** Of a station or a line (by its path), each order or product. */
  readonly ofWork: (place: string, kind: WorkKind, span: Span) => ReadonlyMap<string, Elements>;
};

type LineTruth = {
  readonly output: string;
  readonly own: Week['stations'];
  readonly subject: Subject;
  readonly orders: readonly WeekOrder[];
};

export function createTruth({ stations, orders }: Week): WeekTruth {
  const ofStations = new Map<string, Subject>(
    stations.map((of) => [of.station.path, subjectOfStation(of, clockToleranceMs)]),
  );
  const lines = new Map<string, LineTruth>(
    weekLines.map(({ path, output }) => {
      const own = stations.filter(({ station }) => station.line === path);
      const subject = subjectOfLine(own, output, clockToleranceMs);
      const ofLine = orders.filter(({ line }) => line === path);
      return [path, { output, own, subject, orders: ofLine }];
    }),
  );
  const lineAt = (path: string) => {
    const line = lines.get(path);
    if (line === undefined) throw new Error(`there is no line ${path} in the week`);
    return line;
  };
  const stationAt = (path: string) => {
    const [of, subject] = [
      stations.find(({ station }) => station.path === path),
      ofStations.get(path),
    ];
    if (of === undefined || subject === undefined) throw new Error(`there is no station ${path}`);
    return { of, subject };
  };
  return {
    ofStation: (path, span) => {
      const { of, subject } = stationAt(path);
      const { line } = of.station;
      return {
        ...trueTime(subject, line, span),
        ...truePieces(of, orders, span),
        ...trueSurroundings(lineAt(line).own, orders, span),
      };
    },
    ofLine: (path, span) => {
      const { own, output, subject } = lineAt(path);
      return {
        ...trueTime(subject, path, span),
        ...trueLinePieces(own, { output, orders }, span),
        ...trueSurroundings(own, orders, span),
      };
    },
    ofWork: (path, kind, span) => {
      const line = lines.get(path);
      if (line !== undefined) return trueWork(placeOfLine(line, path), kind, span);
      const { of, subject } = stationAt(path);
      return trueWork(placeOfStation(of, subject, lineAt(of.station.line)), kind, span);
    },
  };
}

function placeOfLine({ own, output, subject, orders }: LineTruth, path: string): WorkPlace {
  const of = own.find(({ station }) => station.path === output);
  if (of === undefined) throw new Error(`there is no station ${output} at ${path}`);
  const spent = (span: Span) => {
    return { ...trueTime(subject, path, span), ...trueLineEnergy(own, span) };
  };
  return { of, orders, spent };
}

function placeOfStation(of: StationWeek, subject: Subject, { orders }: LineTruth): WorkPlace {
  const { line } = of.station;
  return {
    of,
    orders,
    spent: (span) => ({ ...trueTime(subject, line, span), ...energyOf(of, span) }),
  };
}
