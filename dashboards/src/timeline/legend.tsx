import { useFormat, useWords } from '../i18n/language.tsx';
import { type Life, specialOf } from './life.ts';
import { timelineWords } from './words.ts';

/** The patterns of this life, each with its word and its count; and the keys. */
export function Legend({ life: { events } }: { readonly life: Life }) {
  const words = useWords(timelineWords);
  const format = useFormat();
  return (
    <div className="row timeline-legend">
      {specialOf(events).map(({ pattern, count }) => (
        <span key={pattern} className="row">
          <span className={`timeline-swatch ${pattern}`} aria-hidden="true" />
          {words.patterns[pattern]}: {format.integer(count)}
        </span>
      ))}
      <span className="muted no-print">{words.hint}</span>
    </div>
  );
}
