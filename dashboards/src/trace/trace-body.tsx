import { useMemo } from 'react';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { goInPlace } from '../address.ts';
import { ColumnsView } from '../columns/columns-view.tsx';
import { type Graph, graphOf } from '../columns/graph.ts';
import { readArrangement } from '../columns/groups.ts';
import { FilterBar, useTyped } from '../filter/filter-bar.tsx';
import { type Chosen, useChosen } from '../filter/use-chosen.ts';
import { FlagsNote } from '../flags/flags-note.tsx';
import { useFlags } from '../flags/use-flags.ts';
import { useNodeMenu } from '../node-menu/use-node-menu.tsx';
import { readSorting, writeSorting } from '../table/table-rows.ts';
import { TableView } from '../table/table-view.tsx';
import { SidePanel } from './side-panel.tsx';
import { SummaryView } from './summary-view.tsx';
import type { TracePlace } from './trace-place.ts';
import { useTraceText } from './words.ts';

/** How a trace is looked at, whatever it was asked of. */
export type TraceLook = Pick<TracePlace, 'view' | 'focus' | 'filter' | 'group' | 'sort' | 'asOf'>;

type TraceBodyProps = {
  readonly reply: TraceReply;
  readonly look: TraceLook;
  /** The address of the same trace, looked at in another way. */
  readonly pathTo: (change: Partial<TraceLook>) => string;
};

/** One answer as figures, as columns by step or as a table, with what is chosen beside it. */
export function TraceBody(props: TraceBodyProps) {
  const { reply, look, pathTo } = props;
  if (look.view === 'summary') return <SummaryView reply={reply} pathTo={pathTo} />;
  return <Objects {...props} />;
}

function Objects({ reply, look, pathTo }: TraceBodyProps) {
  const text = useTraceText();
  const { view, focus, filter = '' } = look;
  const asked = useFlags(reply);
  const onFilter = (chosen: string) => goInPlace(pathTo({ filter: chosen }));
  const { typed, deferred, setWords } = useTyped(filter, onFilter);
  const chosen = useChosen(reply, asked.flags, deferred);
  const { onMenu, menu } = useNodeMenu(chosen.graph);
  const focusOn = (object: string) => goInPlace(pathTo({ focus: object }));
  const seen = { focus, onFocus: focusOn, onMenu };
  const none = chosen.found.length === 0 ? text.summary.nothing : text.table.none;
  return (
    <div className={focus === undefined ? 'trace-body' : 'trace-body with-panel'}>
      <div className="card">
        <FilterBar {...{ chosen, onFilter }} filter={typed} onWords={setWords} />
        <FlagsNote state={asked.state} isPast={look.asOf !== undefined} />
        {view === 'columns' ? (
          <Columns {...{ reply, look, pathTo, chosen }} {...seen} isWhole={deferred === ''} />
        ) : (
          <TableView
            nodes={chosen.nodes}
            rowWords={chosen.rowWords}
            {...seen}
            sorting={readSorting(look.sort)}
            onSort={(sorting) => goInPlace(pathTo({ sort: writeSorting(sorting) }))}
          />
        )}
        {chosen.nodes.length === 0 && <p className="notice">{none}</p>}
      </div>
      {focus !== undefined && (
        <SidePanel
          object={focus}
          graph={chosen.graph}
          flags={asked.flags}
          onFocus={focusOn}
          onMenu={onMenu}
          onClose={() => goInPlace(pathTo({ focus: undefined }))}
        />
      )}
      {menu}
    </div>
  );
}

type ColumnsProps = Pick<TraceBodyProps, 'reply' | 'look' | 'pathTo'> & {
  readonly chosen: Chosen;
  readonly isWhole: boolean;
  readonly focus: string | undefined;
  readonly onFocus: (object: string) => void;
  readonly onMenu: ReturnType<typeof useNodeMenu>['onMenu'];
};

/** The columns of what is asked for, beside what was traced. */
function Columns({ reply, chosen, isWhole, look, pathTo, ...seen }: ColumnsProps) {
  const part = useMemo(
    () => (isWhole ? { graph: chosen.graph, links: reply.links } : partOf(reply, chosen)),
    [reply, chosen, isWhole],
  );
  return (
    <ColumnsView
      {...seen}
      flags={chosen.rowWords.flags}
      graph={part.graph}
      reply={{ links: part.links, direction: reply.direction }}
      arrangement={readArrangement(look.group, look.sort)}
      onArrange={({ grouping, order }) => goInPlace(pathTo({ group: grouping, sort: order }))}
    />
  );
}

function partOf(
  { nodes, links }: TraceReply,
  { nodes: chosen }: Chosen,
): { readonly graph: Graph; readonly links: TraceReply['links'] } {
  const roots = nodes.filter(({ depth }) => depth === 0);
  const kept = [...roots, ...chosen];
  const isKept = new Set<string>(kept.map(({ object }) => object));
  const among = links.filter(({ parent, child }) => isKept.has(parent) && isKept.has(child));
  return { graph: graphOf({ nodes: kept, links: among }), links: among };
}
