import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { wallWords } from '../wall/words.ts';
import { isKnown, type TileFacts } from './tile-facts.ts';

/** Why a line stands, or else that its hour is lost; empty when there is nothing to say. */
export function useCause(): (facts: Pick<TileFacts, 'line' | 'figures' | 'contact'>) => string {
  const words = useWords(wallWords);
  const name = useName();
  const format = useFormat();
  const reasonOf = useStopReason();
  return ({ line, figures, contact }) => {
    if (!isKnown({ line, contact })) return '';
    const cause = causeIn(line);
    if (cause !== undefined) {
      const { reason, station } = cause;
      return reason === undefined ? name(station) : `${reasonOf(reason)} · ${name(station)}`;
    }
    if (figures?.now === 'planned_stop') return words.plannedStopNow;
    const { pace } = figures ?? {};
    if (pace?.isAlarm !== true) return '';
    return words.hourLost(format.integer(Math.ceil(pace.planned - pace.atBest)));
  };
}

/** The station that stops a line, and what it gives as its reason. */
function causeIn({ cause, stations, stops }: LineStatus) {
  const station = stations.find((one) => one.station === cause);
  if (station === undefined) return undefined;
  const stop = stops.find((one) => one.station === cause && one.to === null);
  return { station: station.name, reason: stop?.reason ?? station.reason };
}
