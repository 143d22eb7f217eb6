import { hintWords } from '../../../domain/kpi/kpi-words.ts';
import type { LineReport } from '../../../edge/api/contract/report.ts';
import { useSpeech, useWords } from '../i18n/language.tsx';
import type { Tell } from './tell.ts';
import { type ShiftWords, shiftWords } from './words.ts';

type FiguresProps = { readonly line: LineReport; readonly tell: Tell };

/** Output against plan, and the OEE with its three factors, each with the numbers behind it. */
export function Figures({ line, tell }: FiguresProps) {
  const words = useWords(shiftWords);
  const { good, reject, planned } = line.output;
  const difference = planned === null ? undefined : good - planned;
  return (
    <section className="card report-figures">
      <Figure
        label={words.good}
        value={tell.integer(good)}
        below={
          planned === null
            ? words.noPlan
            : `${words.planned} ${tell.integer(planned)} · ${planned > 0 ? words.ofPlan(tell.percent(good / planned)) : ''}`
        }
        hint={
          difference === undefined ? undefined : `${words.difference} ${tell.signed(difference)}`
        }
      />
      <Figure label={words.reject} value={tell.integer(reject)} />
      {(['oee_index', 'availability', 'effectiveness', 'quality_ratio'] as const).map((id) => (
        <KpiFigure key={id} id={id} line={line} tell={tell} />
      ))}
    </section>
  );
}

type FigureProps = {
  readonly label: string;
  readonly value: string;
  readonly below?: string;
  readonly hint?: string | undefined;
  readonly isMissing?: boolean;
};

function Figure({ label, value, below, hint, isMissing }: FigureProps) {
  return (
    <div className="report-figure">
      <span className="muted">{label}</span>
      <strong className={isMissing === true ? 'is-missing' : undefined}>{value}</strong>
      {below !== undefined && <span className="muted">{below}</span>}
      {hint !== undefined && <span className="report-hint">{hint}</span>}
    </div>
  );
}

function KpiFigure({ id, line, tell }: FiguresProps & { readonly id: string }) {
  const words = useWords(shiftWords);
  const { language } = useSpeech();
  const told = line.values[id];
  const value = tell.value(id, told?.value);
  const hints = (told?.hints ?? []).map((hint) => hintWords[hint]?.[language] ?? hint);
  return (
    <Figure
      label={tell.kpi(id)}
      value={value ?? words.missing}
      isMissing={value === undefined}
      below={formulaOf(id, line, { words, tell })}
      hint={hints.length === 0 ? undefined : `▲ ${hints.join('; ')}`}
    />
  );
}

type Speech = { readonly words: ShiftWords; readonly tell: Tell };

/** The formula with the numbers of this shift. */
function formulaOf(id: string, { elements, values }: LineReport, { words, tell }: Speech): string {
  const clock = (name: keyof typeof elements) => {
    const ms = elements[name];
    return typeof ms === 'number' ? tell.clock(ms) : '—';
  };
  const share = (kpi: string) => tell.value(kpi, values[kpi]?.value) ?? '—';
  switch (id) {
    case 'oee_index':
      return `${share('availability')} × ${share('effectiveness')} × ${share('quality_ratio')}`;
    case 'availability':
      return words.ofTimes(clock('actualProductionTimeMs'), clock('plannedBusyTimeMs'));
    case 'effectiveness':
      return words.ofCycles(clock('plannedRunTimeMs'), clock('actualProductionTimeMs'));
    default:
      return words.ofPieces(
        tell.integer(elements.goodQuantity ?? 0),
        tell.integer(elements.producedQuantity ?? 0),
      );
  }
}

const others = [
  'first_pass_yield',
  'scrap_ratio',
  'rework_ratio',
  'throughput_rate',
  'mtbf',
  'mttr',
  'comprehensive_energy_consumption',
] as const;

/** The other KPIs of the shift; those that the log cannot tell are left out. */
export function OtherFigures({ line, tell }: FiguresProps) {
  const words = useWords(shiftWords);
  const { energyKilowattHours } = line.elements;
  const known = others.flatMap((id) => {
    const value = tell.value(id, line.values[id]?.value);
    return value === undefined ? [] : [{ id, label: tell.kpi(id), value }];
  });
  const hasEnergy = typeof energyKilowattHours === 'number';
  if (known.length === 0 && !hasEnergy) return null;
  return (
    <dl className="card report-others">
      {known.map(({ id, label, value }) => (
        <div key={id}>
          <dt className="muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {hasEnergy && (
        <div>
          <dt className="muted">{words.energy}</dt>
          <dd>{tell.tenth(energyKilowattHours)} kWh</dd>
        </div>
      )}
    </dl>
  );
}
