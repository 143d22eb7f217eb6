import './holds.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { keepPreference, readKept } from '../preferences.ts';
import { Answers, Choices, Field, NotRecorded, Sheet } from './parts.tsx';
import { dispositions, type Releasing, releaseHold } from './talk.ts';
import { holdsWords } from './words.ts';

type ReleaseSheetProps = {
  readonly hold: string;
  /** The object that the page is about. */
  readonly object?: string | undefined;
  readonly onClose: () => void;
};

/** What becomes of what was held, why and who says so; the hold's id is typed, so that none goes by accident. */
export function ReleaseSheet({ hold, object, onClose }: ReleaseSheetProps) {
  const words = useWords(holdsWords);
  const queries = useQueryClient();
  const [scope, setScope] = useState<'one' | 'all'>(object === undefined ? 'all' : 'one');
  const [disposition, setDisposition] = useState<Releasing['disposition']>('use_as_is');
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(readKept('who') ?? '');
  const [typed, setTyped] = useState('');
  const releasing = useMutation({
    mutationFn: releaseHold,
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  const release = () => {
    keepPreference('who', by.trim());
    const one = scope === 'one' ? object : undefined;
    releasing.mutate({ hold, object: one, disposition, reason: reason.trim(), by: by.trim() });
  };
  return (
    <Sheet title={words.releaseSheet(hold)} onClose={onClose}>
      {object !== undefined && (
        <Choices
          label={words.which}
          choices={[
            { value: 'one', word: words.onlyThis(idOf(object)) },
            { value: 'all', word: words.wholeHold },
          ]}
          value={scope}
          onValue={setScope}
        />
      )}
      <Choices
        label={words.disposition}
        choices={dispositions.map((one) => ({ value: one, word: words.dispositions[one] }))}
        value={disposition}
        onValue={setDisposition}
        isInline
      />
      <Field label={words.reason} value={reason} onValue={setReason} />
      <Field label={words.whoReleases} value={by} onValue={setBy} example={words.whoExample} />
      <Field label={words.confirmHold(hold)} value={typed} onValue={setTyped} expected={hold} />
      <NotRecorded problem={releasing.error} />
      <Answers
        cancel={words.cancel}
        word={releasing.isPending ? words.placing : words.doRelease}
        isBusy={releasing.isPending}
        onCancel={onClose}
        onDo={release}
      />
    </Sheet>
  );
}
