import type { TraceLink, TraceReply } from '../../edge/api/contract/trace.ts';
import type { Fact } from '../../simulators/truth/facts.ts';
import { createShareJudge } from './oracle-shares.ts';

/** Judges the links of traces, and what they say of shares, unused slots and ids used twice. */
export type LinkJudge = {
  readonly judge: (reply: TraceReply) => readonly string[];
  readonly counts: () => LinkCounts;
};

type LinkCounts = {
  readonly links: { readonly certain: number; readonly other: number };
  readonly told: Readonly<Record<string, number>>;
};

export function createLinkJudge(facts: readonly Fact[]): LinkJudge {
  const known = new Set([...facts.flatMap(linksOf), ...bookings(facts), ...drawings(facts)]);
  const slotIsUsed = createSlotUse(facts);
  const judgeShares = createShareJudge(facts);
  const reused = new Set(
    facts.flatMap((fact) => (fact.fact === 'id_reused' ? [`lot:${fact.lot}`] : [])),
  );
  const links = { certain: 0, other: 0 };
  const told: Record<string, number> = {};
  const tell = (what: string): void => {
    told[what] = (told[what] ?? 0) + 1;
  };

  const count = (link: TraceLink): void => {
    links[link.certainty === 'certain' ? 'certain' : 'other'] += 1;
    tell(link.kind);
    if (link.reason !== undefined) tell(link.reason);
    if (link.share !== undefined) tell('share');
  };

  const judgeLink = (link: TraceLink): string | undefined => {
    if (link.certainty !== 'possible' && !known.has(keyOf(link))) {
      return `is ${link.certainty} and not true`;
    }
    if (!slotIsUsed(link)) return 'is of a slot that the program does not use';
    return link.reason === 'tank_mixture' && link.certainty !== 'possible'
      ? 'is of a mixture and not only possible'
      : undefined;
  };

  return {
    judge: (reply) => [
      ...reply.links.flatMap((link) => {
        count(link);
        const wrong = judgeLink(link);
        return wrong === undefined
          ? []
          : [`${reply.direction} from ${reply.root}: the link ${keyOf(link)} ${wrong}`];
      }),
      ...judgeShares(reply),
      ...unflagged(reply, reused),
    ],
    counts: () => ({ links, told }),
  };
}

/** Ids that two suppliers used, are in the answer and are not said to be a conflict. */
function unflagged({ root, direction, nodes, completeness }: TraceReply, reused: Set<string>) {
  const flagged = new Set(completeness.conflicts.map(({ object }) => String(object)));
  const silent = nodes.filter(({ object }) => reused.has(object) && !flagged.has(object));
  return silent.map(({ object }) => `${direction} from ${root}: ${object} has two suppliers`);
}

function keyOf({ parent, child, kind, station, slot }: TraceLink): string {
  return `${parent} ${child} ${kind} ${kind === 'exposed' ? `${station} ${slot}` : ''}`;
}

/** The true links that one fact tells of, as the edge would write them. */
function linksOf(fact: Fact): string[] {
  switch (fact.fact) {
    case 'consumed':
      return [`unit:${fact.unit} lot:${fact.lot} exposed ${fact.station} ${fact.slot}`];
    case 'booked_to':
      return [`${fact.object} lot:${fact.lot} consumed `];
    case 'made_on_panel':
      return [`unit:${fact.board} unit:${fact.panel} on_panel `];
    case 'installed':
      return [`unit:${fact.unit} ${fact.component} installed `];
    case 'packed':
      return [`container:${fact.container} ${fact.object} packed `];
    case 'shipped':
      return [`shipment:${fact.shipment} ${fact.object} shipped `];
    case 'relabelled':
      return [`unit:${fact.to} unit:${fact.from} relabelled `];
    case 'split':
      return [`lot:${fact.to} lot:${fact.from} split `];
    case 'joined':
      return fact.from.map((lot) => `lot:${fact.to} lot:${lot} joined `);
    default:
      return []; // What tells of no link, or not alone.
  }
}

function bookings(facts: readonly Fact[]): string[] {
  const lotsOf = Map.groupBy(
    facts.filter((fact) => fact.fact === 'booked_to_order'),
    ({ order }) => order,
  );
  return facts.flatMap((fact) =>
    fact.fact !== 'started' || fact.order === undefined
      ? []
      : (lotsOf.get(fact.order) ?? []).map(({ lot }) => `unit:${fact.unit} lot:${lot} consumed `),
  );
}

function drawings(facts: readonly Fact[]): string[] {
  const inputs = Map.groupBy(
    facts.filter((fact) => fact.fact === 'mixed_in'),
    ({ vat }) => vat,
  );
  return facts.flatMap((fact) =>
    fact.fact !== 'drawn'
      ? []
      : (inputs.get(fact.vat) ?? [])
          .filter(({ atMs }) => atMs <= fact.atMs)
          .map(({ lot }) => `lot:${fact.lot} lot:${lot} transformed `),
  );
}

/** Whether the unit passed the link's station with a program that uses its slot. */
function createSlotUse(facts: readonly Fact[]): (link: TraceLink) => boolean {
  const slotsOf = new Map<string, readonly string[]>();
  const programs = new Map<string, Set<string>>();
  for (const fact of facts) {
    if (fact.fact === 'slots_used') slotsOf.set(`${fact.station} ${fact.program}`, fact.slots);
    if (fact.fact !== 'passed') continue;
    const key = `unit:${fact.unit} ${fact.station}`;
    programs.set(key, (programs.get(key) ?? new Set()).add(fact.program));
  }
  return ({ parent, kind, station, slot }) => {
    if (kind !== 'exposed' || slot === undefined) return true;
    const run = programs.get(`${parent} ${station}`) ?? new Set();
    return [...run].some((program) => {
      const slots = slotsOf.get(`${station} ${program}`);
      return slots === undefined || slots.includes(slot);
    });
  };
}
