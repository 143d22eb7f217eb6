import { themes, useTheme } from '../shell/theme.ts';
import { useSpeech } from './language.tsx';
import { languages } from './languages.ts';

/** Language and theme of this device. */
export function DeviceChoices() {
  const { language, choose, text } = useSpeech();
  const [theme, chooseTheme] = useTheme();
  return (
    <>
      {languages.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === language}
          onClick={() => choose(code)}
          title={`${text.app.language}: ${code === 'vi' ? 'Tiếng Việt' : 'English'}`}
        >
          {code === 'vi' ? 'VI' : 'EN'}
        </button>
      ))}
      <select
        aria-label={text.app.theme}
        value={theme}
        onChange={({ target }) =>
          chooseTheme(themes.find((one) => one === target.value) ?? 'light')
        }
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {text.app.themes[one]}
          </option>
        ))}
      </select>
    </>
  );
}
