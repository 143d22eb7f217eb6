import { assertNever } from '../../../domain/assert.ts';
import { andonWords } from '../andon/words.ts';
import { useWords } from '../i18n/language.tsx';
import { Chip } from '../status/chips.tsx';
import type { AlarmSound } from './use-alarm.ts';

type SoundChipProps = { readonly sound: AlarmSound; readonly onWant: () => void };

/** Loud about sound that does not sound: a button until the browser plays; then a quiet sign. */
export function SoundChip({ sound, onWant }: SoundChipProps) {
  const words = useWords(andonWords);
  const { state, arm } = sound;
  const turnOn = () => {
    onWant();
    arm();
  };
  switch (state) {
    case 'armed':
      return <Chip tone="quiet" shape="sound" word={words.soundArmed} />;
    case 'forbidden':
      return <Chip tone="quiet" shape="silent" word={words.soundForbidden} />;
    case 'unsupported':
      return <Chip tone="quiet" shape="silent" word={words.soundUnsupported} />;
    case 'blocked':
    case 'off':
      return (
        <button type="button" className="sound-button" onClick={turnOn}>
          <Chip tone={state === 'blocked' ? 'wait' : 'quiet'} shape="silent" word={words.soundOn} />
        </button>
      );
    default:
      return assertNever(state);
  }
}
