import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TraceSummary } from '../../../edge/api/contract/trace.ts';
import { traceQuery, traceSummaryQuery } from '../api/queries.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { type TracePlace, tracePath } from '../trace/trace-place.ts';
import { asOfWords } from './words.ts';

/** Says that an answer is an old one, and how far today's is from it. */
export function AsOfBanner({ place }: { readonly place: TracePlace }) {
  const words = useWords(asOfWords);
  const format = useFormat();
  const { object, direction, asOf } = place;
  const before = useQuery(traceQuery({ object, direction, asOf })).data?.reply;
  const now = useQuery(traceSummaryQuery(object, direction)).data;
  if (before === undefined) return null; // It failed or is on its way, as the page says.
  const counts = ({ units, containers, shipments }: TraceSummary) =>
    words.counts(format.integer(units), format.integer(containers), format.integer(shipments));
  return (
    <div className="banner row">
      <p>
        <strong>
          {words.knownOn(format.dateTime(before.asOf.at), format.integer(before.asOf.seq))}
        </strong>
        : {counts(before.summary)}
        {now !== undefined && `; ${words.now}: ${counts(now.summary)}`}. {words.headIsNow}
      </p>
      <Link href={tracePath(object, { direction, view: 'changes', since: asOf })}>
        {words.changes}
      </Link>
      <Link href={tracePath(object, { ...place, asOf: undefined })}>{words.today}</Link>
    </div>
  );
}
