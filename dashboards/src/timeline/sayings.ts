import { eventNames } from '../i18n/event-names.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { shortPath } from '../place-of.ts';
import { type LifeEvent, type Remark, specialOf } from './life.ts';
import { timelineWords } from './words.ts';

const namedMax = 4;

/** What a mark says of its events: beside it in short, and in full when it is pointed at. */
export function useSayings() {
  const words = useWords(timelineWords);
  const format = useFormat();
  const name = useName();
  const nameOf = ({ type, station }: LifeEvent) => {
    const known = Object.entries(eventNames).find(([one]) => one === type)?.[1];
    const said = known === undefined ? type : name(known);
    return station === undefined ? said : `${said} ${shortPath(station)}`;
  };
  const remarkOf = ({ standing, delayMs }: Remark): readonly string[] => [
    ...(standing === 'counts' ? [] : [words.patterns[standing]]),
    ...(delayMs === undefined ? [] : [words.late(format.duration(delayMs))]),
  ];
  const fullOf = (event: LifeEvent) =>
    [`${format.dateTime(event.atMs)} ${nameOf(event)}`, ...remarkOf(event)].join(' · ');
  return {
    /** `was corrected`, `recorded 5 min late` */
    remarkOf,
    titleOf: (events: readonly LifeEvent[]): string => {
      const [first] = events;
      if (events.length === 1 && first !== undefined) return fullOf(first);
      const rest = events.length > namedMax ? ['…'] : [];
      const counts = specialOf(events).map(
        ({ pattern, count }) => `${words.patterns[pattern]}: ${format.integer(count)}`,
      );
      const all = [words.many(format.integer(events.length)), ...counts];
      return [all.join(' · '), ...events.slice(0, namedMax).map(fullOf), ...rest].join('\n');
    },
    labelOf: (events: readonly LifeEvent[]): string => {
      const [first] = events;
      if (events.length > 1 || first === undefined) return `×${format.integer(events.length)}`;
      return [nameOf(first), ...remarkOf(first)].join(' · ');
    },
  };
}
