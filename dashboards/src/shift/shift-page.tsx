import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { LineReport, ShiftReportReply } from '../../../edge/api/contract/report.ts';
import type { PageProps } from '../address.ts';
import { ApiProblem } from '../api/http.ts';
import { useName, useText, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Figures, OtherFigures } from './figures.tsx';
import {
  ChangeoversTable,
  IncidentsTable,
  OperatorsTable,
  OrdersTable,
  ProductsTable,
  QualityTable,
} from './floor-tables.tsx';
import { HandoverCard } from './handover-card.tsx';
import { HoursCard } from './hours-card.tsx';
import { LossesTable, StopsTable } from './loss-tables.tsx';
import { RevisionCard } from './revision-card.tsx';
import { ShiftBar } from './shift-bar.tsx';
import { type ShiftPlace, shiftPath, shiftPlace, shiftQuery } from './shift-place.ts';
import { SiteTable } from './site-table.tsx';
import { type Tell, useTell } from './tell.ts';
import { TimeCard } from './time-card.tsx';
import { shiftWords } from './words.ts';
import './shift.css';

/** The report of a shift, of a line or of the whole site: what a supervisor hands over and signs. */
export function ShiftPage({ address }: PageProps) {
  const text = useText();
  const place = shiftPlace(address);
  const { data, error, refetch } = useQuery(shiftQuery(place));
  return (
    <div className="trace-page shift-page">
      <ShiftBar place={place} reply={data} />
      {error !== null && data === undefined && (
        <Failed place={place} error={error} onRetry={() => void refetch()} />
      )}
      {error === null && data === undefined && (
        <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data !== undefined && <Report reply={data} place={place} />}
    </div>
  );
}

type FailedProps = {
  readonly place: ShiftPlace;
  readonly error: Error;
  readonly onRetry: () => void;
};

function Failed({ place, error, onRetry }: FailedProps) {
  const words = useWords(shiftWords);
  if (!(error instanceof ApiProblem) || error.status !== 404)
    return <ProblemNotice problem={error} onRetry={onRetry} />;
  return (
    <div className="notice card">
      <h1>{words.notFound}</h1>
      <p>{words.notFoundWhy}</p>
      <p className="muted">{error.detail}</p>
      <Link className="button" href={shiftPath({ shift: 'now', line: place.line })}>
        {words.now}
      </Link>
    </div>
  );
}

type ReportProps = { readonly reply: ShiftReportReply; readonly place: ShiftPlace };

function Report({ reply, place }: ReportProps) {
  const words = useWords(shiftWords);
  const tell = useTell(reply.names);
  const [only] = reply.lines;
  if (only === undefined) {
    return (
      <div className="notice card">
        <h1>{words.empty}</h1>
        <p>{words.emptyWhy}</p>
      </div>
    );
  }
  const isOne = place.line !== undefined;
  return (
    <>
      <ReportHead reply={reply} line={isOne ? only : undefined} place={place} tell={tell} />
      {isOne ? (
        <OneLine reply={reply} line={only} place={place} tell={tell} />
      ) : (
        <SiteTable reply={reply} place={place} tell={tell} />
      )}
    </>
  );
}

type HeadProps = ReportProps & { readonly line: LineReport | undefined; readonly tell: Tell };

function ReportHead({ reply, line, place, tell }: HeadProps) {
  const words = useWords(shiftWords);
  const name = useName();
  const { shift, from, to, asOf, isClosed, isPast, timeZone, software } = reply;
  const day = tell.dateTime(from).slice(0, 10);
  return (
    <header className="report-head">
      <h1>
        {words.title}: {line === undefined ? words.wholeSite : name(line.name)}
      </h1>
      <p>
        <strong>{words.shift(shift.id, day)}</strong> · {tell.dateTime(from)} – {tell.dateTime(to)}{' '}
        ({timeZone}) · {name(reply.name)}
      </p>
      {line !== undefined && isClosed && (
        <span className="report-revision">{words.revision(tell.integer(line.revision))}</span>
      )}
      {!isClosed && <p className="banner">▲ {words.provisional}</p>}
      {isPast && (
        <p className="banner">
          ▲ {words.past(tell.dateTime(asOf.at))}{' '}
          <Link href={shiftPath({ ...place, asOf: undefined })}>{words.toNow}</Link>
        </p>
      )}
      <p className="muted report-basis">
        {words.asOf(tell.dateTime(asOf.at), tell.integer(asOf.seq))} · Lotline {software}
        {line !== undefined && (
          <>
            {' '}
            · {words.digest} <span className="mono">{line.sha256}</span>
          </>
        )}
      </p>
    </header>
  );
}

function OneLine({ reply, line, place, tell }: ReportProps & { line: LineReport; tell: Tell }) {
  return (
    <>
      <Figures line={line} tell={tell} />
      <OtherFigures line={line} tell={tell} />
      <RevisionCard line={line} place={place} tell={tell} />
      <div className="report-grid">
        <HoursCard line={line} tell={tell} />
        <TimeCard line={line} tell={tell} />
      </div>
      <div className="report-grid">
        <LossesTable line={line} tell={tell} />
        <StopsTable line={line} tell={tell} />
      </div>
      <div className="report-grid">
        <ProductsTable line={line} tell={tell} />
        <QualityTable line={line} tell={tell} />
        <OrdersTable line={line} tell={tell} />
        <ChangeoversTable line={line} tell={tell} />
        <OperatorsTable line={line} tell={tell} />
        <IncidentsTable line={line} tell={tell} />
      </div>
      <HandoverCard reply={reply} line={line} place={place} tell={tell} />
    </>
  );
}
