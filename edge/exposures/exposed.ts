import type { EventOf } from '../../domain/events/event.ts';
import type { UnitId } from '../../domain/ids.ts';
import type { PassageCertainty } from '../api/contract/exposures.ts';
import {
  type Conditions,
  judgeOutcome,
  judgePassage,
  type Measurement,
  type Outcome,
  type Passage,
  together,
  type Verdict,
} from './conditions.ts';
import type { BoardRow, PassageRow } from './rows.ts';
import type { Judged } from './surroundings.ts';

/** One unit of one passage in the window that met the conditions, or may have. */
export type Exposed = Omit<PassageRow, 'body' | 'unitId' | 'sourceId'> & {
  readonly unit: UnitId;
  readonly panel?: UnitId | undefined;
  readonly position?: string | undefined;
  /** It carries boards that are known by name. */
  readonly isPanel: boolean;
  readonly result: Passage['result'];
  readonly certainty: PassageCertainty;
  readonly measurement?: Measurement | undefined;
  readonly verdict: 'met' | 'untold';
};

type Asked = {
  readonly certainty: PassageCertainty;
  readonly boards: readonly BoardRow[];
  readonly conditions: Conditions;
  /** What was around the passage. */
  readonly judgeAround: (judged: Judged) => Verdict;
};

/**
 * The units of a passage that met the conditions or may have, each once: the unit itself, and the
 * boards on a panel. What happened at a place whose board nobody named happened to the panel.
 */
export function exposedIn(row: PassageRow, asked: Asked): Exposed[] {
  const { certainty, boards, conditions, judgeAround } = asked;
  const passage = effective(row.body);
  const { stationId, atMs, startedMs, seq } = row;
  const told = judgePassage(passage, conditions);
  if (told === 'unmet') return [];
  const around = judgeAround({ stationId, atMs, startedMs, tools: passage.tools ?? [] });
  const ofPassage = together([told, around]);
  if (ofPassage === 'unmet') return [];
  const found = new Map<UnitId, Exposed>();
  for (const { outcome, ...part } of partsOf(passage, boards)) {
    const judged = judgeOutcome(outcome, conditions);
    const verdict = together([ofPassage, judged.verdict]);
    if (verdict === 'unmet' || found.get(part.unit)?.verdict === 'met') continue;
    if (verdict === 'untold' && found.has(part.unit)) continue;
    const { measurement } = judged;
    const { result } = outcome;
    const when = { stationId, atMs, startedMs, seq };
    found.set(part.unit, { ...when, ...part, result, certainty, measurement, verdict });
  }
  return [...found.values()];
}

function effective(body: string): Passage {
  // A passage's row names the event that counts: the passage itself, or the one that corrects it.
  const event = JSON.parse(body) as Passage | EventOf<'event_corrected'>;
  return event.type === 'unit_processed' ? event : (event.replacement as Passage);
}

type Part = Pick<Exposed, 'unit' | 'panel' | 'position' | 'isPanel'> & {
  readonly outcome: Outcome;
};

/** The unit; the places the event tells of; the boards of a panel that it tells nothing of. */
function partsOf(passage: Passage, boards: readonly BoardRow[]): Part[] {
  const { unit, result, measurements, positions = [] } = passage;
  const isPanel = boards.length > 0 || positions.some((place) => place.unit !== undefined);
  const outcome = { result, measurements };
  const self = { unit, isPanel, outcome };
  const boardAt = new Map(boards.map((board) => [board.position, board.unit]));
  const places = positions.map((place): Part => {
    const { position } = place;
    const board = place.unit ?? boardAt.get(position);
    if (board === undefined) return { unit, isPanel, position, outcome: place };
    return { unit: board, panel: unit, isPanel: false, position, outcome: onPanel(place, passage) };
  });
  const told = new Set(places.map((place) => place.unit));
  const others = boards
    .filter((board) => !told.has(board.unit))
    .map((board): Part => {
      const position = board.position ?? undefined;
      return { unit: board.unit, panel: unit, isPanel: false, position, outcome };
    });
  return [self, ...places, ...others];
}

/** A value of the panel is one of each board on it. */
function onPanel(place: Outcome, { measurements = [] }: Passage): Outcome {
  return {
    result: place.result,
    measurements: [...(place.measurements ?? []), ...measurements],
  };
}
