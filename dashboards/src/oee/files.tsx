import type { KpiRow, KpisReply } from '../../../edge/api/contract/kpis.ts';
import { useSpeech, useWords } from '../i18n/language.tsx';
import { oeeWords } from './words.ts';

export type Ends = { readonly from: string; readonly to: string };

type FilesProps = {
  readonly reply: KpisReply;
  readonly row: KpiRow;
  readonly against: Ends | undefined;
};

/** What is shown, as files. */
export function Files({ reply, row, against }: FilesProps) {
  const words = useWords(oeeWords);
  const { language: lang } = useSpeech();
  const { kpis, hours, losses, change } = words.csv;
  const files = [
    { label: 'PDF', format: 'pdf' },
    { label: 'XLSX', format: 'xlsx' },
    { label: kpis, format: 'csv', part: 'kpis' },
    { label: hours, format: 'csv', part: 'parts' },
    { label: losses, format: 'csv', part: 'losses' },
    { label: change, format: 'csv', part: 'change' },
    { label: 'JSON', format: 'json' },
  ];
  const asked = {
    from: reply.from,
    to: reply.to,
    ...(row.station === undefined ? {} : { station: row.station }),
    ...(against === undefined ? {} : { beforeFrom: against.from, beforeTo: against.to }),
    lang,
  };
  const path = `/api/v1/lines/${encodeURIComponent(reply.line)}/oee-report`;
  return (
    <details className="files end no-print">
      <summary className="button">{words.files}</summary>
      <div className="row">
        {files.map(({ label, ...file }) => (
          <a
            key={label}
            className="button"
            href={`${path}?${new URLSearchParams({ ...asked, ...file })}`}
            download
          >
            {label}
          </a>
        ))}
      </div>
    </details>
  );
}
