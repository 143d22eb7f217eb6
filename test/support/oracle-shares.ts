import type { TraceLink, TraceReply } from '../../edge/api/contract/trace.ts';
import type { Fact } from '../../simulators/truth/facts.ts';

/** Amounts are said to a thousandth; the truth is in floating point. */
const shareTolerance = 0.005;
/** The edge compares two clocks, each of which may be wrong by this much; a plant may tolerate the rest. */
const clockWrongMsMax = 8000;
const clockToleranceMs = 4000;

type Mixture = { readonly fromMs: number; readonly toMs: number; readonly parts: Shares };
type Shares = ReadonlyMap<string, number>;
type Stay = { readonly fromMs: number; readonly toMs: number };

/**
 * Judges what a trace says of the lots in a tank. The part that a unit truly got of a lot must be
 * among what is said; what is said besides must be what the tank held so close to the unit's
 * passage that the clocks leave it open.
 */
export function createShareJudge(facts: readonly Fact[]): (reply: TraceReply) => readonly string[] {
  const taken = sharesTaken(facts);
  const mixturesOf = mixtures(facts);
  const staysOf = Map.groupBy(
    facts.flatMap((fact) => (fact.fact === 'passed' ? [fact] : [])),
    ({ unit, station }) => `unit:${unit} ${station}`,
  );

  const mayBeSaid = ({ parent, child, station, slot, share }: TraceLink, apartMs: number) => {
    const stays = (staysOf.get(`${parent} ${station}`) ?? []).map(({ startedAtMs, atMs }) => ({
      fromMs: startedAtMs - apartMs,
      toMs: atMs + apartMs,
    }));
    const near = (mixturesOf.get(`${station} ${slot}`) ?? []).filter((mixture) =>
      stays.some((stay) => isTouching(stay, mixture)),
    );
    return near.some(({ parts }) => isAlike(parts.get(child), share));
  };

  return (reply) => {
    const apartMs = clocksApartMs(reply);
    const ofSlots = reply.links.filter(({ kind }) => kind === 'exposed');
    const strange = ofSlots.filter((link) => link.share !== undefined && !mayBeSaid(link, apartMs));
    const unsaid = [...Map.groupBy(ofSlots, keyOf)].filter(([key, links]) => {
      const truth = taken.get(key);
      return truth !== undefined && !links.some(({ share }) => isAlike(truth, share ?? 1));
    });
    const about = `${reply.direction} from ${reply.root}: the link`;
    return [
      ...strange.map((link) => `${about} ${keyOf(link)} has the wrong share ${link.share}`),
      ...unsaid.map(([key]) => `${about} ${key} does not tell its share ${taken.get(key)}`),
    ];
  };
}

/** How far the true times of a mark and a passage can be apart that the edge takes for touching. */
function clocksApartMs({ completeness }: TraceReply): number {
  const offsets = [0, ...completeness.sources.map(({ clockOffsetMs }) => clockOffsetMs)];
  const measuredMs = Math.max(...offsets) - Math.min(...offsets);
  return measuredMs + clockToleranceMs + 2 * clockWrongMsMax;
}

/** What each unit truly got of a lot on a slot, the last time it was there. */
function sharesTaken(facts: readonly Fact[]): Shares {
  return new Map(
    facts.flatMap((fact) =>
      fact.fact === 'consumed'
        ? [[`unit:${fact.unit} lot:${fact.lot} ${fact.station} ${fact.slot}`, fact.share ?? 1]]
        : [],
    ),
  );
}

/** What a slot held from each topping up to the next. */
function mixtures(facts: readonly Fact[]): ReadonlyMap<string, readonly Mixture[]> {
  const toppings = Map.groupBy(
    facts.flatMap((fact) => (fact.fact === 'topped_up' ? [fact] : [])),
    ({ station, slot }) => `${station} ${slot}`,
  );
  return new Map(
    [...toppings].map(([slot, marks]) => [
      slot,
      marks.map(({ atMs, parts }, index) => ({
        fromMs: atMs,
        toMs: marks[index + 1]?.atMs ?? Number.POSITIVE_INFINITY,
        parts: new Map(parts.map(({ lot, share }) => [`lot:${lot}`, share])),
      })),
    ]),
  );
}

function keyOf({ parent, child, station, slot }: TraceLink): string {
  return `${parent} ${child} ${station} ${slot}`;
}

function isTouching(a: Stay, b: Stay): boolean {
  return a.fromMs <= b.toMs && a.toMs >= b.fromMs;
}

function isAlike(truth: number | undefined, said: number | undefined): boolean {
  return truth !== undefined && said !== undefined && Math.abs(truth - said) <= shareTolerance;
}
