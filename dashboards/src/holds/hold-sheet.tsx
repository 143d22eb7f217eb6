import './holds.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { keepPreference, readKept } from '../preferences.ts';
import { coversOf, type Selection } from './covers.ts';
import { Answers, Choices, Field, NotRecorded, Sheet } from './parts.tsx';
import { type Placing, placeHold, severities } from './talk.ts';
import { holdsWords } from './words.ts';

export type Holdable = {
  /** The object that the page is about. */
  readonly object?: string;
  /** What the page lists, and how much of it is out of the house. */
  readonly listed: readonly string[];
  readonly shipped: number;
  /** Conditions that the list follows from; what is made later meets them too. */
  readonly selection?: Selection;
};

/** From so many on, the number must be typed. */
const confirmFrom = 51;

type Scope = 'rule' | 'list' | 'only';

/** What to hold, why and who says so. */
export function HoldSheet({
  of,
  onClose,
}: {
  readonly of: Holdable;
  readonly onClose: () => void;
}) {
  const words = useWords(holdsWords);
  const queries = useQueryClient();
  const placing = useMutation({
    mutationFn: placeHold,
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Sheet title={words.sheet} onClose={onClose}>
      {placing.data === undefined ? (
        <HoldForm
          of={of}
          isBusy={placing.isPending}
          problem={placing.error}
          onPlace={(one) => placing.mutate(one)}
          onClose={onClose}
        />
      ) : (
        <>
          <p role="status">{words.placed(placing.data)}</p>
          <p className="row answers">
            <Link href="/holds">{words.toList}</Link>
            <button type="button" className="primary" onClick={onClose}>
              {words.close}
            </button>
          </p>
        </>
      )}
    </Sheet>
  );
}

type HoldFormProps = {
  readonly of: Holdable;
  readonly isBusy: boolean;
  readonly problem: Error | null;
  readonly onPlace: (placing: Placing) => void;
  readonly onClose: () => void;
};

function HoldForm({ of, isBusy, problem, onPlace, onClose }: HoldFormProps) {
  const words = useWords(holdsWords);
  const format = useFormat();
  const choices = useChoices(of);
  const [scope, setScope] = useState<Scope>(choices[0]?.value ?? 'list');
  const [severity, setSeverity] = useState<Placing['severity']>('major');
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(readKept('who') ?? '');
  const [typed, setTyped] = useState('');
  const count = scope === 'only' ? 1 : of.listed.length;
  const mustType = count >= confirmFrom;
  const place = () => {
    keepPreference('who', by.trim());
    onPlace({ ...coveredBy(scope, of), reason: reason.trim(), severity, by: by.trim() });
  };
  return (
    <>
      <Choices label={words.which} choices={choices} value={scope} onValue={setScope} />
      <p className="muted">{words.consequence}</p>
      {scope !== 'only' && of.shipped > 0 && (
        <p className="ink-wait">{words.shipped(format.integer(of.shipped))}</p>
      )}
      <Choices
        label={words.severity}
        choices={severities.map((one) => ({ value: one, word: words.severities[one] }))}
        value={severity}
        onValue={setSeverity}
        isInline
      />
      <Field
        label={words.reason}
        value={reason}
        onValue={setReason}
        example={words.reasonExample}
      />
      <Field label={words.who} value={by} onValue={setBy} example={words.whoExample} />
      {mustType && (
        <Field
          label={words.confirmCount(String(count))}
          value={typed}
          onValue={setTyped}
          expected={String(count)}
        />
      )}
      <NotRecorded problem={problem} />
      <Answers
        cancel={words.cancel}
        word={isBusy ? words.placing : words.place}
        isBusy={isBusy}
        onCancel={onClose}
        onDo={place}
      />
    </>
  );
}

type ScopeChoice = { readonly value: Scope; readonly word: string; readonly more?: string };

function useChoices({ object, listed, selection }: Holdable): readonly ScopeChoice[] {
  const words = useWords(holdsWords);
  const format = useFormat();
  const count = format.integer(listed.length);
  const choices: ScopeChoice[] = [];
  if (selection !== undefined) {
    const what = coversOf(selection, { words, format });
    choices.push({ value: 'rule', word: words.rule(what), more: words.now(count) });
  }
  if (listed.length > 0) choices.push({ value: 'list', word: words.list(count) });
  if (object !== undefined) choices.push({ value: 'only', word: words.only(idOf(object)) });
  return choices;
}

function coveredBy(
  scope: Scope,
  { object, listed, selection }: Holdable,
): Pick<Placing, 'objects' | 'selection'> {
  if (scope === 'rule' && selection !== undefined) return { selection };
  if (scope === 'only' && object !== undefined) return { objects: [object] };
  return { objects: listed };
}
