import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { useFormat } from '../i18n/language.tsx';
import { useTraceText } from '../trace/words.ts';
import { EdgesCanvas } from './edges-canvas.tsx';
import { type Graph, pathThrough } from './graph.ts';
import { firstParentOf, type Grouping, groupings, groupsOf } from './groups.ts';
import { rowInDirection } from './keyboard.ts';
import { edgesOf, type Layout, layOut, leftOf, type Row, rowPitch, topOf } from './layout.ts';
import { RowItem } from './row-item.tsx';
import { type Step, stepsOf } from './steps.ts';
import { useViewport } from './use-viewport.ts';

type ColumnsViewProps = {
  readonly reply: TraceReply;
  readonly graph: Graph;
  readonly focus: string | undefined;
  readonly onFocus: (object: string) => void;
};

/** One column for each step of production; what is alike is one row with its count. */
export function ColumnsView({ reply, graph, focus, onFocus }: ColumnsViewProps) {
  const text = useTraceText();
  const [grouping, setGrouping] = useState<Grouping>('state');
  const steps = useMemo(() => stepsOf(graph), [graph]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const layout = useMemo(
    () =>
      layOut(
        steps.map((step) => ({ step, groups: groupsOf(step, grouping, graph) })),
        open,
      ),
    [steps, grouping, graph, open],
  );
  const toggle = ({ key }: Row) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <div className="card columns">
      <div className="row columns-bar">
        <label className="row">
          {text.columns.group}
          <select
            value={grouping}
            onChange={({ target }) =>
              setGrouping(groupings.find((one) => one === target.value) ?? 'state')
            }
          >
            {groupings.map((one) => (
              <option key={one} value={one}>
                {text.columns.groupings[one]}
              </option>
            ))}
          </select>
        </label>
        <span className="muted">{text.columns.legend}</span>
      </div>
      <Board
        {...{ reply, graph, steps, layout, grouping, focus }}
        onToggle={toggle}
        onChoose={({ members: [member] }) => member !== undefined && onFocus(member.object)}
      />
    </div>
  );
}

type BoardProps = {
  readonly reply: TraceReply;
  readonly graph: Graph;
  readonly steps: readonly Step[];
  readonly layout: Layout;
  readonly grouping: Grouping;
  readonly focus: string | undefined;
  readonly onToggle: (row: Row) => void;
  readonly onChoose: (row: Row) => void;
};

function Board({ reply, graph, steps, layout, grouping, focus, onToggle, onChoose }: BoardProps) {
  const text = useTraceText();
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useViewport(scroller);
  const [pointed, setPointed] = useState<Row>();
  const edges = useMemo(() => edgesOf(reply.links, layout), [reply, layout]);
  const lit = useMemo(
    () => (pointed === undefined ? undefined : litRows(graph, layout, pointed)),
    [graph, layout, pointed],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const key = (event.target as HTMLElement).dataset['row']; // Only elements get key events.
    const next = rowInDirection(layout, key, event.key);
    if (next === undefined || scroller.current === null) return;
    event.preventDefault();
    moveTo(scroller.current, next);
  };
  return (
    <section
      ref={scroller}
      className="columns-scroller"
      aria-label={text.columns.label}
      onKeyDown={onKeyDown}
    >
      <div className="columns-content" style={{ width: layout.width, height: layout.height }}>
        <EdgesCanvas edges={edges} viewport={viewport} lit={lit} />
        {steps.map((step, column) => (
          <div key={step.key} className="column" style={{ left: leftOf({ column }) }}>
            <StepTitle step={step} />
            <ul>
              {inSight(layout.columns[column] ?? [], viewport).map((row) => (
                <RowItem
                  key={row.key}
                  row={row}
                  size={layout.columns[column]?.length ?? 0}
                  isDimmed={lit !== undefined && !lit.has(row)}
                  isChosen={focus !== undefined && row.members[0]?.object === focus}
                  parent={grouping === 'parent' ? parentOf(row, graph) : undefined}
                  onChoose={onChoose}
                  onToggle={onToggle}
                  onPoint={setPointed}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function StepTitle({ step }: { readonly step: Step }) {
  const text = useTraceText();
  const format = useFormat();
  const kind = text.kinds[step.kind];
  const [item] = step.items;
  const named = step.items.length === 1 && item !== undefined ? item : kind;
  const isOuter = step.kind === 'container' && step.level > 0 && named === kind;
  const title = isOuter ? text.columns.outer(kind) : named;
  return (
    <h2 title={step.items.join(', ')}>
      {text.columns.title(title, format.integer(step.nodes.length))}
      {step.items.length > 1 && (
        <span className="muted"> ({text.columns.items(format.integer(step.items.length))})</span>
      )}
    </h2>
  );
}

function inSight(
  rows: readonly Row[],
  { top, height }: { readonly top: number; readonly height: number },
): readonly Row[] {
  const first = Math.max(0, Math.floor(top / rowPitch) - 4);
  return rows.slice(first, first + Math.ceil(height / rowPitch) + 8);
}

function litRows(graph: Graph, { rowOf }: Layout, pointed: Row): ReadonlySet<Row> {
  const lit = new Set([pointed]);
  const objects = pointed.members.map(({ object }) => object);
  for (const object of pathThrough(graph, objects)) {
    const row = rowOf.get(object);
    if (row !== undefined) lit.add(row);
  }
  return lit;
}

function parentOf({ members: [first] }: Row, graph: Graph): string | undefined {
  const parent = first === undefined ? '' : firstParentOf(first, graph);
  return parent === '' ? undefined : parent;
}

function moveTo(scroller: HTMLElement, row: Row): void {
  const top = topOf(row);
  const isOut =
    top < scroller.scrollTop + 40 || top + rowPitch > scroller.scrollTop + scroller.clientHeight;
  if (isOut) scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 2);
  const find = () => scroller.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`);
  const found = find();
  found?.focus();
  if (found !== null) return;
  // A row out of sight is drawn in the frame after the one that hears of the scrolling.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => find()?.focus())));
}
