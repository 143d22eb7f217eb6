import { useState } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { type Holdable, HoldSheet } from './hold-sheet.tsx';
import { holdsWords } from './words.ts';

/** Opens the sheet that holds what a page lists, or what it is about. */
export function HoldButton({ of }: { readonly of: Holdable }) {
  const words = useWords(holdsWords);
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const { length } = of.listed;
  return (
    <>
      <button type="button" className="no-print" onClick={() => setIsOpen(true)}>
        {length === 0 ? words.hold : words.holdMany(format.integer(length))}
      </button>
      {isOpen && <HoldSheet of={of} onClose={() => setIsOpen(false)} />}
    </>
  );
}
