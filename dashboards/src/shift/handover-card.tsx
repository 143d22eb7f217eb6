import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Handover, LineReport, ShiftReportReply } from '../../../edge/api/contract/report.ts';
import { ApiProblem, postJson } from '../api/http.ts';
import { EventLink } from '../events/event-link.tsx';
import { useText, useWords } from '../i18n/language.tsx';
import { type ShiftPlace, shiftPath } from './shift-place.ts';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type HandoverCardProps = {
  readonly reply: ShiftReportReply;
  readonly line: LineReport;
  readonly place: ShiftPlace;
  readonly tell: Tell;
};

/** The notes of the shift with their signatures, and where to sign. */
export function HandoverCard({ reply, line, place, tell }: HandoverCardProps) {
  const words = useWords(shiftWords);
  const shift = `${reply.shift.date}/${reply.shift.id}`;
  return (
    <section className="card report-card">
      <h2>{words.handovers}</h2>
      {line.handovers.length === 0 && <p className="card-text muted">{words.notYet}</p>}
      {line.handovers.map((handover) => (
        <Signed key={handover.id} {...{ handover, line, place, tell }}>
          {!reply.isPast && (
            <SignForm
              path="takeover"
              body={{ line: line.line, shift, handover: handover.id }}
              action={words.takeOver}
              conflict={words.notOneself}
            />
          )}
        </Signed>
      ))}
      {reply.isPast || !reply.isClosed ? (
        <p className="card-text muted no-print">
          {reply.isPast ? words.notPast : words.onlyClosed}
        </p>
      ) : (
        <SignForm
          path="handover"
          body={{ line: line.line, shift, sha256: line.sha256 }}
          action={words.sign}
          conflict={words.changedSince}
          hasNote
        />
      )}
      <div className="report-signatures" aria-hidden="true">
        {[words.handsOver, words.takesOver].map((label) => (
          <p key={label}>
            <strong>{label}</strong>
            <span className="muted">{words.signature}</span>
          </p>
        ))}
      </div>
    </section>
  );
}

type SignedProps = Omit<HandoverCardProps, 'reply'> & {
  readonly handover: Handover;
  readonly children: ReactNode;
};

function Signed({ handover, line, place, tell, children }: SignedProps) {
  const words = useWords(shiftWords);
  const { by, at, note, signed, takenOver, eventSeqs } = handover;
  const isSame = signed?.sha256 === line.sha256;
  return (
    <article className="card-text report-handover">
      <p>
        <strong>{words.signedBy(by, tell.dateTime(at))}</strong> <EventLink seqs={eventSeqs} />
      </p>
      {note !== undefined && <p className="report-note">{note}</p>}
      {signed !== undefined && (
        <p className={isSame ? 'muted' : 'ink-wait'}>
          {isSame ? words.same : words.differs} (
          <Link href={shiftPath({ ...place, asOf: String(signed.seq) })}>
            {words.revision(tell.integer(signed.revision))}: {words.asSigned}
          </Link>
          )
        </p>
      )}
      {takenOver.map((taken) => (
        <p key={taken.at}>
          <strong>{words.takenBy(taken.by, tell.dateTime(taken.at))}</strong> {taken.note}
        </p>
      ))}
      {takenOver.length === 0 && children}
    </article>
  );
}

type SignFormProps = {
  readonly path: 'handover' | 'takeover';
  readonly body: Readonly<Record<string, string>>;
  readonly action: string;
  /** What it means that the edge refuses. */
  readonly conflict: string;
  readonly hasNote?: boolean;
};

function SignForm({ path, body, action, conflict, hasNote = false }: SignFormProps) {
  const words = useWords(shiftWords);
  const text = useText();
  const queries = useQueryClient();
  const [state, setState] = useState<'ready' | 'signing' | Error>('ready');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const note = String(data.get('note') ?? '').trim();
    const by = String(data.get('by') ?? '').trim();
    setState('signing');
    try {
      const said = { ...body, by, ...(note === '' ? {} : { note }) };
      await postJson(`/api/v1/shift-report/${path}`, said);
      form.reset();
      setState('ready');
    } catch (error) {
      setState(error instanceof Error ? error : new Error(String(error)));
    }
    await queries.invalidateQueries({ queryKey: ['shift report'] });
  };
  return (
    <form className="card-text report-sign no-print" onSubmit={(event) => void submit(event)}>
      {hasNote && (
        <label>
          {words.note}
          <textarea
            name="note"
            rows={4}
            maxLength={2000}
            placeholder={words.notePlaceholder}
            data-scan="field"
          />
        </label>
      )}
      <span className="row">
        <label>
          {words.by}
          <input name="by" required maxLength={128} autoComplete="off" data-scan="field" />
        </label>
        <button type="submit" className="primary" disabled={state === 'signing'}>
          {state === 'signing' ? words.signing : action}
        </button>
      </span>
      {state instanceof Error && (
        <p role="alert" className="ink-wait">
          {whyNot(state, { 0: text.app.unreachable, 409: conflict })}
        </p>
      )}
    </form>
  );
}

/** In words of the page where it has some, else in the edge's own. */
function whyNot(problem: Error, byStatus: Readonly<Record<number, string>>): string {
  if (!(problem instanceof ApiProblem)) return problem.message;
  return byStatus[problem.status] ?? problem.detail ?? problem.message;
}
