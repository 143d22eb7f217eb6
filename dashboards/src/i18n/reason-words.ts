import { reasonWords } from '../../../domain/reason-words.ts';
import { useSpeech } from './language.tsx';

/** A reason as people say it, in the reader's language. */
export function useReason(): (reason: string) => string {
  const { language } = useSpeech();
  return (reason) => reasonWords(reason, language);
}
