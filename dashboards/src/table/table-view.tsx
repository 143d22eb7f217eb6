import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import { useFormat } from '../i18n/language.tsx';
import { CertaintyMark, DispositionChip } from '../status/chips.tsx';
import { useTraceText } from '../trace/words.ts';
import {
  chosenRows,
  type FilterField,
  filterFields,
  foundIn,
  readFilter,
  type Sorting,
  type TableRow,
  tableColumns,
  tableRows,
  valuesOf,
  writeFilter,
} from './table-rows.ts';
import { usePrinting } from './use-printing.ts';

type TableViewProps = {
  readonly nodes: readonly TraceNode[];
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly focus: string | undefined;
  readonly onFocus: (object: string) => void;
};

/** Every object of the trace; only the rows in sight exist. */
export function TableView(props: TableViewProps) {
  const { nodes, filter, onFilter, sorting, onSort, focus, onFocus } = props;
  const text = useTraceText();
  const format = useFormat();
  const { fields, words: asked } = readFilter(filter);
  const [words, setWords] = useState(asked);
  useEffect(() => {
    if (words === asked) return;
    // The address follows when the typing pauses: at each key it would slow down scans.
    const timer = setTimeout(() => onFilter(writeFilter({ fields, words })), 300);
    return () => clearTimeout(timer);
  }, [words, asked, fields, onFilter]);
  const deferredFilter = useDeferredValue(writeFilter({ fields, words }));
  const { column, isDescending } = sorting;
  const found = useMemo(() => foundIn(nodes), [nodes]);
  const all = useMemo(() => tableRows(found, text), [found, text]);
  const rows = useMemo(
    () => chosenRows(all, { filter: deferredFilter, sorting: { column, isDescending } }),
    [all, deferredFilter, column, isDescending],
  );
  return (
    <div className="card">
      <div className="row table-bar">
        <input
          type="search"
          className={words === '' ? 'no-print' : undefined}
          value={words}
          onChange={({ target }) => setWords(target.value)}
          placeholder={text.table.filter}
          aria-label={text.table.filter}
        />
        {filterFields.map((field) => (
          <Choice
            key={field}
            {...{ field }}
            nodes={found}
            value={fields[field]}
            onChoose={(value) =>
              onFilter(writeFilter({ fields: { ...fields, [field]: value }, words }))
            }
          />
        ))}
        <span className="muted" role="status">
          {text.table.shown(format.integer(rows.length), format.integer(found.length))}
        </span>
      </div>
      <Rows {...{ rows, focus, onFocus, sorting, onSort }} />
      {rows.length === 0 && (
        <p className="notice">{found.length === 0 ? text.summary.nothing : text.table.none}</p>
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly field: FilterField;
  readonly nodes: readonly TraceNode[];
  readonly value: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
};

function Choice({ field, nodes, value, onChoose }: ChoiceProps) {
  const text = useTraceText();
  const values = useMemo(
    () => [...new Set(nodes.flatMap((node) => valuesOf(node, field)))].sort(),
    [nodes, field],
  );
  const words: Readonly<Record<string, string>> = {
    kind: {
      ...text.listedKinds,
      panel: text.notCounted(text.listedKinds.panel),
      former: text.notCounted(text.listedKinds.former),
    },
    item: {},
    where: text.whereabouts,
    customer: {},
    certainty: text.certainties,
  }[field];
  return (
    <select
      className={value === undefined ? 'no-print' : undefined}
      aria-label={text.table[field]}
      value={value ?? ''}
      onChange={({ target }) => onChoose(target.value === '' ? undefined : target.value)}
    >
      <option value="">{text.table.any(text.table[field])}</option>
      {values.map((one) => (
        <option key={one} value={one}>
          {words[one] ?? one}
        </option>
      ))}
    </select>
  );
}

type RowsProps = Pick<TableViewProps, 'focus' | 'onFocus'> & {
  readonly rows: readonly TableRow[];
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
};

const rowHeight = 34;

function Rows({ rows, focus, onFocus, sorting, onSort }: RowsProps) {
  const text = useTraceText();
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
              >
                <Cells row={row} onFocus={onFocus} />
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

type HeadCellProps = Pick<RowsProps, 'sorting' | 'onSort'> & {
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

function Cells({
  row: { node, words },
  onFocus,
}: {
  readonly row: TableRow;
  readonly onFocus: (object: string) => void;
}) {
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
      <td title={node.location}>{words.where}</td>
      <td>
        <CertaintyMark certainty={node.certainty} />
      </td>
      <td>{format.integer(node.depth)}</td>
      <td>{node.removedAt !== undefined && format.dateTime(node.removedAt)}</td>
    </>
  );
}
