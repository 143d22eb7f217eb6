import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import type { Flags } from '../flags/kinds.ts';
import type { MenuAsked } from '../node-menu/asked.ts';
import { useTraceText } from '../trace/words.ts';
import { EdgesCanvas } from './edges-canvas.tsx';
import { type Graph, pathThrough } from './graph.ts';
import { firstParentOf, type Grouping } from './groups.ts';
import { linkedRows, rowInDirection, type Side } from './keyboard.ts';
import { columnPitch, edgesOf, type Layout, leftOf, type Row, rowPitch, topOf } from './layout.ts';
import { type RowActions, RowItem } from './row-item.tsx';
import { StepTitle } from './step-title.tsx';
import type { Step } from './steps.ts';
import { useViewport } from './use-viewport.ts';

type BoardProps = {
  readonly reply: Pick<TraceReply, 'links' | 'direction'>;
  readonly flags: Flags;
  readonly graph: Graph;
  readonly steps: readonly Step[];
  readonly layout: Layout;
  readonly grouping: Grouping;
  readonly focus: string | undefined;
  readonly isPrinting: boolean;
  /** Opens or closes groups. */
  readonly onOpen: (keys: readonly string[], isOpen: boolean) => void;
  readonly onChoose: (object: string) => void;
  readonly onMenu: (asked: MenuAsked) => void;
};

/** The columns and what links them. On paper all rows stand below one another, without the links. */
export function Board(props: BoardProps) {
  const { reply, flags, graph, steps, layout, grouping, focus, isPrinting } = props;
  const { onOpen, onChoose, onMenu } = props;
  const text = useTraceText();
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useViewport(scroller);
  const [pointed, setPointed] = useState<Row>();
  const edges = useMemo(() => edgesOf(reply.links, layout), [reply, layout]);
  const lit = useMemo(
    () => (pointed === undefined ? undefined : litRows(graph, layout, pointed)),
    [graph, layout, pointed],
  );
  const side: Side = reply.direction === 'forward' ? 'right' : 'left';
  const openNext = useNextStep({ scroller, layout, graph, side, onOpen });
  const actions = useMemo<RowActions>(
    () => ({
      onNext: openNext,
      onChoose: ({ members: [member] }) => member && onChoose(member.object),
      onToggle: ({ key, form }) => onOpen([key], form === 'closed'),
      onPoint: setPointed,
      onMenu,
    }),
    [openNext, onChoose, onOpen, onMenu],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const rowKey = (event.target as HTMLElement).dataset['row']; // Only elements get key events.
    const next = rowInDirection(layout, { rowKey, graph }, event.key);
    if (next === undefined || scroller.current === null) return;
    event.preventDefault();
    moveTo(scroller.current, next);
  };
  const drawn = (rows: readonly Row[]) => (isPrinting ? rows : inSight(rows, viewport));
  return (
    <section
      ref={scroller}
      className="columns-scroller"
      aria-label={text.columns.label}
      onKeyDown={onKeyDown}
    >
      <div
        className="columns-content"
        style={isPrinting ? undefined : { width: layout.width, height: layout.height }}
      >
        <EdgesCanvas edges={edges} viewport={viewport} lit={lit} />
        {steps.map((step, column) => (
          <div key={step.key} className="column" style={{ left: leftOf({ column }) }}>
            <StepTitle step={step} rows={layout.columns[column] ?? []} onOpen={onOpen} />
            <ul>
              {drawn(layout.columns[column] ?? []).map((row) => (
                <RowItem
                  key={row.key}
                  row={row}
                  flags={flags}
                  size={layout.columns[column]?.length ?? 0}
                  isDimmed={!isPrinting && lit !== undefined && !lit.has(row)}
                  isChosen={focus !== undefined && row.members[0]?.object === focus}
                  parent={grouping === 'parent' ? parentOf(row, graph) : undefined}
                  next={hasNext(row, graph, side) ? side : undefined}
                  actions={actions}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

type NextStep = Pick<BoardProps, 'layout' | 'graph' | 'onOpen'> & {
  readonly scroller: { readonly current: HTMLDivElement | null };
  readonly side: Side;
};

/** Opens what a row leads to in the next column, and goes to the first object of it. */
function useNextStep({ scroller, layout, graph, side, onOpen }: NextStep): (row: Row) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    const row = wanted === undefined ? undefined : layout.rowOf.get(wanted);
    if (row === undefined || row.form === 'closed' || scroller.current === null) return;
    setWanted(undefined);
    moveTo(scroller.current, row);
  }, [wanted, layout, scroller]);
  return useCallback(
    (row) => {
      const linked = linkedRows(row, side, { graph, layout });
      const nearest = linked.filter(({ column }) => column === linked[0]?.column);
      onOpen(
        nearest.filter(({ form }) => form === 'closed').map(({ key }) => key),
        true,
      );
      const links = row.members.flatMap(({ object }) => linksOf(object, graph, side));
      const objects = new Set(
        links.map(({ parent, child }) => (side === 'right' ? parent : child)),
      );
      setWanted(nearest[0]?.members.find(({ object }) => objects.has(object))?.object);
    },
    [side, graph, layout, onOpen],
  );
}

function linksOf(object: string, { parents, children }: Graph, side: Side) {
  return (side === 'right' ? parents : children).get(object) ?? [];
}

function hasNext({ members }: Row, graph: Graph, side: Side): boolean {
  return members.some(({ object }) => linksOf(object, graph, side).length > 0);
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
  const right = leftOf(row) + columnPitch;
  if (right > scroller.scrollLeft + scroller.clientWidth) {
    scroller.scrollLeft = right - scroller.clientWidth;
  }
  const find = () => scroller.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`);
  const found = find();
  found?.focus();
  if (found !== null) return;
  // A row out of sight is drawn in the frame after the one that hears of the scrolling.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => find()?.focus())));
}
