import type { Output } from '../../../edge/api/contract/lines.ts';
import { useFormat, useText } from '../i18n/language.tsx';

type OutputFiguresProps = { readonly shift: Output; readonly isUnknown: boolean };

/** Output against the plan of the shift; the tick is where it should be by now. */
export function OutputFigures({ shift, isUnknown }: OutputFiguresProps) {
  const text = useText();
  const format = useFormat();
  const { good, reject, target, targetNow } = shift;
  return (
    <div className="figures">
      <h3>{text.lines.output}</h3>
      <p className="figure">
        <strong>{isUnknown ? '—' : format.integer(good)}</strong>{' '}
        <span className="muted">
          {target === null ? text.lines.noPlan : text.lines.ofPlan(format.integer(target))}
        </span>
      </p>
      {target !== null && target > 0 && (
        <PlanBar
          done={isUnknown ? 0 : good / target}
          due={targetNow === null ? undefined : targetNow / target}
        />
      )}
      <p className="figure-notes">
        {!isUnknown && targetNow !== null && (
          <strong>{text.lines.gap(format.signed(good - targetNow))}</strong>
        )}
        <span className="muted">{isUnknown ? '—' : text.lines.reject(format.integer(reject))}</span>
      </p>
    </div>
  );
}

function PlanBar({ done, due }: { readonly done: number; readonly due: number | undefined }) {
  return (
    <div className="plan-bar" aria-hidden="true">
      <div style={{ width: percent(done) }} />
      {due !== undefined && <i style={{ left: percent(due) }} />}
    </div>
  );
}

function percent(ratio: number): string {
  return `${Math.min(100, Math.max(0, ratio * 100))}%`;
}
