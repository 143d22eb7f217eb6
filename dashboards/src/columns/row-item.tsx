import { memo } from 'react';
import { Badges } from '../flags/badges.tsx';
import type { FlagKind, Flags } from '../flags/kinds.ts';
import { useFormat } from '../i18n/language.tsx';
import { type MenuAsked, menuAsked } from '../node-menu/asked.ts';
import { idOf } from '../object-ref.ts';
import { placeOf } from '../place-of.ts';
import { dispositionTone } from '../status/chips.tsx';
import { Glyph } from '../status/glyph.tsx';
import { useTraceText } from '../trace/words.ts';
import type { Side } from './keyboard.ts';
import { type Row, topOf } from './layout.ts';

/** What can be done with a row; one for all of them. */
export type RowActions = {
  readonly onNext: (row: Row) => void;
  readonly onChoose: (row: Row) => void;
  readonly onToggle: (row: Row) => void;
  readonly onPoint: (row: Row | undefined) => void;
  readonly onMenu: (asked: MenuAsked) => void;
};

type RowItemProps = {
  readonly row: Row;
  readonly flags: Flags;
  readonly isDimmed: boolean;
  readonly isChosen: boolean;
  /** What it went into, when that is how rows are grouped. */
  readonly parent: string | undefined;
  readonly size: number;
  /** On which side the next step is; none when nothing follows. */
  readonly next: Side | undefined;
  readonly actions: RowActions;
};

/** Drawn again only when it changes: a move of the pointer changes what is dimmed. */
export const RowItem = memo((props: RowItemProps) => {
  const { row, flags, isDimmed, isChosen, size, next } = props;
  const { onNext, onChoose, onToggle, onPoint, onMenu } = props.actions;
  const text = useTraceText();
  const format = useFormat();
  const [first] = row.members;
  if (first === undefined) return null;
  const isGroup = row.form === 'closed' || row.form === 'open';
  return (
    <li
      className={classOf(row, flags, isDimmed)}
      style={{ top: topOf(row) }}
      aria-setsize={size}
      aria-posinset={row.index + 1}
      onMouseEnter={() => onPoint(row)}
      onMouseLeave={() => onPoint(undefined)}
      onContextMenu={isGroup ? undefined : (event) => onMenu(menuAsked(event, first.object))}
    >
      <button
        type="button"
        className="trace-row-main"
        data-row={row.key}
        aria-pressed={isGroup ? undefined : isChosen}
        aria-expanded={isGroup ? row.form === 'open' : undefined}
        onFocus={() => onPoint(row)}
        onBlur={() => onPoint(undefined)}
        onClick={() => (isGroup ? onToggle(row) : onChoose(row))}
      >
        <span className="trace-row-id mono">
          <RowCode row={row} />
        </span>
        <span className="trace-row-marks">
          <Badges members={row.members} flags={flags} />
          {isGroup && (
            <strong className="trace-row-count">×{format.integer(row.members.length)}</strong>
          )}
        </span>
        <span className="trace-row-what">
          {first.certainty !== 'certain' && (
            <span className={`certainty certainty-${first.certainty}`}>
              <Glyph shape={first.certainty} size={10} />
              {text.certainties[first.certainty]}
            </span>
          )}
          <RowPlace row={row} parent={props.parent} />
        </span>
      </button>
      {next !== undefined && (
        <button
          type="button"
          className="trace-row-next no-print"
          title={text.columns.next}
          aria-label={`${text.columns.next}: ${idOf(first.object)}`}
          onClick={() => onNext(row)}
        >
          {next === 'right' ? '▸' : '◂'}
        </button>
      )}
    </li>
  );
});

/** The bar on its left tells the disposition; what nobody knows the origin of has a broken frame. */
function classOf(row: Row, flags: Flags, isDimmed: boolean): string {
  const areAll = (kind: FlagKind) =>
    row.members.every((member) => flags.kindsOf(member).includes(kind));
  const tone = areAll('held') ? 'wait' : dispositionTone(row.members[0]?.status);
  return [
    `trace-row form-${row.form} bar-${tone}`,
    areAll('unsourced') ? 'unsourced' : '',
    isDimmed ? 'dimmed' : '',
  ].join(' ');
}

/** The id; for a group, its first and last one. */
function RowCode({ row }: { readonly row: Row }) {
  const [first] = row.members;
  const last = row.members[row.members.length - 1];
  if (first === undefined || last === undefined) return null;
  const [from, to] = [idOf(first.object), idOf(last.object)];
  if (from === to) return <span title={from}>{from}</span>;
  return (
    <span className="trace-row-range" title={`${from} … ${to}`}>
      <span>{from}</span>…{tailOf(to, from)}
    </span>
  );
}

function RowPlace({ row, parent }: { readonly row: Row; readonly parent: string | undefined }) {
  const text = useTraceText();
  const [first] = row.members;
  if (first === undefined) return null;
  const said = [
    first.listedAs === 'former' ? text.columns.former : undefined,
    first.removedAt === undefined ? undefined : text.columns.removed,
    parent === undefined ? undefined : text.columns.into(idOf(parent)),
    first.status === undefined ? undefined : text.dispositions[first.status],
    placeOf(first, text),
  ];
  return <span title={first.item}>{said.filter((word) => word !== undefined).join(' · ')}</span>;
}

const tailMin = 4;
const tailMax = 5;

/** The end of the last id, without what it shares with the first. */
function tailOf(id: string, other: string): string {
  let shared = 0;
  while (shared < id.length && id[shared] === other[shared]) shared += 1;
  return id.slice(Math.max(Math.min(shared, id.length - tailMin), id.length - tailMax));
}
