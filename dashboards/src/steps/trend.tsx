import type { StepValue } from '../../../edge/api/contract/steps.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { stepsWords } from './words.ts';

const [width, height, margin] = [132, 30, 4];

/** A value among those of the units that passed the station before and after, with its limits. */
export function Trend({ value }: { readonly value: StepValue }) {
  const words = useWords(stepsWords);
  const format = useFormat();
  const points = [...value.before, { value: value.value }, ...value.after];
  if (points.length === 1) return <span className="muted">{words.alone}</span>;
  const values = points.map((point) => point.value);
  const limits = [value.low, value.high].filter((limit) => limit !== undefined);
  const [lowest, highest] = [Math.min(...values, ...limits), Math.max(...values, ...limits)];
  const x = (index: number) => margin + (index * (width - 2 * margin)) / (points.length - 1);
  // What never changes is a line in the middle.
  const share = (one: number) => (highest === lowest ? 0.5 : (one - lowest) / (highest - lowest));
  const y = (one: number) => height - margin - share(one) * (height - 2 * margin);
  const label = [
    words.trend(format.integer(value.before.length), format.integer(value.after.length)),
    words.trendRange(format.decimal(Math.min(...values)), format.decimal(Math.max(...values))),
  ].join(', ');
  return (
    <svg className="trend" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      {limits.map((limit) => (
        <line key={limit} className="trend-limit" x1="0" x2={width} y1={y(limit)} y2={y(limit)} />
      ))}
      <polyline
        className="trend-line"
        points={values.map((one, index) => `${x(index)},${y(one)}`).join(' ')}
      />
      <circle className="trend-own" cx={x(value.before.length)} cy={y(value.value)} r="3.5" />
    </svg>
  );
}
