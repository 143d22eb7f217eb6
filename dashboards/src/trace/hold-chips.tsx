import type { ObjectReply } from '../../../edge/api/contract/trace.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { Chip } from '../status/chips.tsx';

type Hold = ObjectReply['holds'][number];

const words = {
  vi: {
    held: (reason: string) => `Đang giữ: ${reason}`,
    heldWith: (on: string, reason: string) => `Đang giữ cùng ${on}: ${reason}`,
    tracedFrom: (id: string) => `mọi thứ có chứa ${id}`,
    item: (id: string) => `mã hàng ${id}`,
    line: (id: string) => `qua chuyền ${id}`,
    station: (id: string) => `qua trạm ${id}`,
    from: (at: string) => `từ ${at}`,
    to: (at: string) => `đến ${at}`,
  },
  en: {
    held: (reason: string) => `On hold: ${reason}`,
    heldWith: (on: string, reason: string) => `On hold with ${on}: ${reason}`,
    tracedFrom: (id: string) => `all with ${id} in it`,
    item: (id: string) => `item ${id}`,
    line: (id: string) => `passed line ${id}`,
    station: (id: string) => `passed station ${id}`,
    from: (at: string) => `from ${at}`,
    to: (at: string) => `to ${at}`,
  },
};

/** Why an object may not be used, packed or shipped: a chip for each hold; what it covers as its title. */
export function HoldChips({ holds }: { readonly holds: readonly Hold[] }) {
  const text = useWords(words);
  const format = useFormat();
  const covered = ({ selection }: Hold): string[] => {
    const { tracedFrom, item, line, station, from, to } = selection ?? {};
    return [
      tracedFrom && text.tracedFrom(idOf(tracedFrom)),
      item && text.item(item),
      line && text.line(line),
      station && text.station(station),
      from && text.from(format.dateTime(from)),
      to && text.to(format.dateTime(to)),
    ].flatMap((words) => words || []);
  };
  return holds.map((hold) => (
    <Chip
      key={hold.hold}
      tone="wait"
      shape="hold"
      word={
        hold.on === undefined ? text.held(hold.reason) : text.heldWith(idOf(hold.on), hold.reason)
      }
      title={[hold.hold, ...covered(hold)].join(' · ')}
    />
  ));
}
