import type { StationPath } from '../../domain/equipment-path.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { Handover, LineReport } from '../api/contract/report.ts';
import type { FloorMark, IncidentMark, ReportedMark, ReportRows, Within } from './rows.ts';

/** Nobody works longer without signing on anew; an older call is no part of a shift any more. */
const shiftMsMax = 16 * 3_600_000;
/** Signing off a moment after the shift began is no work in it. */
const briefMs = 60_000;
const callMsMax = 7 * 86_400_000;

/** Who worked at which station when, cut to the shift: signed on until the next word of the station. */
export function operatorsOf(
  rows: ReportRows,
  stations: readonly StationPath[],
  window: Within,
): LineReport['operators'] {
  const kinds = ['operator_signed_on', 'operator_signed_off'];
  const reach = { fromMs: window.fromMs - shiftMsMax, toMs: window.toMs };
  const marks = withoutRepeats(rows.marks(stations, kinds, reach));
  return marks
    .flatMap((mark, index) => {
      if (mark.kind !== 'operator_signed_on') return [];
      const ends = marks
        .slice(index + 1)
        .find(({ place, subject }) => place === mark.place && subject === mark.subject);
      const fromMs = Math.max(mark.atMs, window.fromMs);
      const toMs = Math.min(ends?.atMs ?? window.toMs, window.toMs);
      if (toMs - fromMs < briefMs) return [];
      const station = mark.place as StationPath; // It is one of `stations`.
      const { subject: operator, reason: role } = mark;
      const span = { from: toIso(fromMs), to: toIso(toMs) };
      return [{ operator, station, ...span, ...present({ role }) }];
    })
    .toSorted(
      (a, b) =>
        stations.indexOf(a.station) - stations.indexOf(b.station) || (a.from < b.from ? -1 : 1),
    );
}

/** Who signs on where he is signed on has said nothing new. */
function withoutRepeats(marks: readonly FloorMark[]): FloorMark[] {
  const last = new Map<string, string>();
  return marks.filter(({ place, subject, kind }) => {
    const key = `${place} ${subject}`;
    const isRepeated = kind === 'operator_signed_on' && last.get(key) === kind;
    last.set(key, kind);
    return !isRepeated;
  });
}

/** Calls that came in the shift or were open as it began, with what had become of them by its end. */
export function incidentsOf(
  rows: ReportRows,
  stations: readonly number[],
  window: Within,
): LineReport['incidents'] {
  const reach = { fromMs: window.fromMs - callMsMax, toMs: window.toMs };
  const calls = rows.reported(stations, reach);
  const answers = rows.answered(calls.map(({ incident }) => incident));
  const firstOf = (call: ReportedMark, kind: IncidentMark['kind']) =>
    answers.find(
      (mark) => mark.kind === kind && mark.incident === call.incident && mark.atMs < window.toMs,
    );
  return calls.flatMap((call) => {
    const taken = firstOf(call, 'acknowledged');
    const solved = firstOf(call, 'resolved');
    if (call.atMs < window.fromMs && solved !== undefined && solved.atMs < window.fromMs) return [];
    return [
      {
        incident: call.incident,
        reportedAt: toIso(call.atMs),
        ...present({
          station: call.station,
          category: call.category,
          description: call.note,
          acknowledgedAt: taken && toIso(taken.atMs),
          acknowledgedBy: taken?.by,
          resolvedAt: solved && toIso(solved.atMs),
          resolvedBy: solved?.by,
        }),
        eventSeqs: [call, taken, solved].flatMap((mark) => mark?.seq ?? []),
      },
    ];
  });
}

/** Who handed the shift over and who countersigned that, the latest first. */
export function handoversOf(rows: ReportRows, line: string, shift: string): Handover[] {
  const said = rows
    .about([shift], ['shift_handed_over', 'shift_taken_over'])
    .filter(({ place }) => place === line);
  return said
    .filter(({ kind }) => kind === 'shift_handed_over')
    .toReversed()
    .map((handover) => {
      const taken = said.filter(
        ({ kind, reason }) => kind === 'shift_taken_over' && reason === handover.id,
      );
      return {
        id: handover.id as Handover['id'], // Of an event in the log.
        at: toIso(handover.atMs),
        by: handover.by ?? '',
        ...present({ note: handover.note }),
        ...(handover.signed === null ? {} : { signed: JSON.parse(handover.signed) }),
        takenOver: taken.map(({ atMs, by, note }) => {
          return { at: toIso(atMs), by: by ?? '', ...present({ note }) };
        }),
        eventSeqs: [handover, ...taken].map(({ seq }) => seq),
      };
    });
}
