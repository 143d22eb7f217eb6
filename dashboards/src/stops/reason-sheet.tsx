import { useEffect, useRef, useState } from 'react';
import type { StopsReply } from '../../../edge/api/contract/stops.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { stationWords } from '../station/words.ts';
import { type Choice, groupsOf, rangeOf, type Stop } from './choices.ts';
import { StopRange } from './stop-range.tsx';

export type Said = {
  readonly from: string;
  readonly to?: string;
  readonly reason: string;
  readonly note?: string;
};

type ReasonSheetProps = {
  readonly stop: Stop;
  /** All of the shift, for its neighbours. */
  readonly stops: readonly Stop[];
  readonly reasons: StopsReply['reasons'];
  readonly chosen: readonly string[];
  readonly onSay: (said: Said) => void;
  readonly onClose: () => void;
};

/** Every reason on one sheet, so that the second tap is the last; those used last come first. */
export function ReasonSheet({ stop, stops, reasons, chosen, ...on }: ReasonSheetProps) {
  const words = useWords(stationWords);
  const format = useFormat();
  const name = useName();
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState('');
  const [choice, setChoice] = useState<Choice>({
    part: 'whole',
    cutMs: Date.parse(stop.from) + Math.round(stop.durationMs / 2000) * 1000,
    before: undefined,
    after: undefined,
  });
  useEffect(() => dialog.current?.showModal(), []);
  const groups = groupsOf(reasons);
  const known = new Map(
    reasons.filter(({ retired }) => !retired).map((reason) => [reason.code, reason]),
  );
  const recent = chosen.flatMap((code) => known.get(code) ?? []);
  const say = (reason: string) => {
    const text = note.trim();
    on.onSay({ ...rangeOf(stop, choice), reason, ...(text === '' ? {} : { note: text }) });
  };
  const buttons = (of: readonly Pick<(typeof reasons)[number], 'code' | 'name'>[]) => (
    <div className="reason-buttons">
      {of.map(({ code, name: called }) => (
        <button key={code} type="button" className="choose-reason" onClick={() => say(code)}>
          {name(called)}
        </button>
      ))}
    </div>
  );
  return (
    <dialog
      ref={dialog}
      className="reason-sheet"
      aria-labelledby="sheet-title"
      onClose={on.onClose}
    >
      <header className="reason-head">
        <h2 id="sheet-title">{words.sheet}</h2>
        <p>
          <strong>
            {format.minute(stop.from)}
            {stop.to === null ? `, ${words.ongoing}` : `–${format.minute(stop.to)}`}
          </strong>{' '}
          <span className="muted">{format.duration(stop.durationMs)}</span>
        </p>
        <button type="button" className="big" onClick={on.onClose}>
          {words.close}
        </button>
      </header>
      {reasons.length === 0 && <p className="muted">{words.noReasons}</p>}
      {recent.length > 0 && (
        <section className="recent">
          <h3>{words.recent}</h3>
          {buttons(recent)}
        </section>
      )}
      <div className="reason-groups">
        {groups.map((group) => (
          <section key={group.code}>
            <h3>{name(group.name)}</h3>
            {buttons(group.reasons)}
          </section>
        ))}
      </div>
      <details className="sheet-more">
        <summary className="big">{words.more}</summary>
        <StopRange stop={stop} stops={stops} choice={choice} onChoice={setChoice} />
        <label className="sheet-note">
          {words.note}
          <input
            value={note}
            maxLength={500}
            onChange={({ target }) => setNote(target.value)}
            enterKeyHint="done"
          />
        </label>
      </details>
    </dialog>
  );
}
