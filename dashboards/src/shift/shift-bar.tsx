import { Link } from 'wouter';
import type { ShiftReportReply } from '../../../edge/api/contract/report.ts';
import { go } from '../address.ts';
import { useName, useSpeech, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { useShortcuts } from '../shell/use-keys.ts';
import { type ShiftPlace, shiftFilePath, shiftPath } from './shift-place.ts';
import { shiftWords } from './words.ts';

type ShiftBarProps = { readonly place: ShiftPlace; readonly reply: ShiftReportReply | undefined };

/** Which line and shift, the shifts beside it, and the same report as a file. */
export function ShiftBar({ place, reply }: ShiftBarProps) {
  const words = useWords(shiftWords);
  const name = useName();
  const lines = useSite()?.lines ?? [];
  const turnTo = (shift: string | undefined) => {
    if (shift !== undefined) go(shiftPath({ shift, line: place.line }));
  };
  useShortcuts({
    '[': () => turnTo(reply?.previous),
    ']': () => turnTo(reply?.next),
  });
  return (
    <div className="row report-bar-row no-print">
      <label className="row">
        {words.line}
        <select
          value={place.line ?? ''}
          onChange={({ target }) =>
            go(shiftPath({ ...place, line: target.value === '' ? undefined : target.value }))
          }
        >
          <option value="">{words.wholeSite}</option>
          {lines.map(({ line, name: title }) => (
            <option key={line} value={line}>
              {name(title)}
            </option>
          ))}
        </select>
      </label>
      <span className="row">
        {reply?.previous !== undefined && (
          <Link className="button" href={shiftPath({ shift: reply.previous, line: place.line })}>
            {words.earlier}
          </Link>
        )}
        <Link
          className="button"
          href={shiftPath({ shift: 'now', line: place.line })}
          aria-current={place.shift === 'now' ? 'page' : undefined}
        >
          {words.now}
        </Link>
        <Link
          className="button"
          href={shiftPath({ shift: 'last', line: place.line })}
          aria-current={place.shift === 'last' ? 'page' : undefined}
        >
          {words.last}
        </Link>
        {reply?.next !== undefined && (
          <Link className="button" href={shiftPath({ shift: reply.next, line: place.line })}>
            {words.later}
          </Link>
        )}
      </span>
      <Files place={place} reply={reply} />
    </div>
  );
}

function Files({ place, reply }: ShiftBarProps) {
  const words = useWords(shiftWords);
  const { language: lang } = useSpeech();
  if (reply === undefined) return null;
  const shift = `${reply.shift.date}/${reply.shift.id}`;
  const files = [
    { label: words.pdf, format: 'pdf' },
    { label: words.xlsx, format: 'xlsx' },
    { label: words.csvHours, format: 'csv', part: 'hours' },
    { label: words.csvStops, format: 'csv', part: 'stops' },
    { label: words.csvLosses, format: 'csv', part: 'losses' },
  ];
  return (
    <fieldset className="row end" aria-label={words.actions}>
      <button type="button" onClick={() => print()}>
        {words.print}
      </button>
      {files.map(({ label, ...file }) => (
        <a
          key={label}
          className="button"
          href={shiftFilePath({ ...place, shift }, { ...file, lang })}
          download
        >
          {label}
        </a>
      ))}
    </fieldset>
  );
}
