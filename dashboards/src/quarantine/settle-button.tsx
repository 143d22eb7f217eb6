import { useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { SettleSheet } from './settle-sheet.tsx';
import type { Which } from './settle-talk.ts';
import { settleWords } from './settle-words.ts';

type SettleButtonProps = {
  readonly title: string;
  readonly which: Which;
  readonly messages: number;
};

export function SettleButton(props: SettleButtonProps) {
  const words = useWords(settleWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="no-print"
        aria-label={`${words.open} ${props.title}`}
        onClick={() => setOpen(true)}
      >
        {words.open}
      </button>
      {isOpen && <SettleSheet {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
