import { useFormat, useWords } from '../i18n/language.tsx';
import { useAndon, useShiftFigures, useTick } from '../live/live.tsx';
import { Glyph } from '../status/glyph.tsx';
import { useLineName } from '../wall-tiles/use-station-name.ts';
import { andonWords } from './words.ts';

/** Lines whose running hour can no longer reach its plan. */
export function LostHours() {
  const words = useWords(andonWords);
  const format = useFormat();
  const lineName = useLineName();
  const { contact } = useTick();
  const wall = useShiftFigures();
  const andon = useAndon();
  if (andon?.settings.pace !== true || contact === 'unknown') return null;
  const integer = (value: number) => format.integer(Math.round(value));
  return (
    <ul className="andon-hours">
      {wall?.lines.map(
        ({ line, pace }) =>
          pace?.isAlarm === true && (
            <li key={line} className="card tone-wait">
              <Glyph shape="attention" size={20} />
              <strong>
                {words.pace}: {lineName(line)}
              </strong>
              <span>
                {words.paceWhat(integer(pace.good), integer(pace.planned), integer(pace.atBest))}
              </span>
            </li>
          ),
      )}
    </ul>
  );
}
