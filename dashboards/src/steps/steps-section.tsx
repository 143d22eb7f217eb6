import './steps.css';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Step, StepsReply, StepValue } from '../../../edge/api/contract/steps.ts';
import { getJson } from '../api/http.ts';
import { EventLink } from '../events/event-link.tsx';
import { FactValue } from '../events/fact-value.tsx';
import { isOutside, sayLimits, sayValue } from '../events/measured.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { shortPath } from '../place-of.ts';
import { Glyph } from '../status/glyph.tsx';
import { alikePath } from './alike-path.ts';
import { StepFacts } from './step-facts.tsx';
import { Trend } from './trend.tsx';
import { stepsWords } from './words.ts';

const stepsQuery = (unit: string) =>
  queryOptions({
    queryKey: ['steps', unit],
    queryFn: ({ signal }) =>
      getJson<StepsReply>(`/api/v1/objects/unit/${encodeURIComponent(unit)}/steps`, signal),
  });

type StepsSectionProps = {
  readonly unit: string;
  /** One below what it stands under. */
  readonly heading: 'h2' | 'h3';
};

/** What the machines told of a unit: values against limits and neighbours, alarms, who and with what. */
export function StepsSection({ unit, heading: Heading }: StepsSectionProps) {
  const words = useWords(stepsWords);
  const text = useText();
  const format = useFormat();
  const { data, isError } = useQuery(stepsQuery(unit));
  if (data === undefined) {
    if (isError) return <p role="alert">{words.failed}</p>;
    return (
      <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
    );
  }
  const { steps, leftOff } = data;
  return (
    <>
      <Heading>{words.title(format.integer(steps.length + leftOff))}</Heading>
      {steps.length === 0 ? <p className="muted">{words.none}</p> : <Verdict steps={steps} />}
      {leftOff > 0 && <p className="muted">{words.leftOff(format.integer(leftOff))}</p>}
      <ol className="steps">
        {steps.map((step) => (
          <StepItem key={`${step.eventSeq} ${step.station}`} step={step} />
        ))}
      </ol>
    </>
  );
}

function Verdict({ steps }: { readonly steps: readonly Step[] }) {
  const words = useWords(stepsWords);
  const format = useFormat();
  const values = steps.flatMap((step) => step.values);
  const outside = values.filter(isOutside).length;
  const alarms = steps.flatMap((step) => step.alarms).length;
  const isJudged = values.some(
    ({ low, high, result }) => low !== undefined || high !== undefined || result !== undefined,
  );
  return (
    <p>
      {outside > 0 ? (
        <strong className="ink-down">
          <Glyph shape="unscheduled_down" /> {words.outside(format.integer(outside))}
        </strong>
      ) : (
        <span className="muted">{isJudged ? words.allInside : words.noLimits}</span>
      )}
      <span className="muted"> · </span>
      <span className={alarms > 0 ? 'ink-wait' : 'muted'}>
        {alarms > 0 ? words.alarms(format.integer(alarms)) : words.noAlarms}
      </span>
    </p>
  );
}

function StepItem({ step }: { readonly step: Step }) {
  const words = useWords(stepsWords);
  const format = useFormat();
  const { station, at, result, values, alarms, eventSeq } = step;
  return (
    <li>
      <p className="row">
        <strong>{shortPath(station)}</strong>
        <span className="muted">{format.dateTime(at)}</span>
        <FactValue field="result" value={result} said={result} />
      </p>
      {step.defects !== undefined && step.defects.length > 0 && (
        <p>
          <FactValue field="defects" value={step.defects} said={sayDefects(step.defects)} />
        </p>
      )}
      {values.length === 0 && <p className="muted">{words.noValues}</p>}
      <ul>
        {values.map((value) => (
          <ValueItem key={`${value.name} ${value.value}`} value={value} step={step} />
        ))}
      </ul>
      {alarms.map(({ alarm, code, message, from, to, eventSeq: seq }) => (
        <p key={alarm} className="ink-wait">
          <Glyph shape="attention" /> {words.alarm(code)} {message} · {format.time(from)} –{' '}
          {to === undefined ? words.still : format.time(to)} <EventLink seqs={[seq]} />
        </p>
      ))}
      <StepFacts step={step} />
      <p className="muted">
        <EventLink seqs={[eventSeq]} />
      </p>
    </li>
  );
}

function sayDefects(defects: NonNullable<Step['defects']>): string {
  return defects
    .map(({ code, position, description }) =>
      [code, position, description].filter((part) => part !== undefined).join(' '),
    )
    .join('; ');
}

type ValueItemProps = { readonly value: StepValue; readonly step: Step };

function ValueItem({ value, step }: ValueItemProps) {
  const words = useWords(stepsWords);
  const format = useFormat();
  const limits = sayLimits(value, format);
  const said = sayValue(value, format);
  return (
    <li className="step-value">
      <span>
        {value.name}{' '}
        {isOutside(value) ? (
          <strong className="ink-down">
            <Glyph shape="unscheduled_down" /> {said}
          </strong>
        ) : (
          <strong>{said}</strong>
        )}{' '}
        <span className="muted">{limits === '' ? words.unlimited : words.limits(limits)}</span>{' '}
        {isOutside(value) && <Link href={alikePath(step, value)}>{words.alike}</Link>}
      </span>
      <Trend value={value} />
    </li>
  );
}
