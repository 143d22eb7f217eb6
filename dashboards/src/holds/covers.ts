import type { Format, Instant } from '../format.ts';
import { idOf } from '../object-ref.ts';
import type { HoldsText } from './words.ts';

/** What a hold by conditions covers; all that are given must be met. */
export type Selection = {
  readonly tracedFrom?: string | undefined;
  readonly item?: string | undefined;
  readonly line?: string | undefined;
  readonly station?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
};

/** The conditions of a hold in the reader's language: "all with G-1 in it · item SPK-40W". */
export function coversOf(
  { tracedFrom, item, line, station, from, to }: Selection,
  { words, format }: { readonly words: HoldsText; readonly format: Format },
): string {
  const said = [
    tracedFrom !== undefined && words.tracedFrom(idOf(tracedFrom)),
    item !== undefined && words.item(item),
    line !== undefined && words.line(line),
    station !== undefined && words.station(station),
    from !== undefined && words.from(format.dateTime(from)),
    to !== undefined && words.to(format.dateTime(to)),
  ];
  return said.filter((part) => part !== false).join(' · ');
}
