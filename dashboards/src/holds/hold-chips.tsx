import { useState } from 'react';
import type { ObjectReply } from '../../../edge/api/contract/trace.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { Chip } from '../status/chips.tsx';
import { coversOf } from './covers.ts';
import { ReleaseSheet } from './release-sheet.tsx';
import { holdsWords } from './words.ts';

type HoldChipsProps = Pick<ObjectReply, 'object' | 'holds'>;

/** Why an object may not be used, packed or shipped: a chip for each hold, with the way to release it. */
export function HoldChips({ object, holds }: HoldChipsProps) {
  const words = useWords(holdsWords);
  const format = useFormat();
  const [released, setReleased] = useState<string>();
  return (
    <>
      {holds.map(({ hold, on, reason, selection }) => {
        const covers = selection === undefined ? [] : [coversOf(selection, { words, format })];
        return (
          <span key={hold} className="hold-chip">
            <Chip
              tone="wait"
              shape="hold"
              word={on === undefined ? words.held(reason) : words.heldWith(idOf(on), reason)}
              title={[hold, ...covers].join(' · ')}
            />
            <button
              type="button"
              className="link no-print"
              title={hold}
              onClick={() => setReleased(hold)}
            >
              {words.release}
            </button>
          </span>
        );
      })}
      {released !== undefined && (
        <ReleaseSheet hold={released} object={object} onClose={() => setReleased(undefined)} />
      )}
    </>
  );
}
