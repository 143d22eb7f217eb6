import type { QuarantineReply } from '../../../edge/api/contract/quarantine.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { SettleButton } from './settle-button.tsx';
import { settleWords } from './settle-words.ts';
import { quarantineWords } from './words.ts';

/** The edge sends so much of a payload. */
const previewBytes = 500;

/** One message: why it is here, what it holds, and what became of it. */
export function Message({ message }: { readonly message: QuarantineReply['messages'][number] }) {
  const words = useWords(quarantineWords);
  const format = useFormat();
  const settle = useWords(settleWords);
  const { id, code, reason, source, topic, station, times, firstAt, lastAt, settled } = message;
  const why = words.why[code];
  return (
    <article className="card card-text quarantined">
      <p>
        <strong>{why ?? reason}</strong>
      </p>
      {why !== undefined && <p className="mono quarantine-detail">{reason}</p>}
      <p className="muted">
        {words.times(format.integer(times))} · {words.last} {format.dateTime(lastAt)}
        {times > 1 && ` · ${words.first} ${format.dateTime(firstAt)}`}
      </p>
      <p>
        <span className="muted">{words.source}</span> <span className="mono">{source}</span>{' '}
        {topic !== '' && (
          <>
            <span className="muted">{words.topic}</span> <span className="mono">{topic}</span>{' '}
          </>
        )}
        {topic === '' && station !== undefined && (
          <>
            <span className="muted">{words.station}</span> <span className="mono">{station}</span>
          </>
        )}
      </p>
      {settled === undefined ? (
        <SettleButton title={settle.titleOne} which={{ id }} messages={1} />
      ) : (
        <p>
          <strong>{settle.settledAs[settled.as]}</strong>{' '}
          {settle.settledBy(settled.by, format.dateTime(settled.at))}
          {settled.why !== undefined && `: ${settled.why}`}
        </p>
      )}
      <details>
        <summary>
          {words.payload} ({words.bytes(format.integer(message.payloadBytes))})
        </summary>
        {message.payloadBytes > previewBytes && (
          <p className="muted">{words.beginning(format.integer(previewBytes))}</p>
        )}
        {message.payloadIs === 'bytes' && <p className="muted">{words.asBytes}</p>}
        <pre className="mono">{message.payloadPreview}</pre>
      </details>
    </article>
  );
}
