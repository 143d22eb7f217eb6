import { type ReactNode, useEffect, useId, useState } from 'react';
import type { AndonReply } from '../../../edge/api/contract/calendar.ts';
import { Speaker } from '../alarm/speaker.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { NumberField } from '../settings/number-field.tsx';
import { PartFrame } from '../settings/part-frame.tsx';
import { useSetting } from '../settings/use-setting.ts';
import { Glyph } from '../status/glyph.tsx';
import { type Andon, andonLines, faultsIn, type NumberName, numbers } from './draft.ts';
import { andonSettingsWords } from './words.ts';
import './andon-settings.css';

/** How calls sound, flash and become urgent, and when the pace of an hour is an alarm. */
export function AndonPart() {
  const words = useWords(andonSettingsWords);
  const format = useFormat();
  const draftOf = ({ current }: AndonReply): Andon => current;
  const at = useSetting<AndonReply, Andon>({
    path: '/api/v1/andon/settings',
    draftOf,
    bodyOf: (andon) => ({ andon: rounded(andon) }),
  });
  const linesOf = (draft: Andon) => andonLines(draft, words, format.decimal);
  return (
    <PartFrame
      {...at}
      what={words.what}
      problems={at.setting === undefined ? 0 : faultsIn(at.setting.draft)}
      draftOf={draftOf}
      linesOf={linesOf}
      versions={{
        of: ({ editions }) => editions,
        linesOf,
        draftOf: (andon) => andon,
      }}
    >
      {({ draft, change }) => (
        <>
          <Calls draft={draft} change={change} />
          <PaceAlarm draft={draft} change={change} />
          <Trial draft={draft} />
        </>
      )}
    </PartFrame>
  );
}

/** The edge takes whole milliseconds. */
function rounded(andon: Andon): Andon {
  return {
    ...andon,
    escalateAfterMs: Math.round(andon.escalateAfterMs),
    repeatUrgentMs: Math.round(andon.repeatUrgentMs),
    repeatMs: Math.round(andon.repeatMs),
  };
}

type EditorProps = { readonly draft: Andon; readonly change: (draft: Andon) => void };

function Calls({ draft, change }: EditorProps) {
  const words = useWords(andonSettingsWords);
  const title = useId();
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.calls}</h2>
      <div className="card-text">
        <Switch name="sound" draft={draft} change={change}>
          {words.sound}
        </Switch>
        <Switch name="flash" draft={draft} change={change}>
          {words.flash}
        </Switch>
        <DurationField
          name="escalateAfterMs"
          label={words.escalate}
          unit={words.minutes}
          draft={draft}
          change={change}
        />
        <DurationField
          name="repeatUrgentMs"
          label={words.repeatUrgent}
          unit={words.seconds}
          draft={draft}
          change={change}
        />
        <DurationField
          name="repeatMs"
          label={words.repeat}
          unit={words.seconds}
          draft={draft}
          change={change}
        />
        <p className="muted">{words.repeatWhat}</p>
      </div>
    </section>
  );
}

function Switch({
  name,
  draft,
  change,
  children,
}: EditorProps & { readonly name: 'sound' | 'flash' | 'pace'; readonly children: ReactNode }) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        checked={draft[name]}
        onChange={({ target }) => change({ ...draft, [name]: target.checked })}
      />
      <span>{children}</span>
    </label>
  );
}

function DurationField({
  name,
  label,
  unit,
  draft,
  change,
}: EditorProps & { readonly name: NumberName; readonly label: string; readonly unit: string }) {
  const { unitMs, min, max } = numbers[name];
  const value = draft[name];
  return (
    <NumberField
      label={label}
      unit={unit}
      min={min}
      max={max}
      isRequired
      value={value >= 0 ? value / unitMs : undefined}
      // Nothing typed is no time: the draft then cannot be saved, and says why.
      onChange={(next) => change({ ...draft, [name]: next === undefined ? -1 : next * unitMs })}
    />
  );
}

function PaceAlarm({ draft, change }: EditorProps) {
  const words = useWords(andonSettingsWords);
  const format = useFormat();
  const title = useId();
  const note = useId();
  const { paceTolerance } = draft;
  const isShare = paceTolerance >= 0 && paceTolerance <= 1;
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.pace}</h2>
      <div className="card-text">
        <Switch name="pace" draft={draft} change={change}>
          {words.paceOn}
        </Switch>
        <NumberField
          label={words.tolerance}
          unit="%"
          min={0}
          max={100}
          isRequired
          describedBy={note}
          value={paceTolerance >= 0 ? paceTolerance * 100 : undefined}
          onChange={(next) =>
            change({ ...draft, paceTolerance: next === undefined ? -1 : next / 100 })
          }
        />
        <p id={note} className="muted">
          {isShare && words.toleranceWhat('120', format.decimal(120 * (1 - paceTolerance)))}
        </p>
      </div>
    </section>
  );
}

/** Plays and flashes on this machine alone: nobody is called. */
function Trial({ draft }: Pick<EditorProps, 'draft'>) {
  const words = useWords(andonSettingsWords);
  const title = useId();
  const [speaker] = useState(() => new Speaker());
  const [said, setSaid] = useState<'played' | 'unsupported' | 'flash'>();
  useEffect(() => () => speaker[Symbol.dispose](), [speaker]);
  const play = async (tone: 'urgent' | 'call') => {
    if (speaker.state() === 'unsupported') return setSaid('unsupported');
    speaker.arm();
    // The browser takes a moment to open its sound after the first gesture.
    await new Promise((resolve) => setTimeout(resolve, 150));
    speaker.play(tone);
    setSaid('played');
  };
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.test}</h2>
      <div className="card-text">
        <p className="row">
          <button type="button" onClick={() => void play('urgent')}>
            {words.testUrgent}
          </button>
          <button type="button" onClick={() => void play('call')}>
            {words.testCall}
          </button>
          <button type="button" aria-pressed={said === 'flash'} onClick={() => setSaid('flash')}>
            {words.testFlash}
          </button>
        </p>
        <div role="status">
          {said === 'flash' && (
            <p className="trial-flash tone-down">
              <Glyph shape="unscheduled_down" size={20} /> {words.flashing}
            </p>
          )}
          {(said === 'played' || said === 'unsupported') && <p>{words[said]}</p>}
          {said === 'played' && !draft.sound && <p className="problem">{words.silent}</p>}
        </div>
      </div>
    </section>
  );
}
