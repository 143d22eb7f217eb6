import { useMemo } from 'react';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { goInPlace } from '../address.ts';
import { ColumnsView } from '../columns/columns-view.tsx';
import { graphOf } from '../columns/graph.ts';
import { readArrangement } from '../columns/groups.ts';
import { readSorting, writeSorting } from '../table/table-rows.ts';
import { TableView } from '../table/table-view.tsx';
import { SidePanel } from './side-panel.tsx';
import { SummaryView } from './summary-view.tsx';
import type { TracePlace } from './trace-place.ts';

/** How a trace is looked at, whatever it was asked of. */
export type TraceLook = Pick<TracePlace, 'view' | 'focus' | 'filter' | 'group' | 'sort'>;

type TraceBodyProps = {
  readonly reply: TraceReply;
  readonly look: TraceLook;
  /** The address of the same trace, looked at in another way. */
  readonly pathTo: (change: Partial<TraceLook>) => string;
};

/** One answer as figures, as columns by step or as a table, with what is chosen beside it. */
export function TraceBody({ reply, look, pathTo }: TraceBodyProps) {
  const graph = useMemo(() => graphOf(reply), [reply]);
  const { view, focus, filter } = look;
  if (view === 'summary') return <SummaryView reply={reply} pathTo={pathTo} />;
  const focusOn = (object: string) => goInPlace(pathTo({ focus: object }));
  return (
    <div className={focus === undefined ? 'trace-body' : 'trace-body with-panel'}>
      {view === 'columns' ? (
        <ColumnsView
          {...{ reply, graph }}
          arrangement={readArrangement(look.group, look.sort)}
          onArrange={({ grouping, order }) => goInPlace(pathTo({ group: grouping, sort: order }))}
          focus={focus}
          onFocus={focusOn}
        />
      ) : (
        <TableView
          nodes={reply.nodes}
          filter={filter ?? ''}
          onFilter={(chosen) => goInPlace(pathTo({ filter: chosen }))}
          sorting={readSorting(look.sort)}
          onSort={(sorting) => goInPlace(pathTo({ sort: writeSorting(sorting) }))}
          focus={focus}
          onFocus={focusOn}
        />
      )}
      {focus !== undefined && (
        <SidePanel
          object={focus}
          graph={graph}
          onFocus={focusOn}
          onClose={() => goInPlace(pathTo({ focus: undefined }))}
        />
      )}
    </div>
  );
}
