import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { type WaterfallStep, waterfallOf } from './waterfall.ts';
import { lossesWords } from './words.ts';
import './waterfall.css';

/** From all of the time to the good pieces: what is left after each loss, to the millisecond. */
export function WaterfallChart({ row }: { readonly row: KpiRow }) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const { steps, restMs, missing } = waterfallOf(row.elements);
  const mostMs = Math.max(1, ...steps.map(({ toMs }) => toMs));
  const plannedMs = row.elements.plannedBusyTimeMs ?? 0;
  const good = row.elements.goodQuantity;
  const greatest = greatestLoss(steps);
  return (
    <section className="card">
      <h2>{words.waterfall}</h2>
      <table className="waterfall">
        <tbody>
          {steps.map((step) => (
            <tr key={`${step.kind} ${step.name}`} className={step.kind}>
              <th scope="row">
                {words.steps[step.name]}
                {step.name === 'valuable' && typeof good === 'number' && (
                  <span className="muted"> · {words.pieces(format.integer(good))}</span>
                )}
              </th>
              <td className="number">
                {step.kind === 'loss' && step.toMs >= step.fromMs && '−'}
                {step.toMs < step.fromMs && '+'}
                {format.duration(Math.abs(step.toMs - step.fromMs))}
              </td>
              <td className="number muted waterfall-share">
                {plannedMs > 0 && format.percent((step.toMs - step.fromMs) / plannedMs)}
              </td>
              <td className="waterfall-bar">
                <Bar step={step} mostMs={mostMs} isGreatest={step === greatest} />
                {step.toMs < step.fromMs && <span className="ink-wait">{words.faster}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && (
        <p className="card-text ink-wait">
          {words.stopsHere} {missing.map((name) => words.missing[name]).join('; ')}
        </p>
      )}
      {restMs !== 0 && (
        <p className="card-text ink-down">{words.rest(format.duration(Math.abs(restMs)))}</p>
      )}
    </section>
  );
}

type BarProps = {
  readonly step: WaterfallStep;
  readonly mostMs: number;
  readonly isGreatest: boolean;
};

function Bar({ step, mostMs, isGreatest }: BarProps) {
  const [leftMs, rightMs] = [Math.min(step.fromMs, step.toMs), Math.max(step.fromMs, step.toMs)];
  const left = Math.max(0, leftMs) / mostMs;
  const width = (Math.min(rightMs, mostMs) - Math.max(0, leftMs)) / mostMs;
  return (
    <span className="waterfall-track" aria-hidden="true">
      <i
        className={unknown.has(step.name) ? 'unknown' : isGreatest ? 'greatest' : step.kind}
        style={{ left: `${left * 100}%`, width: `${Math.max(0.2, width * 100)}%` }}
      />
    </span>
  );
}

const unknown: ReadonlySet<WaterfallStep['name']> = new Set(['noData', 'clockSuspect']);
/** What is planned is not lost, and what is not known cannot be acted upon. */
const planned: ReadonlySet<WaterfallStep['name']> = new Set([
  ...unknown,
  'notScheduled',
  'breaks',
  'plannedStops',
  'scheduledDown',
  'engineering',
]);

/** The one to act upon first. */
function greatestLoss(steps: readonly WaterfallStep[]): WaterfallStep | undefined {
  const lost = steps.filter(({ kind, name }) => kind === 'loss' && !planned.has(name));
  return [...lost].sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
}
