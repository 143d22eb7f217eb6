import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import { Badges } from '../flags/badges.tsx';
import type { FlagKind, Flags } from '../flags/kinds.ts';
import { useFormat } from '../i18n/language.tsx';
import { type MenuAsked, menuAsked } from '../node-menu/asked.ts';
import { CertaintyMark, DispositionChip } from '../status/chips.tsx';
import { useTraceText } from '../trace/words.ts';
import {
  type RowWords,
  type Sorting,
  sortedRows,
  type TableRow,
  tableColumns,
  tableRow,
} from './table-rows.ts';
import { usePrinting } from './use-printing.ts';

type TableViewProps = {
  readonly nodes: readonly TraceNode[];
  readonly rowWords: RowWords;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly focus: string | undefined;
  readonly onFocus: (object: string) => void;
  readonly onMenu: (asked: MenuAsked) => void;
};

const rowHeight = 34;

/** Every object that is asked for; only the rows in sight exist. */
export function TableView(props: TableViewProps) {
  const { nodes, rowWords, focus, onFocus, onMenu, onSort } = props;
  const text = useTraceText();
  const { column, isDescending } = props.sorting;
  const sorting = useMemo(() => ({ column, isDescending }), [column, isDescending]);
  const rows = useMemo(
    () =>
      sortedRows(
        nodes.map((node) => tableRow(node, rowWords)),
        sorting,
      ),
    [nodes, rowWords, sorting],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const isPrinting = usePrinting();
  const items = isPrinting
    ? rows.map((_, index) => ({ index, start: 0, end: virtualizer.getTotalSize() }))
    : virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  return (
    <section ref={scroller} className="table-scroller" aria-label={text.trace.views.table}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {tableColumns.map((column) => (
              <HeadCell key={column} {...{ column, sorting, onSort }} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr
                key={row.node.object}
                aria-rowindex={index + 2}
                className={row.node.object === focus ? 'chosen' : undefined}
                onContextMenu={(event) => onMenu(menuAsked(event, row.node.object))}
              >
                <Cells row={row} flags={rowWords.flags} onFocus={onFocus} />
              </tr>
            );
          })}
          <Gap height={after} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td className="gap" colSpan={tableColumns.length} style={{ height }} />
    </tr>
  );
}

type HeadCellProps = Pick<TableViewProps, 'sorting' | 'onSort'> & {
  readonly column: Sorting['column'];
};

function HeadCell({ column, sorting, onSort }: HeadCellProps) {
  const text = useTraceText();
  const isSorted = sorting.column === column;
  const isDescending = isSorted && sorting.isDescending;
  const order = isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={isSorted ? order : 'none'}>
      <button
        type="button"
        onClick={() => onSort({ column, isDescending: isSorted && !isDescending })}
      >
        {text.table[column]}
        {isSorted && <span aria-hidden="true">{isDescending ? ' ▼' : ' ▲'}</span>}
      </button>
    </th>
  );
}

type CellsProps = Pick<TableViewProps, 'onFocus'> & {
  readonly row: TableRow;
  readonly flags: Flags;
};

function Cells({ row: { node, words }, flags, onFocus }: CellsProps) {
  const text = useTraceText();
  const format = useFormat();
  return (
    <>
      <td>
        <button type="button" className="mono link" onClick={() => onFocus(node.object)}>
          {words.object}
        </button>
      </td>
      <td title={node.listedAs && text.notCounted(words.kind)}>{words.kind}</td>
      <td>{words.item}</td>
      <td>{node.status !== undefined && <DispositionChip status={node.status} />}</td>
      <td>
        <Badges members={[node]} flags={flags} without={saidByStatus} />
      </td>
      <td title={node.location}>{words.where}</td>
      <td>
        <CertaintyMark certainty={node.certainty} />
      </td>
      <td>{format.integer(node.depth)}</td>
      <td>{node.removedAt !== undefined && format.dateTime(node.removedAt)}</td>
    </>
  );
}

/** What the column of the status says by itself. */
const saidByStatus: readonly FlagKind[] = ['failed', 'scrapped'];
