import '../holds/holds.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Answers, Choices, Field, NotRecorded, Sheet } from '../holds/parts.tsx';
import { useFormat, useWords } from '../i18n/language.tsx';
import { keepPreference, readKept } from '../preferences.ts';
import { PreviewOf } from './preview-of.tsx';
import { type Act, type Done, settle, type Which } from './settle-talk.ts';
import { settleWords } from './settle-words.ts';

type SettleSheetProps = {
  readonly title: string;
  readonly which: Which;
  /** How many messages it is about. */
  readonly messages: number;
  readonly onClose: () => void;
};

/** Reads messages in quarantine again, or sets them aside: what that would give, who does it, and why. */
export function SettleSheet({ title, which, messages, onClose }: SettleSheetProps) {
  const words = useWords(settleWords);
  const queries = useQueryClient();
  const [act, setAct] = useState<'read' | 'aside'>('read');
  const [why, setWhy] = useState('');
  const [by, setBy] = useState(readKept('who') ?? '');
  const [progress, setProgress] = useState<Done>();
  const stopping = useRef(new AbortController());
  const settling = useMutation({
    mutationFn: (asked: Act) => settle(asked, setProgress, stopping.current.signal),
  });
  const close = () => {
    stopping.current.abort();
    onClose();
    // Not before: a group of which nothing waits any more has no row to stay open on.
    void queries.invalidateQueries(); // What fails shows on the page.
  };
  const begin = () => {
    keepPreference('who', by.trim());
    settling.mutate({ which, by: by.trim(), why: act === 'aside' ? why.trim() : undefined });
  };
  if (settling.data !== undefined) {
    return (
      <Sheet title={title} onClose={close}>
        <Outcome done={settling.data} act={act} />
        <p className="row answers">
          <button type="button" onClick={close}>
            {words.cancel}
          </button>
        </p>
      </Sheet>
    );
  }
  return (
    <Sheet title={title} onClose={close}>
      <PreviewOf which={which} />
      <Choices
        label={words.what}
        choices={[
          { value: 'read', word: words.readAgain, more: words.readAgainMore },
          { value: 'aside', word: words.setAside, more: words.setAsideMore },
        ]}
        value={act}
        onValue={setAct}
      />
      {act === 'aside' && <Field label={words.why} value={why} onValue={setWhy} />}
      <Field label={words.who} value={by} onValue={setBy} example={words.whoExample} />
      <NotRecorded problem={settling.error} />
      {settling.isPending && <Working done={progress?.messages ?? 0} all={messages} />}
      <Answers
        cancel={settling.isPending ? words.stop : words.cancel}
        word={act === 'read' ? words.doRead : words.doSetAside}
        isBusy={settling.isPending}
        onCancel={close}
        onDo={begin}
      />
    </Sheet>
  );
}

function Working({ done, all }: { readonly done: number; readonly all: number }) {
  const words = useWords(settleWords);
  const format = useFormat();
  return (
    <p role="status">
      {words.working(format.integer(done), format.integer(all))}
      <progress value={done} max={Math.max(all, 1)} />
    </p>
  );
}

function Outcome({ done, act }: { readonly done: Done; readonly act: 'read' | 'aside' }) {
  const words = useWords(settleWords);
  const { integer } = useFormat();
  const { messages, settled, events } = done;
  if (act === 'aside') return <p role="status">{words.aside(integer(settled))}</p>;
  return (
    <p role="status">
      {words.read(integer(settled), integer(messages), integer(events))}{' '}
      {settled < messages && words.still}
    </p>
  );
}
