import type { LinesReply } from '../../../edge/api/contract/lines.ts';
import type { PageProps } from '../address.ts';
import { useText, useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { askedIn } from './asked.ts';
import { OeeReport } from './oee-report.tsx';
import { oeeWords } from './words.ts';
import './oee.css';

/** Where the time of a line went, what stood in the way, and why it is not as it was. */
export function OeePage({ address }: PageProps) {
  const text = useText();
  const words = useWords(oeeWords);
  const site = useSite();
  const { nowMs } = useTick();
  const asked = askedIn(address.query);
  const line = site === undefined ? undefined : lineIn(site, asked.line);
  return (
    <div className="oee-page">
      <h1>{words.title}</h1>
      {site === undefined && (
        <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {site !== undefined && line === undefined && <p className="notice card">{words.noLines}</p>}
      {site !== undefined && line !== undefined && (
        <OeeReport asked={asked} site={site} line={line} nowMs={nowMs ?? Date.parse(site.now)} />
      )}
    </div>
  );
}

/** The line that is asked for, by its path or its name; else the first. */
function lineIn(
  { lines }: LinesReply,
  asked: string | undefined,
): LinesReply['lines'][number] | undefined {
  const found = lines.find(({ line }) => line === asked || line.endsWith(`/${asked}`));
  return found ?? lines[0];
}
