import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Bilingual } from '../../../domain/plant.ts';
import { createFormat, type Format } from '../format.ts';
import { useSite } from '../live/live.tsx';
import { keepPreference, readPreference } from '../preferences.ts';
import { en } from './en.ts';
import { type Language, languages } from './languages.ts';
import { type Catalogue, vi } from './vi.ts';

const catalogues: Readonly<Record<Language, Catalogue>> = { vi, en };

type Speech = {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly text: Catalogue;
  readonly format: Format;
};

const SpeechContext = createContext<Speech | undefined>(undefined);

/** The language of this device, and numbers and times as it and the plant's clock say them. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({
      language,
      choose: (chosen) => {
        keepPreference('lang', chosen);
        setLanguage(chosen);
      },
      text: catalogues[language],
      format: createFormat(language, timeZone),
    }),
    [language, timeZone],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined)
    throw new Error('assertion failed: pages are inside a LanguageProvider');
  return speech;
}

export function useText(): Catalogue {
  return useSpeech().text;
}

/** The texts of an area, which brings its own. */
export function useWords<T>(words: Readonly<Record<Language, T>>): T {
  return words[useSpeech().language];
}

export function useFormat(): Format {
  return useSpeech().format;
}

/** Names that the plant gave in both languages. */
export function useName(): (name: Bilingual) => string {
  const { language } = useSpeech();
  return (name) => name[language];
}

function firstLanguage(): Language {
  const chosen = readPreference('lang', languages);
  if (chosen !== undefined) return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2));
  for (const tag of spoken) {
    const language = languages.find((one) => one === tag);
    if (language !== undefined) return language;
  }
  return 'vi';
}
