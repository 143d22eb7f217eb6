import type { EquipmentState } from '../../../domain/events/equipment.ts';
import { useFormat, useName, useText } from '../i18n/language.tsx';
import { Elapsed } from '../lines/elapsed.tsx';
import { freshnessOf } from '../lines/freshness.ts';
import { useSite } from '../live/live.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import type { TileFacts } from './tile-facts.ts';

/** The stations of a line in the order of the flow, a row each. */
export function StationList({ line, contact }: Pick<TileFacts, 'line' | 'contact'>) {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const reasonOf = useStopReason();
  const site = useSite();
  const answeredAtMs = site === undefined ? 0 : Date.parse(site.now);
  return (
    <ol className="wall-stations">
      {line.stations.map((station) => {
        const freshness = freshnessOf(station, answeredAtMs, contact);
        const isUnknown = freshness === 'unknown';
        const state = isUnknown ? 'no_data' : station.state;
        const reason = isWaitingState(state) ? undefined : station.reason;
        return (
          <li key={station.station} className={freshness}>
            <span className={`wall-station-state tone-${equipmentStates[state].tone}`}>
              <Glyph shape={state} size="1em" />
            </span>
            <strong>{name(station.name)}</strong>
            <span className="wall-station-word">
              {reason === undefined ? text.states[state] : reasonOf(reason)}
            </span>
            <span>{isUnknown ? '—' : <Elapsed since={station.since} />}</span>
            <b>{isUnknown ? '—' : format.integer(station.good)}</b>
          </li>
        );
      })}
    </ol>
  );
}

/** Machines say at length for what they wait; the state itself says enough. */
function isWaitingState(state: EquipmentState): boolean {
  return state === 'standby_starved' || state === 'standby_blocked' || state === 'no_data';
}
