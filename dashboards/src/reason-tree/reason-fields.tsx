import { useState } from 'react';
import { useName, useWords } from '../i18n/language.tsx';
import type { ReasonRowProps } from './row-props.ts';
import { parentsFor, type Reason } from './tree.ts';
import { reasonTreeWords } from './words.ts';

const losses = [
  'failure',
  'setup',
  'material',
  'waiting',
  'planned',
  'quality',
  'other',
] as const satisfies readonly Reason['loss'][];

/** What can be changed of a reason. Its code stays: the log names it. */
export function ReasonFields(props: ReasonRowProps) {
  const { reason, reasons, isNew, onChange, onRemove, onAddBelow, onToggle } = props;
  const words = useWords(reasonTreeWords);
  const isLeaf = reasons.every(({ parent }) => parent !== reason.code);
  return (
    <div className="reason-fields">
      <div className="fields">
        {(['vi', 'en'] as const).map((language) => (
          <label key={language} className="grow">
            {words[language]}
            <input
              lang={language}
              value={reason.name[language]}
              maxLength={200}
              onChange={({ target }) =>
                onChange({ ...reason, name: { ...reason.name, [language]: target.value } })
              }
            />
          </label>
        ))}
        <label>
          {words.loss}
          <select
            value={reason.loss}
            onChange={({ target }) =>
              onChange({
                ...reason,
                loss: losses.find((one) => one === target.value) ?? reason.loss,
              })
            }
          >
            {losses.map((loss) => (
              <option key={loss} value={loss}>
                {words.losses[loss]}
              </option>
            ))}
          </select>
        </label>
        <ParentChoice {...props} />
        <Alarms reason={reason} onChange={onChange} />
      </div>
      <p className="row">
        <span className="muted">
          {words.code} {isNew ? words.codeLater : <span className="mono">{reason.code}</span>}
        </span>
        <button type="button" onClick={onAddBelow}>
          {words.addBelow}
        </button>
        <button
          type="button"
          title={words.saved}
          onClick={() => onChange({ ...reason, retired: reason.retired !== true })}
        >
          {reason.retired ? words.restore : words.retire}
        </button>
        {isNew && isLeaf && (
          <button type="button" title={words.removeWhy} onClick={onRemove}>
            {words.remove}
          </button>
        )}
        <button type="button" className="primary" onClick={onToggle}>
          {words.done}
        </button>
      </p>
    </div>
  );
}

function ParentChoice({
  reason,
  reasons,
  onChange,
}: Pick<ReasonRowProps, 'reason' | 'reasons' | 'onChange'>) {
  const words = useWords(reasonTreeWords);
  const name = useName();
  return (
    <label>
      {words.parent}
      <select
        value={reason.parent ?? ''}
        onChange={({ target }) => {
          const { parent: _, ...bare } = reason;
          onChange(target.value === '' ? bare : { ...bare, parent: target.value });
        }}
      >
        <option value="">{words.top}</option>
        {parentsFor(reasons, reason.code).map((one) => (
          <option key={one.code} value={one.code}>
            {name(one.name) === '' ? one.code : name(one.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Codes as one line; they are taken apart as it is typed. */
function Alarms({ reason, onChange }: Pick<ReasonRowProps, 'reason' | 'onChange'>) {
  const words = useWords(reasonTreeWords);
  const [typed, setTyped] = useState<string>();
  return (
    <label className="grow">
      {words.alarms}
      <input
        className="mono"
        value={typed ?? reason.alarms.join(', ')}
        maxLength={2000}
        placeholder={words.alarmsWhat}
        onChange={({ target }) => {
          setTyped(target.value);
          const codes = target.value.split(/[,;]/).map((code) => code.trim().slice(0, 64));
          const alarms = [...new Set(codes.filter((code) => code !== ''))].slice(0, 200);
          onChange({ ...reason, alarms });
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
