import { useFormat, useWords } from '../i18n/language.tsx';
import { stationWords } from '../station/words.ts';
import { type Choice, cutWithin, neighboursOf, type Stop } from './choices.ts';

type StopRangeProps = {
  readonly stop: Stop;
  readonly stops: readonly Stop[];
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
};

const minuteMs = 60_000;

/** Which part of a stop the next reason is for, or which neighbours it is for as well. */
export function StopRange({ stop, stops, choice, onChoice }: StopRangeProps) {
  const words = useWords(stationWords);
  const format = useFormat();
  const { part, cutMs } = choice;
  const beside = neighboursOf(stop, stops);
  const stepMs = stop.durationMs < 10 * minuteMs ? 10_000 : minuteMs;
  const move = (byMs: number) => onChoice({ ...choice, cutMs: cutWithin(stop, cutMs + byMs) });
  return (
    <div className="stop-range">
      <fieldset>
        <legend>{words.part}</legend>
        <div className="row">
          {(['whole', 'first', 'last'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="big"
              aria-pressed={part === each}
              onClick={() =>
                onChoice({ ...choice, part: each, before: undefined, after: undefined })
              }
            >
              {words.parts[each]}
            </button>
          ))}
        </div>
      </fieldset>
      {part !== 'whole' && (
        <fieldset className="row" aria-label={words.cut}>
          {[-5, -1].map((steps) => (
            <Step key={steps} steps={steps} stepMs={stepMs} onStep={move} />
          ))}
          <span className="cut-time">
            {words.cut} <strong>{format.time(cutMs)}</strong>
          </span>
          {[1, 5].map((steps) => (
            <Step key={steps} steps={steps} stepMs={stepMs} onStep={move} />
          ))}
        </fieldset>
      )}
      {part === 'whole' && (beside.before ?? beside.after) !== undefined && (
        <fieldset>
          <legend>{words.together}</legend>
          <div className="row">
            {beside.before !== undefined && (
              <Neighbour
                label={words.withBefore(format.minute(beside.before.from))}
                isChosen={choice.before !== undefined}
                onChange={(on) => onChoice({ ...choice, before: on ? beside.before : undefined })}
              />
            )}
            {beside.after !== undefined && (
              <Neighbour
                label={words.withAfter(format.minute(beside.after.from))}
                isChosen={choice.after !== undefined}
                onChange={(on) => onChoice({ ...choice, after: on ? beside.after : undefined })}
              />
            )}
          </div>
        </fieldset>
      )}
    </div>
  );
}

type StepProps = {
  readonly steps: number;
  readonly stepMs: number;
  readonly onStep: (byMs: number) => void;
};

function Step({ steps, stepMs, onStep }: StepProps) {
  const words = useWords(stationWords);
  const format = useFormat();
  const size = format.duration(Math.abs(steps) * stepMs);
  return (
    <button
      type="button"
      className="big"
      aria-label={steps < 0 ? words.earlier(size) : words.later(size)}
      onClick={() => onStep(steps * stepMs)}
    >
      {steps < 0 ? '−' : '+'}
      {size}
    </button>
  );
}

type NeighbourProps = {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
};

function Neighbour({ label, isChosen, onChange }: NeighbourProps) {
  return (
    <button
      type="button"
      className="big"
      aria-pressed={isChosen}
      onClick={() => onChange(!isChosen)}
    >
      {label}
    </button>
  );
}
