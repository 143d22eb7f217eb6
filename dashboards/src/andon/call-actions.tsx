import { useState } from 'react';
import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import { isWaiting } from '../alarm/alarms.ts';
import { ApiProblem } from '../api/http.ts';
import { newEventId, recordEvent } from '../api/record.ts';
import { useWords } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';
import { andonWords } from './words.ts';

type CallActionsProps = {
  readonly call: AndonCall;
  readonly who: string;
  readonly isOffline: boolean;
};

type Sending =
  | { readonly kind: 'idle' }
  /** The stream will show what became of it. */
  | { readonly kind: 'sent'; readonly type: ActionType }
  | { readonly kind: 'failed'; readonly why: string };

type ActionType = 'incident_acknowledged' | 'incident_resolved';

/** Takes a call on, and closes it. What is pressed is sent once; without a connection nothing is. */
export function CallActions({ call, who, isOffline }: CallActionsProps) {
  const words = useWords(andonWords);
  const [sending, act] = useAction(call, who);
  const [isClosing, setClosing] = useState(false);
  const [resolution, setResolution] = useState('');
  const isSent = (type: ActionType) => sending.kind === 'sent' && sending.type === type;
  const close = () => act('incident_resolved', resolution.trim());
  return (
    <>
      {isWaiting(call) && (
        <button
          type="button"
          className="primary"
          disabled={isOffline || isSent('incident_acknowledged')}
          onClick={() => act('incident_acknowledged')}
        >
          {isSent('incident_acknowledged') ? words.sent : words.take}
        </button>
      )}
      {isClosing ? (
        <form
          className="andon-close"
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <input
            aria-label={words.resolution}
            placeholder={words.resolution}
            value={resolution}
            maxLength={2000}
            onChange={({ target }) => setResolution(target.value)}
          />
          <button
            type="submit"
            className="primary"
            disabled={isOffline || isSent('incident_resolved')}
          >
            {isSent('incident_resolved') ? words.sent : words.doneConfirm}
          </button>
          <button type="button" onClick={() => setClosing(false)}>
            {words.cancel}
          </button>
        </form>
      ) : (
        <button type="button" disabled={isOffline} onClick={() => setClosing(true)}>
          {words.done}
        </button>
      )}
      {sending.kind === 'failed' && (
        <p role="alert" className="andon-failed">
          {sending.why}
        </p>
      )}
    </>
  );
}

function useAction({ incident }: AndonCall, who: string) {
  const words = useWords(andonWords);
  const { nowMs } = useTick();
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const act = (type: ActionType, resolution = ''): void => {
    if (who === '') {
      setSending({ kind: 'failed', why: words.whoMissing });
      return;
    }
    setSending({ kind: 'sent', type });
    const event = {
      id: newEventId('page'),
      type,
      at: new Date(nowMs ?? Date.now()).toISOString(),
      incident,
      by: who,
      ...(resolution === '' ? {} : { resolution }),
    };
    recordEvent(event).catch((problem: unknown) => {
      const isUnreachable = problem instanceof ApiProblem && problem.status === 0;
      const why = problem instanceof Error ? problem.message : String(problem);
      setSending({ kind: 'failed', why: isUnreachable ? words.unreachable : words.refused(why) });
    });
  };
  return [sending, act] as const;
}
