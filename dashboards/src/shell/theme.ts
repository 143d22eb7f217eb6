import { useEffect, useState } from 'react';
import { keepPreference, readPreference } from '../preferences.ts';

export const themes = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** The theme of this device; until one is chosen, the one its system asks for. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(firstTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const choose = (chosen: Theme) => {
    keepPreference('theme', chosen);
    setTheme(chosen);
  };
  return [theme, choose];
}

function firstTheme(): Theme {
  const asksFor = (feature: string) => matchMedia(`(${feature})`).matches;
  const chosen = readPreference('theme', themes);
  if (chosen !== undefined) return chosen;
  if (asksFor('prefers-contrast: more')) return 'contrast';
  return asksFor('prefers-color-scheme: dark') ? 'dark' : 'light';
}
