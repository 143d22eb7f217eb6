import type { ReactNode } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { useShiftFigures, useSite, useTick } from '../live/live.tsx';
import { figuresOf } from '../wall-tiles/tile-facts.ts';
import { wallWords } from './words.ts';

type WallHeaderProps = {
  readonly title: string;
  /** Which of how many boards, when they take turns. */
  readonly turn: { readonly index: number; readonly count: number };
  readonly children?: ReactNode;
};

/** Where, which shift, what time it is there, and how old all this is. */
export function WallHeader({ title, turn, children }: WallHeaderProps) {
  const words = useWords(wallWords);
  const format = useFormat();
  const { nowMs, silenceMs, contact } = useTick();
  const wall = useShiftFigures();
  const first = useSite()?.lines[0];
  const now = first === undefined ? undefined : figuresOf(wall, first)?.now;
  const shift = first?.shift;
  return (
    <header className="wall-head">
      <h1>
        {title}
        {shift !== undefined &&
          ` · ${now === 'not_scheduled' ? words.offShift : words.shift(shift.id)}`}
      </h1>
      {shift !== undefined && (
        <span className="wall-span">
          {format.minute(shift.from)}–{format.minute(shift.to)}
        </span>
      )}
      {turn.count > 1 && (
        <span className="wall-turn">{words.boardOf(turn.index + 1, turn.count)}</span>
      )}
      <span className="wall-extra">{children}</span>
      <time className="wall-clock">{nowMs === undefined ? '—' : format.minute(nowMs)}</time>
      <span className={`wall-age is-${contact}`}>
        {nowMs === undefined
          ? words.starting
          : words.updated(format.duration(wholeSeconds(silenceMs)))}
      </span>
    </header>
  );
}

/** At least one: "0 seconds ago" is read as a fault. */
function wholeSeconds(ms: number): number {
  return Math.max(1, Math.round(ms / 1000)) * 1000;
}
