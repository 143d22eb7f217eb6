import { useEffect, useRef, useSyncExternalStore } from 'react';
import { columnWidth, type Edge, indentOf, leftOf, type Row, rowHeight, topOf } from './layout.ts';

export type Viewport = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

type EdgesCanvasProps = {
  readonly edges: readonly Edge[];
  readonly viewport: Viewport;
  /** The rows on the path that is pointed at; without one, none is dimmed. */
  readonly lit: ReadonlySet<Row> | undefined;
};

/** Draws what is in sight only; the canvas is as large as the window it is seen through. */
export function EdgesCanvas({ edges, viewport, lit }: EdgesCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plain = useColour('--line-strong');
  const accent = useColour('--accent');
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? undefined;
    if (context !== undefined) paint(context, { edges, viewport, lit }, { plain, accent });
  }, [edges, viewport, lit, plain, accent]);
  return (
    <canvas
      ref={canvas}
      className="edges"
      style={{ width: viewport.width, height: viewport.height, marginBottom: -viewport.height }}
    />
  );
}

function paint(
  context: CanvasRenderingContext2D,
  { edges, viewport, lit }: EdgesCanvasProps,
  { plain, accent }: { readonly plain: string; readonly accent: string },
): void {
  clear(context, viewport);
  for (const edge of edges) {
    if (!isInSight(edge, viewport)) continue;
    const isLit = lit?.has(edge.from) === true && lit.has(edge.to);
    const opacity = isLit || lit === undefined ? 0.75 : 0.12;
    draw(context, edge, { colour: isLit ? accent : plain, opacity });
  }
}

/** Empties the canvas and moves it to what is in sight. */
function clear(context: CanvasRenderingContext2D, { left, top, width, height }: Viewport): void {
  const ratio = window.devicePixelRatio;
  context.canvas.width = width * ratio;
  context.canvas.height = height * ratio;
  context.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
}

const dashes = { certain: [], declared: [2, 4], possible: [8, 5] } as const;

function draw(
  context: CanvasRenderingContext2D,
  { from, to, count, certainty }: Edge,
  { colour, opacity }: { readonly colour: string; readonly opacity: number },
): void {
  const [x1, y1] = [leftOf(from) + columnWidth, topOf(from) + rowHeight / 2];
  const [x2, y2] = [leftOf(to) + indentOf(to), topOf(to) + rowHeight / 2];
  // Within a column, or against the flow after a rework, the curve leaves and comes back outside.
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  context.setLineDash(dashes[certainty]);
  context.lineWidth = Math.min(6, 1 + Math.log2(count) / 2);
  context.strokeStyle = colour;
  context.globalAlpha = opacity;
  context.stroke();
}

/** An edge whose two ends are out of sight would tell nothing. */
function isInSight({ from, to }: Edge, viewport: Viewport): boolean {
  return isRowInSight(from, viewport) || isRowInSight(to, viewport);
}

function isRowInSight(row: Row, { left, top, width, height }: Viewport): boolean {
  const [x, y] = [leftOf(row), topOf(row)];
  return x + columnWidth >= left && x <= left + width && y + rowHeight >= top && y <= top + height;
}

/** A colour of the theme, for what CSS does not reach. */
function useColour(token: string): string {
  return useSyncExternalStore(watchTheme, () =>
    getComputedStyle(document.documentElement).getPropertyValue(token),
  );
}

function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
