import { openEvents } from '../events/event-link.tsx';
import { useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';
import { percent } from './axis.tsx';
import { type Lane, laneShapes } from './lanes.ts';
import { type Life, type LifeEvent, type Span, specialOf } from './life.ts';
import { useSayings } from './sayings.ts';
import { type Mark, marksOf, placeIn, type View } from './view.ts';
import { timelineWords } from './words.ts';

/** In pixels: the sign, or the number of events that would cover one another. */
const markWidth = 32;

type LaneTrackProps = {
  readonly lane: Lane;
  readonly life: Life;
  readonly view: View;
  /** In pixels. */
  readonly width: number;
  /** The event whose mark the tab key reaches. */
  readonly tabbed: LifeEvent | undefined;
  readonly onActive: (seq: number) => void;
  readonly onView: (view: View) => void;
};

export function LaneTrack(props: LaneTrackProps) {
  const { lane, life, view, width, tabbed, onActive, onView } = props;
  const words = useWords(timelineWords);
  const events = life.events.filter((event) => event.lane === lane);
  const marks = marksOf(events, view, markWidth / Math.max(markWidth, width));
  return (
    <div className="timeline-lane">
      <h2>
        <Glyph shape={laneShapes[lane]} /> {words.lanes[lane]}
      </h2>
      <div className="timeline-track">
        {life.spans
          .filter((span) => span.lane === lane)
          .map((span) => (
            <Stretch key={`${span.fromMs} ${span.toMs}`} {...{ span, view }} />
          ))}
        {marks.map((mark, index) => (
          <MarkButton
            key={mark.events[0]?.seq}
            {...{ mark, lane, onActive, onView }}
            room={((marks[index + 1]?.place ?? 1) - mark.place) * width}
            isTabbed={tabbed !== undefined && mark.events.includes(tabbed)}
          />
        ))}
      </div>
    </div>
  );
}

/** What lasted, as a bar; what still lasts has no end on the right. */
function Stretch({ span: { fromMs, toMs }, view }: { readonly span: Span; readonly view: View }) {
  const from = Math.max(0, placeIn(view, fromMs));
  const to = Math.min(1, toMs === undefined ? 1 : placeIn(view, toMs));
  if (to < 0 || from > 1 || to < from) return null;
  return (
    <span
      className={`timeline-span${toMs === undefined ? ' lasting' : ''}`}
      style={{ left: percent(from), width: percent(to - from) }}
    />
  );
}

type MarkButtonProps = Pick<LaneTrackProps, 'lane' | 'onActive' | 'onView'> & {
  readonly mark: Mark;
  /** Up to the next mark, in pixels. */
  readonly room: number;
  readonly isTabbed: boolean;
};

const labelWidthMin = 44;

function MarkButton({ mark, lane, room, isTabbed, onActive, onView }: MarkButtonProps) {
  const { titleOf, labelOf } = useSayings();
  const [first] = mark.events;
  if (first === undefined) return null;
  const open = () => {
    const closer = closerTo(mark);
    if (closer === undefined) openEvents(mark.events.map(({ seq }) => seq));
    else onView(closer);
  };
  const title = titleOf(mark.events);
  return (
    <button
      type="button"
      className={`timeline-mark ${classOf(mark)}`}
      style={{
        left: `min(${percent(mark.place)}, calc(100% - ${markWidth}px))`,
        maxWidth: Math.max(markWidth, room - 4),
      }}
      tabIndex={isTabbed ? 0 : -1}
      aria-label={title}
      title={title}
      data-at={first.atMs}
      onFocus={() => onActive(first.seq)}
      onClick={open}
    >
      <span className="timeline-sign">
        <Glyph shape={laneShapes[lane]} />
      </span>
      {(mark.events.length > 1 || room > markWidth + labelWidthMin) && (
        <span className="timeline-label">{labelOf(mark.events)}</span>
      )}
    </button>
  );
}

/** The view in which the events of a mark stand apart; undefined when they are at one instant. */
function closerTo({ events }: Mark): View | undefined {
  const fromMs = events[0]?.atMs ?? 0;
  const toMs = events[events.length - 1]?.atMs ?? 0;
  const spanMs = toMs - fromMs;
  return spanMs < 1000 ? undefined : { fromMs: fromMs - spanMs / 8, toMs: toMs + spanMs / 4 };
}

/** The pattern of a mark says what is special of any of its events. */
function classOf({ events }: Mark): string {
  const special = specialOf(events).map(({ pattern }) => pattern);
  return [events.length > 1 ? 'many' : 'one', ...special].join(' ');
}
