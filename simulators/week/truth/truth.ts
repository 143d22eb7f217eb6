import { clockToleranceMs, weekLines } from '../layout.ts';
import { at, cutAt, type Span } from '../spans.ts';
import type { Week } from '../week.ts';
import {
  noPieces,
  productRuns,
  trueLineEnergy,
  trueLinePieces,
  truePieces,
  trueProducts,
  trueSurroundings,
} from './true-pieces.ts';
import {
  type Elements,
  type Subject,
  subjectOfLine,
  subjectOfStation,
  trueTime,
} from './true-time.ts';

/** What every element of a KPI truly was, of any station or line in any stretch of the week. */
export type WeekTruth = {
  readonly ofStation: (path: string, span: Span) => Elements;
  readonly ofLine: (path: string, span: Span) => Elements;
  readonly ofProducts: (line: string, span: Span) => ReadonlyMap<string, Elements>;
};

type LineTruth = {
  readonly output: string;
  readonly own: Week['stations'];
  readonly subject: Subject;
  readonly runs: ReturnType<typeof productRuns>;
};

export function createTruth({ stations, orders }: Week): WeekTruth {
  const ofStations = new Map<string, Subject>(
    stations.map((of) => [of.station.path, subjectOfStation(of, clockToleranceMs)]),
  );
  const lines = new Map<string, LineTruth>(
    weekLines.map(({ path, output }) => {
      const own = stations.filter(({ station }) => station.line === path);
      const last = own.find(({ station }) => station.path === output);
      const subject = subjectOfLine(own, output, clockToleranceMs);
      return [path, { output, own, subject, runs: last === undefined ? [] : productRuns(last) }];
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
        ...truePieces(of, span),
        ...trueSurroundings(lineAt(line).own, orders, span),
      };
    },
    ofLine: (path, span) => {
      const { own, output, subject } = lineAt(path);
      return {
        ...trueTime(subject, path, span),
        ...trueLinePieces(own, output, span),
        ...trueSurroundings(own, orders, span),
      };
    },
    ofProducts: (path, span) => productsOf(lineAt(path), path, span),
  };
}

/** Every product has its pieces, and the line's time and energy of the stretches in which it was worked on. */
function productsOf({ own, output, subject, runs }: LineTruth, line: string, span: Span) {
  const last = own.find(({ station }) => station.path === output);
  const products = last === undefined ? new Map<string, Elements>() : trueProducts(last, span);
  const spent = new Map<string, Elements>();
  for (const piece of cutAt(
    span,
    runs.map(({ toMs }) => toMs),
  )) {
    const item = at(runs, piece.fromMs)?.item ?? '';
    const time = { ...trueTime(subject, line, piece), ...trueLineEnergy(own, piece) };
    spent.set(item, added(spent.get(item) ?? {}, time));
  }
  const items = new Set([...products.keys(), ...spent.keys()]);
  return new Map(
    [...items].map((item) => [item, { ...spent.get(item), ...(products.get(item) ?? noPieces) }]),
  );
}

function added(a: Elements, b: Elements): Elements {
  return Object.fromEntries(
    Object.entries(b).map(([name, value]) => [name, (a[name] ?? 0) + (value ?? 0)]),
  );
}
