import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import type { WallLine } from '../../../edge/api/contract/wall.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { ElapsedWords } from '../lines/elapsed.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { Glyph } from '../status/glyph.tsx';
import { lossesTogether, worstStop } from '../wall-tiles/tile-facts.ts';
import { useCause } from '../wall-tiles/use-cause.ts';
import { wallWords } from './words.ts';

const lossesMax = 3;

type WallFooterProps = {
  readonly lines: readonly LineStatus[];
  readonly figures: readonly WallLine[];
  readonly calls: readonly AndonCall[];
  readonly isKnown: boolean;
};

/** The stop that costs the most now, and what cost the most in this shift. */
export function WallFooter({ lines, figures, calls, isKnown }: WallFooterProps) {
  return (
    <footer className="wall-foot">
      {isKnown ? <Worst lines={lines} calls={calls} /> : <p className="wall-worst">—</p>}
      <Losses figures={figures} />
    </footer>
  );
}

function Worst({ lines, calls }: Pick<WallFooterProps, 'lines' | 'calls'>) {
  const words = useWords(wallWords);
  const name = useName();
  const causeOf = useCause();
  const worst = worstStop(lines);
  if (worst === undefined) {
    return (
      <p className="wall-worst">
        <Glyph shape="fine" size="1em" />
        {words.nothingDown}
      </p>
    );
  }
  const cause = causeOf({ line: worst, figures: undefined, contact: 'quiet' });
  const owner = calls.find(
    ({ station, acknowledgedBy }) =>
      acknowledgedBy !== undefined && station.startsWith(`${worst.line}/`),
  )?.acknowledgedBy;
  return (
    <p className="wall-worst tone-down">
      <Glyph shape="unscheduled_down" size="1.1em" />
      <span>
        <strong>{name(worst.name)}</strong>
        {cause !== '' && `: ${cause}`}
        {owner !== undefined && ` · ${words.handledBy(owner)}`}
        {worst.since !== null && (
          <>
            {' · '}
            <ElapsedWords since={worst.since} say={(age) => age} />
          </>
        )}
      </span>
    </p>
  );
}

function Losses({ figures }: Pick<WallFooterProps, 'figures'>) {
  const words = useWords(wallWords);
  const format = useFormat();
  const reasonOf = useStopReason();
  const losses = lossesTogether(figures, lossesMax);
  if (losses.length === 0) return <p className="wall-losses">{words.noLosses}</p>;
  return (
    <p className="wall-losses">
      {words.losses}:{' '}
      {losses.map(({ timeClass, reason, durationMs }, n) => {
        const what = reason === undefined ? words.classes[timeClass] : reasonOf(reason);
        const minutes = words.minutes(format.integer(Math.round(durationMs / 60_000)));
        const said = `${what.toLowerCase()} ${minutes}`;
        return (
          <span key={`${timeClass} ${reason}`}>
            {n > 0 && ' · '}
            {n === 0 ? <strong>{said}</strong> : said}
          </span>
        );
      })}
    </p>
  );
}
