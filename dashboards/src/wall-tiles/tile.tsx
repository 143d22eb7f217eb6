import { useName, useText, useWords } from '../i18n/language.tsx';
import { Elapsed } from '../lines/elapsed.tsx';
import { Strip } from '../lines/state-strip.tsx';
import { useTick } from '../live/live.tsx';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { wallWords } from '../wall/words.ts';
import { CallStrip } from './call-strip.tsx';
import { OeeFigure, OutputFigure, PlanBar } from './figures.tsx';
import { StationList } from './station-list.tsx';
import { isKnown, type TileFacts } from './tile-facts.ts';
import { useCause } from './use-cause.ts';

/** A line as it is read from eight metres: state, figures, the shift, and why; with room, its stations. */
export function Tile({ isTall, ...facts }: TileFacts & { readonly isTall: boolean }) {
  const { line, figures, calls, flashes } = facts;
  const name = useName();
  const cause = useCause()(facts);
  const [call] = calls;
  const isLost = facts.contact === 'unknown';
  const state = isLost ? 'no_data' : line.state;
  const { nowMs } = useLostAt(isLost);
  return (
    <article
      className={`wt edge-${equipmentStates[state].tone}${isLost ? ' is-lost' : ''}`}
      data-line={line.line}
    >
      <StateBand {...facts} />
      <div className="wt-body">
        <h2>
          {name(line.name)} {line.item !== undefined && <span className="mono">{line.item}</span>}
        </h2>
        <div className="wt-figures">
          <OeeFigure figures={figures} isKnown={isKnown(facts)} />
          <OutputFigure figures={figures} line={line} isKnown={isKnown(facts)} />
        </div>
        <PlanBar figures={figures} line={line} isKnown={isKnown(facts)} />
        <div className="wt-strip">
          <Strip line={line} lostAtMs={nowMs} />
        </div>
        <p className="wt-cause">{cause}</p>
      </div>
      {isTall && <StationList {...facts} />}
      {call !== undefined && !isLost && (
        <CallStrip call={call} more={calls.length - 1} flashes={call.incident === flashes} />
      )}
    </article>
  );
}

function useLostAt(isLost: boolean): { readonly nowMs: number | undefined } {
  const { nowMs } = useTick();
  // By ten seconds: a strip that is drawn anew each second says no more.
  return { nowMs: isLost && nowMs !== undefined ? Math.floor(nowMs / 10_000) * 10_000 : undefined };
}

/** State in shape, word and colour, and for how long. */
export function StateBand({ line, figures, contact }: TileFacts) {
  const text = useText();
  const words = useWords(wallWords);
  const state = contact === 'unknown' ? 'no_data' : line.state;
  const isResting = contact !== 'unknown' && figures?.now === 'break';
  return (
    <div className={`wt-band tone-${equipmentStates[state].tone}`}>
      <Glyph shape={state} size="1.75em" />
      <span className="wt-state">{text.states[state]}</span>
      {isResting && <span className="wt-rest">{words.breakNow}</span>}
      <span className="wt-elapsed">
        {contact === 'unknown' ? '—' : <Elapsed since={line.since} />}
      </span>
    </div>
  );
}
