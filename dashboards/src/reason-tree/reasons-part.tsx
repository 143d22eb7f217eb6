import { useId, useState } from 'react';
import type { ReasonsReply } from '../../../edge/api/contract/calendar.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import type { Line } from '../settings/lines.ts';
import { PartFrame } from '../settings/part-frame.tsx';
import { type Setting, useSetting } from '../settings/use-setting.ts';
import { ReasonRow } from './reason-row.tsx';
import {
  coded,
  codeFor,
  depthOf,
  faultsOf,
  inTreeOrder,
  moved,
  placed,
  type Reason,
  siblingsOf,
} from './tree.ts';
import { reasonTreeWords } from './words.ts';
import './reason-tree.css';

/** Why machines stand: the tree that people choose from. */
export function ReasonsPart() {
  const words = useWords(reasonTreeWords);
  const name = useName();
  const draftOf = ({ current }: ReasonsReply): readonly Reason[] => inTreeOrder(current.reasons);
  const at = useSetting<ReasonsReply, readonly Reason[]>({
    path: '/api/v1/reasons',
    draftOf,
    bodyOf: (reasons, based) => ({ tree: { reasons: coded(reasons, savedIn(based)) } }),
  });
  const linesOf = (reasons: readonly Reason[]): Line[] => [
    ...reasons.map((reason) => ({
      key: reason.code,
      label: `${reason.name.vi} / ${reason.name.en}`,
      value: [
        reason.name.vi,
        reason.name.en,
        words.losses[reason.loss],
        ...(reason.parent === undefined ? [] : [`${words.parent}: ${reason.parent}`]),
        ...(reason.alarms.length === 0 ? [] : [reason.alarms.join(', ')]),
        ...(reason.retired ? [words.retired] : []),
      ].join(' · '),
    })),
    { key: ' order', label: words.order, value: reasons.map((one) => name(one.name)).join(', ') },
  ];
  return (
    <PartFrame
      {...at}
      what={words.what}
      problems={at.setting === undefined ? 0 : faultsOf(at.setting.draft).size}
      draftOf={draftOf}
      linesOf={linesOf}
      versions={{
        of: ({ editions }) => editions,
        linesOf: ({ reasons }: ReasonsReply['current']) => linesOf(inTreeOrder(reasons)),
        draftOf: ({ reasons }) => inTreeOrder(reasons),
      }}
    >
      {(setting) => <TreeEditor setting={setting} />}
    </PartFrame>
  );
}

function savedIn({ current }: ReasonsReply): ReadonlySet<string> {
  return new Set(current.reasons.map(({ code }) => code));
}

type TreeEditorProps = { readonly setting: Setting<ReasonsReply, readonly Reason[]> };

function TreeEditor({ setting }: TreeEditorProps) {
  const words = useWords(reasonTreeWords);
  const format = useFormat();
  const title = useId();
  const { draft, change, latest } = setting;
  const [openCode, setOpenCode] = useState<string>();
  const [dragged, setDragged] = useState<string>();
  const { put, add, shift, said } = useTreeChanges(setting, setOpenCode);
  const faults = faultsOf(draft);
  const saved = savedIn(latest);
  const uses = new Map(latest.used.map((use) => [use.code, use]));
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.tree}</h2>
      <div className="card-text">
        <p className="muted">
          {words.count(
            format.integer(draft.length),
            format.integer(draft.filter(({ retired }) => retired).length),
          )}{' '}
          · {words.keys}
        </p>
        <ol className="reason-tree">
          {draft.map((reason) => (
            <ReasonRow
              key={reason.code}
              reason={reason}
              reasons={draft}
              depth={depthOf(draft, reason.code)}
              isNew={!saved.has(reason.code)}
              use={uses.get(reason.code)}
              faults={faults.get(reason.code) ?? []}
              isOpen={openCode === reason.code}
              onToggle={() => setOpenCode(openCode === reason.code ? undefined : reason.code)}
              onChange={(next) => put(reason.code, next)}
              onRemove={() => change(draft.filter((one) => one.code !== reason.code))}
              onAddBelow={() => add(reason)}
              onMove={(by) => shift(reason, by)}
              drag={{
                isDragged: dragged === reason.code,
                onStart: () => setDragged(reason.code),
                onEnd: () => setDragged(undefined),
                onDrop: () => {
                  if (dragged !== undefined) change(placed(draft, dragged, reason.code));
                  setDragged(undefined);
                },
              }}
            />
          ))}
        </ol>
        <button type="button" disabled={draft.length >= 500} onClick={() => add(undefined)}>
          {words.addGroup}
        </button>
        <p className="sr" role="status">
          {said}
        </p>
      </div>
    </section>
  );
}

/** What people do to the tree; `said` tells those who do not see it where a reason went. */
function useTreeChanges(
  { draft, change }: TreeEditorProps['setting'],
  onAdded: (code: string) => void,
) {
  const words = useWords(reasonTreeWords);
  const format = useFormat();
  const name = useName();
  const [said, setSaid] = useState('');
  const put = (code: string, next: Reason) =>
    change(inTreeOrder(draft.map((one) => (one.code === code ? next : one))));
  const add = (parent: Reason | undefined) => {
    // Its code is made of its name when it is saved.
    const code = codeFor('new', new Set(draft.map((one) => one.code)));
    const reason: Reason = {
      code,
      name: { vi: '', en: '' },
      loss: parent?.loss ?? 'other',
      alarms: [],
      ...(parent === undefined ? {} : { parent: parent.code }),
    };
    change(inTreeOrder([...draft, reason]));
    onAdded(code);
  };
  const shift = (reason: Reason, by: 1 | -1) => {
    const next = moved(draft, reason.code, by);
    const siblings = siblingsOf(next, reason.code);
    const place = siblings.findIndex((one) => one.code === reason.code) + 1;
    setSaid(
      words.movedTo(name(reason.name), format.integer(place), format.integer(siblings.length)),
    );
    change(next);
  };
  return { put, add, shift, said };
}
