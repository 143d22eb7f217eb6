import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import type { WallLine } from '../../../edge/api/contract/wall.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { wallWords } from '../wall/words.ts';

type FigureProps = {
  readonly figures: WallLine | undefined;
  readonly isKnown: boolean;
};

/** OEE of the shift beside its target. */
export function OeeFigure({ figures, isKnown }: FigureProps) {
  const words = useWords(wallWords);
  const format = useFormat();
  const oee = isKnown ? (figures?.oee ?? null) : null;
  const target = figures?.oeeTarget ?? null;
  const said = oee === null ? undefined : format.percent(oee);
  return (
    <div className="wt-oee">
      <strong>
        {said === undefined ? '—' : said.replace('%', '')}
        {said !== undefined && <small>%</small>}
      </strong>
      <span>
        {figures?.oee === null ? words.oeeUnknown : words.oee}
        {(figures?.effectiveness ?? 0) > 1 && ` · ${words.checkCycle}`}
        {target !== null && ` · ${words.oeeTarget(format.percent(target).replace(/[,.]0%/, '%'))}`}
      </span>
    </div>
  );
}

type OutputProps = FigureProps & { readonly line: LineStatus };

/** Good pieces beside the plan of the shift, and by how much they are ahead of it or behind. */
export function OutputFigure({ figures, line, isKnown }: OutputProps) {
  const words = useWords(wallWords);
  const format = useFormat();
  const { good, planned, plannedNow } = outputOf(figures, line);
  const gap = plannedNow === null ? null : Math.round(good - plannedNow);
  return (
    <div className="wt-output">
      <strong>{isKnown ? format.integer(good) : '—'}</strong>
      <span>{planned === null ? words.noPlan : words.ofPlan(format.integer(planned))}</span>
      {isKnown && gap !== null && (
        <b className={gap < 0 ? 'is-behind' : ''}>{gapWords(gap, words, format.integer)}</b>
      )}
    </div>
  );
}

function gapWords(
  gap: number,
  words: (typeof wallWords)['vi'],
  integer: (value: number) => string,
): string {
  if (gap === 0) return words.onPlan;
  return gap > 0 ? `▲ ${words.ahead(integer(gap))}` : `▼ ${words.behind(integer(-gap))}`;
}

/** The share of the plan that is done; the tick is where it should be by now. */
export function PlanBar({ figures, line, isKnown }: OutputProps) {
  const { good, planned, plannedNow } = outputOf(figures, line);
  if (planned === null || planned <= 0) return <div className="wt-plan is-empty" />;
  return (
    <div className="wt-plan" aria-hidden="true">
      <div style={{ width: percentOf(isKnown ? good / planned : 0) }} />
      {plannedNow !== null && <i style={{ left: percentOf(plannedNow / planned) }} />}
    </div>
  );
}

/** The pieces that the lines topic counts come each second; a line that only has a counter has them in the figures. */
export function outputOf(figures: WallLine | undefined, { shift }: LineStatus) {
  return {
    good: Math.max(shift.good, figures?.good ?? 0),
    planned: figures?.planned ?? shift.target,
    plannedNow: figures?.plannedNow ?? shift.targetNow,
  };
}

function percentOf(ratio: number): string {
  return `${Math.min(100, Math.max(0, ratio * 100))}%`;
}
