import { useId } from 'react';
import type { CyclesReply } from '../../../edge/api/contract/cycles.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { NumberField } from '../settings/number-field.tsx';
import { Glyph } from '../status/glyph.tsx';
import { type Hint, hintsOf, isBeaten, type Real, realOf } from './hints.ts';
import { type Row, units, valueNames } from './targets.ts';
import { type TargetWords, targetWords } from './words.ts';

type TargetFieldsProps = {
  readonly row: Row;
  readonly scope: string;
  /** What counts where the row has no value; undefined for the widest. */
  readonly wider: Row | undefined;
  readonly cycles: CyclesReply | undefined;
  readonly onChange: (row: Row) => void;
  readonly onRemove: (() => void) | undefined;
};

/** The values of one scope, what really happened, and what looks wrong. */
export function TargetFields(props: TargetFieldsProps) {
  const { row, scope, wider, cycles, onChange, onRemove } = props;
  const words = useWords(targetWords);
  const seconds = useSeconds();
  const format = useFormat();
  const note = useId();
  const real = realOf(row, cycles);
  return (
    <fieldset className="shift" aria-describedby={note}>
      <legend>{scope}</legend>
      <div className="fields">
        {valueNames.map((name) => {
          const { size, min, max } = units[name];
          const value = row[name];
          return (
            <NumberField
              key={name}
              label={words.values[name]}
              unit={words.units[name]}
              min={min}
              max={max}
              value={value === undefined ? undefined : value / size}
              onChange={(next) => {
                const { [name]: _, ...rest } = row;
                // Twelve digits: 82 per cent are 0.82, not a hair more.
                const value =
                  next === undefined ? undefined : Number((next * size).toPrecision(12));
                onChange(value === undefined ? rest : { ...rest, [name]: value });
              }}
            />
          );
        })}
        {onRemove !== undefined && (
          <button type="button" onClick={onRemove}>
            {words.remove(scope)}
          </button>
        )}
      </div>
      <p className="row muted">
        {real === undefined
          ? words.noReal
          : words.real(seconds(real.medianMs), seconds(real.fastMs), format.integer(real.count))}
        {real !== undefined && isOffered(row, real) && (
          <button type="button" onClick={() => onChange({ ...row, plannedCycleMs: real.fastMs })}>
            {words.take(seconds(real.fastMs))}
          </button>
        )}
      </p>
      <div id={note} className="fault-note">
        {hintsOf(row, wider, real).map((hint) => (
          <p key={hint.kind} className="problem">
            <Glyph shape="attention" /> {hintWords(hint, words, seconds)}
          </p>
        ))}
      </div>
    </fieldset>
  );
}

/** What was measured is worth taking where nothing is planned, or where the plan cannot be right. */
function isOffered({ plannedCycleMs, station }: Row, real: Real): boolean {
  if (plannedCycleMs === undefined || isBeaten(plannedCycleMs, real)) return true;
  return station === undefined && plannedCycleMs < real.fastMs * 0.8;
}

function useSeconds(): (ms: number) => string {
  const words = useWords(targetWords);
  const format = useFormat();
  return (ms) => words.seconds(format.decimal(Math.round(ms / 100) / 10));
}

function hintWords(hint: Hint, words: TargetWords, seconds: (ms: number) => string): string {
  switch (hint.kind) {
    case 'beaten':
      return words.hints.beaten(seconds(hint.real.medianMs));
    case 'never_reached':
      return words.hints.never_reached(seconds(hint.real.fastMs));
    case 'plan_too_high':
      return words.hints.plan_too_high(seconds(hint.neededMs), seconds(hint.cycleMs));
    case 'slower_than_takt':
      return words.hints.slower_than_takt(seconds(hint.cycleMs), seconds(hint.taktMs));
    default:
      return words.hints[hint.kind];
  }
}
