import type { TraceReply } from '../api/contract/trace.ts';
import type { ExportContext } from '../exports/define-export.ts';
import { words } from '../exports/words.ts';
import { wallClock } from '../files/wall-clock.ts';
import { whereaboutsOrder } from './recall-rows.ts';

/** A line of a summary: what, and how many or which. */
export type SummaryLine = readonly [label: string, value: string | number];

/** What the list is for. */
export function titleOf({ direction }: TraceReply, language: ExportContext['language']): string {
  const { recallList, composition } = words[language];
  return direction === 'forward' ? recallList : composition;
}

/** What stands above a recall list. */
export function headOf(reply: TraceReply, { language, plant }: ExportContext): SummaryLine[] {
  const text = words[language];
  const { root, roots = [root], unknown = [], asOf } = reply;
  return [
    [text.plant, plant.name[language]],
    [text.root, shortened(roots)],
    ...(unknown.length === 0 ? [] : [[text.unknown, shortened(unknown)] as const]),
    [text.asOf, `${wallClock(plant.timeZone, language).write(asOf.at)} (${plant.timeZone})`],
    [text.logPosition, asOf.seq],
  ];
}

/** The numbers of the trace's own summary. */
export function totalsOf({ summary }: TraceReply, language: ExportContext['language']) {
  const text = words[language];
  const { units, containers, shipments, lots, byLocation, byCertainty, customers } = summary;
  const lines: SummaryLine[] = [
    [text.total, units],
    ...whereaboutsOrder.map((place) => [text.whereabouts[place], byLocation[place]] as const),
    [text.certainties.certain, byCertainty.certain],
    [text.certainties.declared, byCertainty.declared],
    [text.certainties.possible, byCertainty.possible],
    [text.kinds.container, containers],
    [text.kinds.shipment, shipments],
    [text.kinds.lot, lots],
    [text.customers, customers.join(', ')],
  ];
  return lines;
}

const shownMax = 20;

function shortened(objects: readonly string[]): string {
  const rest = objects.length - shownMax;
  return `${objects.slice(0, shownMax).join(', ')}${rest > 0 ? ` … +${rest}` : ''}`;
}
