import { Link } from 'wouter';
import { andonWords } from '../andon/words.ts';
import { useSpeech, useText, useWords } from '../i18n/language.tsx';
import { languages } from '../i18n/languages.ts';
import { themes } from '../shell/theme.ts';
import { type WallOptions, wallViews } from './wall-options.ts';
import { wallWords } from './words.ts';

type ChoicesBarProps = {
  readonly options: WallOptions;
  readonly onChange: (said: Readonly<Record<string, string | undefined>>) => void;
  /** Undefined: there is one board. */
  readonly onNext: (() => void) | undefined;
};

/** For a moment after a touch: what may be changed on a television. */
export function ChoicesBar({ options, onChange, onNext }: ChoicesBarProps) {
  const words = useWords(wallWords);
  const calls = useWords(andonWords);
  const text = useText();
  const { language, choose } = useSpeech();
  const { show, theme, rotateS, sound } = options;
  return (
    <nav className="wall-bar" aria-label={words.choices}>
      {wallViews.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === show}
          onClick={() => onChange({ show: view === 'lines' ? undefined : view })}
        >
          {words.views[view]}
        </button>
      ))}
      {onNext !== undefined && (
        <button type="button" onClick={onNext}>
          {words.nextBoard}
        </button>
      )}
      <button
        type="button"
        aria-pressed={rotateS !== undefined}
        onClick={() => onChange({ rotate: rotateS === undefined ? '20' : undefined })}
      >
        {rotateS === undefined ? words.rotate : words.rotateOff}
      </button>
      <button
        type="button"
        aria-pressed={sound}
        onClick={() => onChange({ sound: sound ? undefined : '1' })}
      >
        {sound ? calls.soundOff : calls.soundOn}
      </button>
      {themes.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === theme}
          onClick={() => onChange({ theme: one })}
        >
          {text.app.themes[one]}
        </button>
      ))}
      {languages.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === language}
          onClick={() => choose(code)}
        >
          {code === 'vi' ? 'VI' : 'EN'}
        </button>
      ))}
      <Link href="/lines">{words.exit}</Link>
    </nav>
  );
}
