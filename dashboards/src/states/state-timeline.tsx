import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { keyOf } from '../losses/pareto.ts';
import { lossesWords } from '../losses/words.ts';
import { offsetMs } from '../zone.ts';
import { drawBars, useColours } from './draw-bars.ts';
import { type Bar, barsOf, type StateRow, ticksOf, worthTapping } from './state-rows.ts';
import './states.css';

export type ChosenStop = { readonly place: string; readonly bar: Bar };

type StateTimelineProps = {
  readonly rows: readonly StateRow[];
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly nameOf: (place: string) => string;
  /** Only losses of this kind stand out; all where undefined. */
  readonly filter: string | undefined;
  readonly chosen: ChosenStop | undefined;
  readonly onChoose: (stop: ChosenStop) => void;
};

const rowHeight = 40;
const tapsMax = 60;

/** Every state of every station over time. The longer stops are buttons; the rest is a picture. */
export function StateTimeline({ rows, from, to, timeZone, ...rest }: StateTimelineProps) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const [width, setWidth] = useState(0);
  const lanes = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = lanes.current;
    if (element === null) return;
    const seen = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    seen.observe(element);
    return () => seen.disconnect();
  }, []);
  const span = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  const isLong = span.toMs - span.fromMs > 36 * 3_600_000;
  const ticks = ticksOf(
    span,
    offsetMs(span.fromMs, timeZone),
    Math.min(12, Math.max(2, width / 70)),
  );
  // The label of a tick at the very end stands before it.
  const lastMs = span.toMs - (span.toMs - span.fromMs) / 20;
  const x = (ms: number) => `${((ms - span.fromMs) / (span.toMs - span.fromMs)) * 100}%`;
  return (
    <section className="card">
      <h2>{words.timeline}</h2>
      <p className="card-text muted">{words.timelineHint}</p>
      <div className="states">
        <div className="states-lanes" ref={lanes}>
          {ticks.map((ms) => (
            <i
              key={ms}
              className={ms > lastMs ? 'states-tick is-last' : 'states-tick'}
              style={{ left: x(ms) }}
            >
              <span>{isLong ? format.dateTime(ms).slice(0, 5) : format.minute(ms)}</span>
            </i>
          ))}
          {width > 0 &&
            rows.map((row) => (
              <Lane key={row.place} row={row} width={width} span={span} {...rest} />
            ))}
        </div>
      </div>
    </section>
  );
}

type LaneProps = Pick<StateTimelineProps, 'nameOf' | 'filter' | 'chosen' | 'onChoose'> & {
  readonly row: StateRow;
  readonly width: number;
  readonly span: { readonly fromMs: number; readonly toMs: number };
};

function Lane({ row, width, span, nameOf, filter, chosen, onChoose }: LaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours();
  const bars = barsOf(row.spans, { ...span, width });
  const isDim = ({ span: each }: Bar) => filter !== undefined && keyOf(each) !== filter;
  useEffect(() => {
    if (canvas.current !== null) drawBars(canvas.current, { bars, isDim, colours, rowHeight });
  });
  const taps = worthTapping(bars, tapsMax).filter((bar) => !isDim(bar));
  const choose = (bar: Bar) => onChoose({ place: row.place, bar });
  return (
    <div className="state-lane">
      <h3>{nameOf(row.place)}</h3>
      <div className="state-picture" style={{ height: rowHeight }}>
        <canvas ref={canvas} style={{ width, height: rowHeight }} />
        {taps.map((bar, n) => (
          <Tap
            key={bar.span.from}
            bar={bar}
            isFirst={n === 0}
            isChosen={chosen?.place === row.place && chosen.bar.span.from === bar.span.from}
            onChoose={() => choose(bar)}
          />
        ))}
      </div>
    </div>
  );
}

type TapProps = {
  readonly bar: Bar;
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

/** One place of a row in the order of Tab; arrows go on from there. */
function Tap({ bar, isFirst, isChosen, onChoose }: TapProps) {
  const text = useText();
  const words = useWords(lossesWords);
  const format = useFormat();
  const { state, from, to } = bar.span;
  const duration = format.duration(Date.parse(to) - Date.parse(from));
  const name = state === 'clock_suspect' ? words.classes.clock_suspect : text.states[state];
  const said = `${name}, ${format.minute(from)}–${format.minute(to)}, ${duration}`;
  return (
    <button
      type="button"
      className="state-tap"
      tabIndex={isFirst ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={said}
      title={said}
      style={{ left: bar.x, width: bar.width }}
      onClick={onChoose}
      onKeyDown={goAlong}
    />
  );
}

function goAlong(event: KeyboardEvent<HTMLButtonElement>): void {
  const { currentTarget, key } = event;
  const next = {
    ArrowRight: currentTarget.nextElementSibling,
    ArrowLeft: currentTarget.previousElementSibling,
  }[key];
  if (!(next instanceof HTMLButtonElement)) return;
  event.preventDefault();
  next.focus();
}
