import { useQuery } from '@tanstack/react-query';
import { NotRecorded } from '../holds/parts.tsx';
import { useFormat, useWords } from '../i18n/language.tsx';
import { previewQuery, type Which } from './settle-talk.ts';
import { settleWords } from './settle-words.ts';

const reasonsShown = 3;

/** What reading a group of messages again would give; of a single one nothing, it is read quickly. */
export function PreviewOf({ which }: { readonly which: Which }) {
  const words = useWords(settleWords);
  const { integer } = useFormat();
  const { data, error } = useQuery(previewQuery(which));
  if ('id' in which) return null;
  if (error !== null) return <NotRecorded problem={error} />;
  if (data === undefined) return <p role="status">{words.looking}</p>;
  const { messages, readable, events, withoutBytes, reasons, isWhole } = data;
  return (
    <>
      <p role="status">
        <strong>{words.preview(integer(readable), integer(messages))}</strong>{' '}
        {readable > 0 && words.events(integer(events))}{' '}
        {!isWhole && words.previewPart(integer(messages))}{' '}
        {withoutBytes > 0 && words.withoutBytes(integer(withoutBytes))}
      </p>
      {reasons.length > 0 && (
        <>
          <p className="muted">{words.others}</p>
          <ul className="quarantine-reasons">
            {reasons.slice(0, reasonsShown).map(({ reason, messages: count }) => (
              <li key={reason}>
                {integer(count)} × <span className="mono">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
