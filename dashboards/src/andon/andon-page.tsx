import './andon.css';
import { useState } from 'react';
import type { AndonBoard } from '../../../edge/api/contract/andon.ts';
import { flashing } from '../alarm/alarms.ts';
import { SoundChip } from '../alarm/sound-chip.tsx';
import { useAlarm } from '../alarm/use-alarm.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { useAndon, useTick } from '../live/live.tsx';
import { keepPreference, readKept } from '../preferences.ts';
import { useScans } from '../shell/use-keys.ts';
import { CallCard } from './call-card.tsx';
import { CallHistory } from './call-history.tsx';
import { LostHours } from './lost-hours.tsx';
import { andonWords } from './words.ts';

/** Calls for help: see them, take them on, close them; and those that are over. */
export function AndonPage() {
  const words = useWords(andonWords);
  const andon = useAndon();
  const [who, setWho] = useWho();
  const [isSoundWanted, setSoundWanted] = useState(readKept('andon.sound') !== 'off');
  const sound = useAlarm(isSoundWanted);
  useScans(({ code }) => setWho(code));
  const want = (isWanted: boolean) => {
    keepPreference('andon.sound', isWanted ? 'on' : 'off');
    setSoundWanted(isWanted);
  };
  return (
    <div className="andon">
      <div className="row andon-head">
        <h1>{words.title}</h1>
        <label className="andon-who">
          {words.who}
          <input
            value={who}
            maxLength={128}
            autoComplete="off"
            title={words.whoHint}
            onChange={({ target }) => setWho(target.value)}
          />
        </label>
        <span className="row end">
          <SoundChip sound={sound} onWant={() => want(true)} />
          {sound.state === 'armed' && (
            <button type="button" onClick={() => want(false)}>
              {words.soundOff}
            </button>
          )}
        </span>
      </div>
      {andon === undefined ? (
        <div className="skeleton andon-skeleton" />
      ) : (
        <OpenCalls andon={andon} who={who.trim()} />
      )}
      <LostHours />
      <CallHistory />
    </div>
  );
}

function OpenCalls({ andon, who }: { readonly andon: AndonBoard; readonly who: string }) {
  const words = useWords(andonWords);
  const text = useText();
  const format = useFormat();
  const { contact } = useTick();
  const { open, more } = andon;
  const isOffline = contact !== 'quiet';
  const flashes = flashing(andon);
  if (contact === 'unknown') {
    return <p className="card andon-none">{text.states.no_data}</p>;
  }
  return (
    <section aria-label={words.open}>
      {isOffline && <p className="andon-offline">{words.offline}</p>}
      {open.length === 0 ? (
        <div className="card andon-none">
          <h2>{words.none}</h2>
          <p className="muted">{words.noneWhat}</p>
        </div>
      ) : (
        <ul className="andon-calls">
          {open.map((call) => (
            <CallCard
              key={call.incident}
              call={call}
              who={who}
              isOffline={isOffline}
              flashes={call.incident === flashes}
            />
          ))}
        </ul>
      )}
      {more > 0 && <p>{words.more(format.integer(more))}</p>}
    </section>
  );
}

/** Who works on this device; it remembers. */
function useWho(): readonly [string, (who: string) => void] {
  const [who, setWho] = useState(readKept('who') ?? '');
  const change = (next: string) => {
    keepPreference('who', next);
    setWho(next);
  };
  return [who, change];
}
