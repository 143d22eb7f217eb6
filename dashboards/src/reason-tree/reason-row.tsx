import { useId } from 'react';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';
import { ReasonFields } from './reason-fields.tsx';
import type { ReasonRowProps } from './row-props.ts';
import { siblingsOf } from './tree.ts';
import { reasonTreeWords } from './words.ts';

/** One reason: its name, what it counts as, how often it was used; opened, its fields. */
export function ReasonRow(props: ReasonRowProps) {
  const { reason, reasons, depth, isOpen, onMove, drag, faults } = props;
  const words = useWords(reasonTreeWords);
  const name = useName();
  const note = useId();
  const fresh = depth === 0 ? words.newGroup : words.newReason;
  const called = name(reason.name) === '' ? fresh : name(reason.name);
  const siblings = siblingsOf(reasons, reason.code);
  const place = siblings.indexOf(reason);
  return (
    <li
      className={drag.isDragged ? 'tree-reason reason-dragged' : 'tree-reason'}
      style={{ marginInlineStart: Math.min(depth, 4) * 24 }}
      draggable={!isOpen}
      onDragStart={drag.onStart}
      onDragEnd={drag.onEnd}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        drag.onDrop();
      }}
    >
      <div className="reason-line">
        <span className="drag" title={words.drag} aria-hidden="true">
          ⠿
        </span>
        <button
          type="button"
          className="reason-name"
          aria-expanded={isOpen}
          aria-describedby={note}
          onClick={props.onToggle}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            onMove(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <span className={reason.retired ? 'retired' : undefined}>{called}</span>
        </button>
        <About {...props} />
        <span className="row end">
          <button
            type="button"
            aria-label={words.up(called)}
            title={words.up(called)}
            disabled={place === 0}
            onClick={() => onMove(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={words.down(called)}
            title={words.down(called)}
            disabled={place === siblings.length - 1}
            onClick={() => onMove(1)}
          >
            ↓
          </button>
        </span>
      </div>
      <div id={note}>
        {faults.map((fault) => (
          <p key={JSON.stringify(fault)} className="problem">
            <Glyph shape="attention" />{' '}
            {fault.kind === 'name_missing'
              ? words.nameMissing
              : words.alarmTwice(fault.alarm, name(fault.other.name))}
          </p>
        ))}
      </div>
      {isOpen && <ReasonFields {...props} />}
    </li>
  );
}

function About({ reason, use }: Pick<ReasonRowProps, 'reason' | 'use'>) {
  const words = useWords(reasonTreeWords);
  const format = useFormat();
  const uses =
    use === undefined
      ? words.unused
      : words.used(format.integer(use.times), format.dateTime(use.lastAt).slice(0, 10));
  return (
    <span className="muted">
      {reason.retired && <strong>‖ {words.retired} · </strong>}
      {words.losses[reason.loss]} · {uses}
      {reason.alarms.length > 0 && (
        <>
          {' '}
          · <span className="mono">{reason.alarms.join(', ')}</span>
        </>
      )}
    </span>
  );
}
