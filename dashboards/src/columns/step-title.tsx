import { useFormat } from '../i18n/language.tsx';
import { foundIn } from '../table/table-rows.ts';
import { useTraceText } from '../trace/words.ts';
import type { Row } from './layout.ts';
import type { Step } from './steps.ts';

type StepTitleProps = {
  readonly step: Step;
  readonly rows: readonly Row[];
  readonly onOpen: (keys: readonly string[], isOpen: boolean) => void;
};

/** What a column holds, and a button that opens all its groups or closes them. */
export function StepTitle({ step, rows, onOpen }: StepTitleProps) {
  const text = useTraceText();
  const format = useFormat();
  const keysOf = (form: Row['form']) =>
    rows.filter((row) => row.form === form).map(({ key }) => key);
  const [closed, open] = [keysOf('closed'), keysOf('open')];
  const isOpening = closed.length > 0;
  return (
    <div className="column-head">
      <h2 title={step.items.join(', ')}>
        {useStepName(step)}
        {step.items.length > 1 && (
          <span className="muted"> ({text.columns.items(format.integer(step.items.length))})</span>
        )}
      </h2>
      {closed.length + open.length > 0 && (
        <button
          type="button"
          className="no-print"
          title={isOpening ? text.columns.openAll : text.columns.closeAll}
          aria-label={isOpening ? text.columns.openAll : text.columns.closeAll}
          onClick={() => onOpen(isOpening ? closed : open, isOpening)}
        >
          {isOpening ? '+' : '−'}
        </button>
      )}
    </div>
  );
}

function useStepName(step: Step): string {
  const text = useTraceText();
  const format = useFormat();
  const kind = text.kinds[step.kind];
  const [item] = step.items;
  const named = step.items.length === 1 && item !== undefined ? item : kind;
  const isOuter = step.kind === 'container' && step.level > 0 && named === kind;
  const title = isOuter ? text.columns.outer(kind) : named;
  const { length } = foundIn(step.nodes).filter(({ listedAs }) => listedAs !== 'former');
  return length === 0 ? title : text.columns.title(title, format.integer(length));
}
