import { useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';
import { faultWords } from './describe.ts';
import type { Faults } from './draft.ts';
import { calendarWords } from './words.ts';

type FaultNoteProps = { readonly faults: Faults; readonly path: string; readonly id: string };

/** What is wrong at a place of the draft, where it stands. */
export function FaultNote({ faults, path, id }: FaultNoteProps) {
  const words = useWords(calendarWords);
  const said = (faults.get(path) ?? []).flatMap((fault) => faultWords(fault, words) ?? []);
  return (
    <div id={id} className="fault-note" aria-live="polite">
      {said.map((text) => (
        <p key={text} className="problem">
          <Glyph shape="attention" /> {text}
        </p>
      ))}
    </div>
  );
}
