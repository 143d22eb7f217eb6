import { memo } from 'react';
import type { Output } from '../../../edge/api/contract/lines.ts';
import { useFormat, useText } from '../i18n/language.tsx';

/** Good pieces of each hour of the shift; the line across a bar is the plan. */
export const Hours = memo(function Hours({ hours }: { readonly hours: readonly Output[] }) {
  const text = useText();
  const format = useFormat();
  const highest = Math.max(1, ...hours.map(({ good, target }) => Math.max(good, target ?? 0)));
  const height = (count: number) => `${(count / highest) * 100}%`;
  return (
    <div className="hours">
      <h3>{text.lines.hours}</h3>
      <ol>
        {hours.map(({ from, good, reject, target, targetNow }) => (
          <li key={from}>
            <span className="sr">
              {text.lines.hour(
                format.minute(from),
                format.integer(good),
                target === null ? '—' : format.integer(target),
              )}
            </span>
            <span className="hour-count" aria-hidden="true">
              {hasBegun({ good, reject, targetNow }) ? format.integer(good) : '\u00a0'}
            </span>
            <span className="hour-bar" aria-hidden="true">
              <b style={{ height: height(good) }} />
              {target !== null && <i style={{ bottom: height(target) }} />}
            </span>
            <span className="hour-name" aria-hidden="true">
              {format.minute(from).slice(0, 2)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
});

/** An hour that is still to come has no count yet, not a count of zero. */
function hasBegun({ good, reject, targetNow }: Pick<Output, 'good' | 'reject' | 'targetNow'>) {
  return good + reject > 0 || targetNow !== 0;
}
