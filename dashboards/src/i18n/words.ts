import type { Language } from './languages.ts';

/** The texts of one area of the pages, loaded with it. What one language lacks does not compile. */
export function defineWords<T>(words: {
  readonly vi: T;
  readonly en: NoInfer<T>;
}): Readonly<Record<Language, T>> {
  return words;
}
