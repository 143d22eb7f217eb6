import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import { postJson } from '../api/http.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { newEventId } from '../outbox/use-outbox.ts';
import { Glyph } from '../status/glyph.tsx';
import { callsQuery } from './queries.ts';
import { stationWords } from './words.ts';

type CallHelpProps = {
  readonly station: string;
  readonly operator: string | undefined;
  /** The plant's clock. */
  readonly now: () => string;
  readonly isConnected: boolean;
};

/** The four calls of the line; each shows its open call, and who took it on. Never kept for later. */
export function CallHelp({ station, operator, now, isConnected }: CallHelpProps) {
  const words = useWords(stationWords);
  const queries = useQueryClient();
  const { data } = useQuery(callsQuery(station));
  const say = useMutation({
    mutationFn: (event: object) => postJson('/api/v1/events', event),
    networkMode: 'always',
    onSuccess: () => queries.invalidateQueries({ queryKey: ['andon of', station] }),
  });
  const said = (type: string, id: string) => ({ id, type, at: now(), station });
  const report = (category: string) => {
    const id = newEventId('call');
    const by = operator === undefined ? {} : { by: operator };
    say.mutate({ ...said('incident_reported', id), incident: id, category, ...by });
  };
  return (
    <section className="card call-help">
      <h2>{words.help}</h2>
      {!isConnected && <p className="card-text ink-wait">{words.callOffline}</p>}
      <div className="calls">
        {(['material', 'maintenance', 'quality', 'help'] as const).map((category) => (
          <Call
            key={category}
            label={words.calls[category]}
            open={data?.open.find((call) => call.category === category)}
            isDisabled={!isConnected || say.isPending}
            operator={operator}
            onCall={() => report(category)}
            onOver={(incident) =>
              say.mutate({
                ...said('incident_resolved', newEventId('over')),
                incident,
                by: operator,
              })
            }
          />
        ))}
      </div>
      {say.isError && isConnected && (
        <p className="card-text ink-down" role="alert">
          {words.callFailed}
        </p>
      )}
    </section>
  );
}

type CallProps = {
  readonly label: string;
  readonly open: AndonCall | undefined;
  readonly isDisabled: boolean;
  readonly operator: string | undefined;
  readonly onCall: () => void;
  readonly onOver: (incident: string) => void;
};

function Call({ label, open, isDisabled, operator, onCall, onOver }: CallProps) {
  const words = useWords(stationWords);
  const format = useFormat();
  if (open === undefined) {
    return (
      <button type="button" className="call" disabled={isDisabled} onClick={onCall}>
        {label}
      </button>
    );
  }
  const isTaken = open.acknowledgedBy !== undefined;
  return (
    <div className={`call is-open tone-${isTaken ? 'setup' : 'wait'}`} role="status">
      <span>
        <Glyph shape={isTaken ? 'waiting' : 'attention'} size={16} /> <strong>{label}</strong>
        <br />
        {open.acknowledgedBy === undefined
          ? words.callOpen(format.minute(open.at))
          : words.callTaken(open.acknowledgedBy)}
      </span>
      {operator === undefined ? (
        words.callNeedsBadge
      ) : (
        <button
          type="button"
          className="big"
          disabled={isDisabled}
          onClick={() => onOver(open.incident)}
        >
          {words.callOver}
        </button>
      )}
    </div>
  );
}
