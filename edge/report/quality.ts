import type { StationPath } from '../../domain/equipment-path.ts';
import { present } from '../../domain/present.ts';
import type { LineReport } from '../api/contract/report.ts';
import type { FloorMark, RejectRow } from './rows.ts';

type Counted = LineReport['rejects'];

/** So many events stand behind one row at most. */
const seqsMax = 100;

/** Rejected pieces by station and the first defect that was named of each: their sum is the station's. */
export function rejectsOf(rows: readonly RejectRow[]): Counted {
  return byReason(
    rows.flatMap(({ station, seq, body }) =>
      defectsIn(body).map((reason) => ({ station, reason, seq })),
    ),
  );
}

/** Units thrown away or repaired, by station and reason. */
export function markedOf(marks: readonly FloorMark[]): Counted {
  return byReason(
    marks.map(({ place, reason, seq }) => {
      return { station: place as StationPath, reason: reason ?? undefined, seq }; // Marks of stations.
    }),
  );
}

type Told = {
  readonly station: StationPath;
  readonly reason: string | undefined;
  readonly seq: number;
};

function byReason(told: readonly Told[]): Counted {
  const groups = Map.groupBy(told, ({ station, reason }) => `${station} ${reason ?? ''}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { station, reason } = first;
      const eventSeqs = [...new Set(group.map(({ seq }) => seq))].slice(0, seqsMax);
      return [{ station, pieces: group.length, eventSeqs, ...present({ reason }) }];
    })
    .toSorted((a, b) => b.pieces - a.pieces || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

type Judged = { readonly result?: string; readonly defects?: readonly { readonly code: string }[] };
type Passage = Judged & { readonly positions?: readonly Judged[]; readonly replacement?: Passage };

/** For each rejected piece of a passage (the places of a panel count each) its first defect. */
function defectsIn(body: string): (string | undefined)[] {
  const event = JSON.parse(body) as Passage; // The log holds validated events; a correction its replacement.
  const { positions, ...whole } = event.replacement ?? event;
  return (positions ?? [whole])
    .filter(({ result }) => result === 'fail')
    .map(({ defects }) => defects?.[0]?.code ?? whole.defects?.[0]?.code);
}
