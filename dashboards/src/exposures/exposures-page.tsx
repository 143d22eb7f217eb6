import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ExposuresReply } from '../../../edge/api/contract/exposures.ts';
import type { PageProps } from '../address.ts';
import { exposuresQuery } from '../api/queries.ts';
import { EventLink } from '../events/event-link.tsx';
import type { Format } from '../format.ts';
import { useFormat, useSpeech, useText, useWords } from '../i18n/language.tsx';
import { placeOf, shortPath } from '../place-of.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { CertaintyMark, DispositionChip } from '../status/chips.tsx';
import { itemsOf } from '../table/table-rows.ts';
import { tracePath } from '../trace/trace-place.ts';
import { askedIn } from './asked.ts';
import { ConditionsForm } from './conditions-form.tsx';
import { TraceFound } from './trace-found.tsx';
import { exposuresWords } from './words.ts';

/** The units that passed where and when something was wrong, and where they are now. */
export function ExposuresPage({ address }: PageProps) {
  const text = useText();
  const words = useWords(exposuresWords);
  const asked = askedIn(address.query);
  const query = asked.has('from') ? asked.toString() : '';
  const { data, error, refetch } = useQuery(exposuresQuery(query));
  return (
    <div className="trace-page">
      <h1>{words.title}</h1>
      <ConditionsForm key={query} asked={asked} />
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {query !== '' && error === null && data === undefined && (
        <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data !== undefined && <Found reply={data} asked={asked} />}
    </div>
  );
}

type FoundProps = { readonly reply: ExposuresReply; readonly asked: URLSearchParams };

function Found({ reply: { summary, units, cursor }, asked }: FoundProps) {
  const text = useText();
  const words = useWords(exposuresWords);
  const format = useFormat();
  const next = new URLSearchParams(asked);
  if (cursor !== undefined) next.set('cursor', cursor);
  return (
    <section className="card">
      <h2>{words.found(format.integer(summary.units))}</h2>
      <p className="row card-text">
        {(['wip', 'stock', 'shipped', 'scrapped'] as const).map((place) => (
          <span key={place}>
            {text.whereabouts[place]} <strong>{format.integer(summary.byLocation[place])}</strong>
          </span>
        ))}
        {summary.customers.length > 0 && <span>{summary.customers.join(', ')}</span>}
      </p>
      {summary.undecided > 0 && (
        <p className="card-text ink-wait">{words.undecided(format.integer(summary.undecided))}</p>
      )}
      <TraceFound asked={asked} units={summary.units} />
      {units.length > 0 && <Files asked={asked} />}
      {units.length === 0 ? <p className="notice">{words.none}</p> : <Units units={units} />}
      {cursor !== undefined && (
        <p className="card-text">
          <Link href={`/exposures?${next}`}>{words.more}</Link>
        </p>
      )}
    </section>
  );
}

/** All pages of the list as a file. */
function Files({ asked }: { readonly asked: URLSearchParams }) {
  const words = useWords(exposuresWords);
  const { language } = useSpeech();
  const query = new URLSearchParams(asked);
  query.delete('cursor');
  return (
    <p className="row card-text no-print">
      {words.files}
      {(['csv', 'xlsx'] as const).map((format) => (
        <a
          key={format}
          className="button"
          href={`/api/v1/exposures?${query}&${new URLSearchParams({ format, lang: language })}`}
          download
        >
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  );
}

type Judged = NonNullable<ExposuresReply['units'][number]['measurement']>;

/** A value with its limits, as people write numbers. */
function saidOf({ name, value, uom, low, high }: Judged, format: Format): string {
  const limit = (one: number | undefined) => (one === undefined ? '' : format.decimal(one));
  const said = `${name} ${format.decimal(value)} ${uom ?? ''}`.trim();
  return low === undefined && high === undefined ? said : `${said} (${limit(low)}…${limit(high)})`;
}

function Units({ units }: Pick<ExposuresReply, 'units'>) {
  const text = useText();
  const words = useWords(exposuresWords);
  const format = useFormat();
  const heads = [words.unit, words.item, words.passed, words.result, words.status, words.now];
  return (
    <div className="wide-table">
      <table>
        <thead>
          <tr>
            {[...heads, words.value].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((exposed) => (
            <tr key={`${exposed.eventSeq} ${exposed.unit}`}>
              <td>
                <Link className="mono" href={tracePath(`unit:${exposed.unit}`)}>
                  {exposed.unit}
                </Link>{' '}
                {exposed.certainty !== 'certain' && <CertaintyMark certainty="possible" />}
              </td>
              <td>{itemsOf(exposed)}</td>
              <td>
                {shortPath(exposed.station)} {format.dateTime(exposed.at)}{' '}
                <EventLink seqs={[exposed.eventSeq]} />
              </td>
              <td>{words[exposed.result]}</td>
              <td>{exposed.status !== undefined && <DispositionChip status={exposed.status} />}</td>
              <td>{placeOf(exposed, text)}</td>
              <td>{exposed.measurement !== undefined && saidOf(exposed.measurement, format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
