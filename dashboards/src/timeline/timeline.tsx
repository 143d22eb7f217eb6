import { useEffect, useMemo, useRef, useState } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { usePrinting } from '../table/use-printing.ts';
import { Axis } from './axis.tsx';
import { LaneTrack } from './lane-track.tsx';
import { lanes } from './lanes.ts';
import { Legend } from './legend.tsx';
import { type HistoryEntry, lifeOf } from './life.ts';
import { useMotion, useWidth } from './use-motion.ts';
import { moved, placeIn, readView, type View, wholeOf, writeView, zoomed } from './view.ts';
import { timelineWords } from './words.ts';
import './timeline.css';

const printedWidth = 560;

type TimelineProps = {
  readonly history: readonly HistoryEntry[];
  /** The stretch to begin with, as `writeView` writes it; undefined: the whole life. */
  readonly seen: string | undefined;
  /** Told when another stretch has been looked at for a moment. */
  readonly onSeen: (seen: string | undefined) => void;
};

/** The life of an object in time, one lane for each kind of event; every mark opens its event. */
export function Timeline({ history, seen: told, onSeen }: TimelineProps) {
  const words = useWords(timelineWords);
  const format = useFormat();
  const life = useMemo(() => lifeOf(history), [history]);
  const whole = useMemo(() => wholeOf(life), [life]);
  const [asked, setAsked] = useState(() => readView(told));
  useTold(asked === undefined || isSame(asked, whole) ? undefined : writeView(asked), told, onSeen);
  const view = asked ?? whole;
  const board = useRef<HTMLElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const seenWidth = useWidth(axis);
  const width = usePrinting() ? printedWidth : seenWidth;
  const [active, setActive] = useState<number>();
  const onKeyDown = useMotion({ board, axis, view, whole, onView: setAsked });
  if (life.events.length === 0) return null;
  const seen = life.events.filter(({ atMs }) => isIn(view, atMs));
  const tabbed = seen.find(({ seq }) => seq === active) ?? seen[0];
  return (
    <div className="timeline">
      <div className="row timeline-bar">
        <strong>{words.period(format.dateTime(view.fromMs), format.dateTime(view.toMs))}</strong>
        <span className="muted" role="status">
          {words.inView(format.integer(seen.length), format.integer(life.events.length))}
        </span>
        <Buttons {...{ view, whole }} onView={setAsked} />
      </div>
      <section
        ref={board}
        className="timeline-board"
        aria-label={words.title}
        onKeyDown={onKeyDown}
      >
        {lanes
          .filter((lane) => life.events.some((event) => event.lane === lane))
          .map((lane) => (
            <LaneTrack
              key={lane}
              {...{ lane, life, view, width, tabbed }}
              onActive={setActive}
              onView={(next) => setAsked(zoomed(next, whole, { by: 1 }))}
            />
          ))}
        <Axis ref={axis} view={view} width={width} />
      </section>
      <Legend life={life} />
    </div>
  );
}

type ButtonsProps = {
  readonly view: View;
  readonly whole: View;
  readonly onView: (view: View) => void;
};

function Buttons({ view, whole, onView }: ButtonsProps) {
  const words = useWords(timelineWords);
  const step = (view.toMs - view.fromMs) / 2;
  const buttons = [
    { sign: '◀', name: words.earlier, next: moved(view, whole, -step) },
    { sign: '▶', name: words.later, next: moved(view, whole, step) },
    { sign: '+', name: words.closer, next: zoomed(view, whole, { by: 0.5 }) },
    { sign: '−', name: words.wider, next: zoomed(view, whole, { by: 2 }) },
  ];
  return (
    <span className="row end no-print">
      {buttons.map(({ sign, name, next }) => (
        <button
          key={sign}
          type="button"
          aria-label={name}
          title={name}
          disabled={next.fromMs === view.fromMs && next.toMs === view.toMs}
          onClick={() => onView(next)}
        >
          {sign}
        </button>
      ))}
      <button type="button" onClick={() => onView(whole)}>
        {words.whole}
      </button>
    </span>
  );
}

/** Tells of another stretch once the hand rests: browsers refuse an address that changes at each move. */
function useTold(
  seen: string | undefined,
  told: string | undefined,
  onSeen: TimelineProps['onSeen'],
): void {
  const tell = useRef(onSeen);
  useEffect(() => {
    tell.current = onSeen;
  });
  useEffect(() => {
    if (seen === told) return;
    const timer = setTimeout(() => tell.current(seen), 300);
    return () => clearTimeout(timer);
  }, [seen, told]);
}

function isSame(one: View, other: View): boolean {
  return one.fromMs === other.fromMs && one.toMs === other.toMs;
}

function isIn(view: View, atMs: number): boolean {
  const place = placeIn(view, atMs);
  return place >= 0 && place <= 1;
}
