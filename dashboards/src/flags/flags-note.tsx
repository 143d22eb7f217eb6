import { useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';
import type { FlagsAsked } from './use-flags.ts';
import { flagsWords } from './words.ts';

type FlagsNoteProps = Pick<FlagsAsked, 'state'> & {
  /** The trace is one of the past. */
  readonly isPast: boolean;
};

/** Says what of the flags is not known, or not of the time of the answer. */
export function FlagsNote({ state, isPast }: FlagsNoteProps) {
  const words = useWords(flagsWords);
  if (state === 'failed') {
    return (
      <p role="alert" className="flags-note ink-wait">
        <Glyph shape="attention" /> {words.failedToAsk}
      </p>
    );
  }
  if (isPast) return <p className="flags-note muted">{words.ofToday}</p>;
  // What is asked for a moment only is not said: it would come and go with every page.
  return (
    <p role="status" className="sr">
      {state === 'asking' ? words.asking : ''}
    </p>
  );
}
