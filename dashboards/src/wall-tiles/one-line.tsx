import { useFormat, useWords } from '../i18n/language.tsx';
import { Strip } from '../lines/state-strip.tsx';
import { useTick } from '../live/live.tsx';
import { wallWords } from '../wall/words.ts';
import { CallStrip } from './call-strip.tsx';
import { OeeFigure, OutputFigure, PlanBar } from './figures.tsx';
import { HourTable } from './hour-table.tsx';
import { StationList } from './station-list.tsx';
import { StateBand } from './tile.tsx';
import { isKnown, type TileFacts } from './tile-facts.ts';
import { useCause } from './use-cause.ts';

const callsMax = 3;

/** One line on the whole screen: figures on the left, hours and stations on the right. */
export function OneLine(facts: TileFacts) {
  const { line, figures, calls, flashes, contact } = facts;
  const words = useWords(wallWords);
  const cause = useCause()(facts);
  const { nowMs } = useTick();
  const isLost = contact === 'unknown';
  return (
    <section className={`wall-one${isLost ? ' is-lost' : ''}`} data-line={line.line}>
      <div className="wall-one-left">
        <StateBand {...facts} />
        <div className="wt-body">
          <p className="wt-cause">{cause}</p>
          <div className="wt-figures">
            <OeeFigure figures={figures} isKnown={isKnown(facts)} />
            <OutputFigure figures={figures} line={line} isKnown={isKnown(facts)} />
          </div>
          <PlanBar figures={figures} line={line} isKnown={isKnown(facts)} />
          <Factors facts={facts} />
          <Forecast facts={facts} />
          <div className="wt-strip">
            <Strip line={line} lostAtMs={isLost ? nowMs : undefined} />
          </div>
        </div>
        {!isLost &&
          calls
            .slice(0, callsMax)
            .map((call, n) => (
              <CallStrip
                key={call.incident}
                call={call}
                more={n === callsMax - 1 ? Math.max(0, calls.length - callsMax) : 0}
                flashes={call.incident === flashes}
              />
            ))}
      </div>
      <div className="wall-one-right">
        <HourTable facts={facts} />
        <h2 className="sr">{words.stations}</h2>
        <StationList {...facts} />
      </div>
    </section>
  );
}

/** What the OEE is the product of. */
function Factors({ facts }: { readonly facts: TileFacts }) {
  const words = useWords(wallWords);
  const format = useFormat();
  const { figures } = facts;
  const known = isKnown(facts) ? figures : undefined;
  const factors = [
    [words.availability, known?.availability],
    [words.effectiveness, known?.effectiveness],
    [words.quality, known?.quality],
  ] as const;
  return (
    <dl className="wall-factors">
      {factors.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value == null ? '—' : format.percent(value)}
            <i style={{ width: `${Math.min(1, value ?? 0) * 100}%` }} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Forecast({ facts }: { readonly facts: TileFacts }) {
  const words = useWords(wallWords);
  const format = useFormat();
  const { forecast } = facts.figures ?? {};
  if (forecast == null || !isKnown(facts)) return null;
  const integer = (value: number) => format.integer(Math.round(value));
  return (
    <p className="wall-forecast">
      {words.forecast(integer(forecast.expected), integer(forecast.low), integer(forecast.high))}
    </p>
  );
}
