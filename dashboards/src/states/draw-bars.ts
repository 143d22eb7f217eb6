import { useEffect, useState } from 'react';
import type { Tone } from '../status/equipment-states.ts';
import { shapeOf } from '../status/glyph.tsx';
import { type Bar, lookOf } from './state-rows.ts';

export type Colours = Readonly<Record<Tone | 'line' | 'ink', string>>;

const variables: Readonly<Record<keyof Colours, string>> = {
  run: '--fill-run',
  wait: '--fill-wait',
  down: '--fill-down',
  setup: '--fill-setup',
  plan: '--fill-plan',
  off: '--line-strong',
  quiet: '--fill-plan',
  line: '--line',
  ink: '--text',
};

/** The colours of the theme, which a canvas cannot take from the style sheet by itself. */
export function useColours(): Colours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const themes = new MutationObserver(() => setColours(readColours()));
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => themes.disconnect();
  }, []);
  return colours;
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = ([name, variable]: [string, string]) => [name, style.getPropertyValue(variable)];
  return Object.fromEntries(Object.entries(variables).map(read)) as Colours; // The same names.
}

type Picture = {
  readonly bars: readonly Bar[];
  readonly isDim: (bar: Bar) => boolean;
  readonly colours: Colours;
  readonly rowHeight: number;
};

const glyphSize = 12;

/** A row: the height, the colour and, where there is room, the shape of each state. */
export function drawBars(canvas: HTMLCanvasElement, picture: Picture): void {
  const { bars, isDim, colours, rowHeight } = picture;
  const scale = window.devicePixelRatio;
  const width = canvas.clientWidth;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(rowHeight * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(scale, scale);
  for (const bar of bars) {
    const { tone, height } = lookOf(bar.span);
    const tall = height * (rowHeight - 4);
    const box = { x: bar.x, y: rowHeight - tall, width: bar.width, height: tall };
    context.globalAlpha = isDim(bar) ? 0.2 : 1;
    if (tone === 'off') hatch(context, box, colours);
    else {
      context.fillStyle = colours[tone];
      context.fillRect(box.x, box.y, box.width, box.height);
    }
    if (bar.width >= glyphSize * 2 && tone !== 'run' && tone !== 'off') {
      drawGlyph(context, bar, {
        x: bar.x + (bar.width - glyphSize) / 2,
        y: rowHeight - 16,
        colours,
      });
    }
  }
  context.globalAlpha = 1;
  context.fillStyle = colours.line;
  context.fillRect(0, rowHeight - 1, width, 1);
}

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** What is not known is not drawn as a state. */
function hatch(context: CanvasRenderingContext2D, box: Box, colours: Colours): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = colours.off;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = box.x - box.height; x < box.x + box.width; x += 7) {
    context.moveTo(x, box.y + box.height);
    context.lineTo(x + box.height, box.y);
  }
  context.stroke();
  context.restore();
}

function drawGlyph(
  context: CanvasRenderingContext2D,
  { span }: Bar,
  { x, y, colours }: { readonly x: number; readonly y: number; readonly colours: Colours },
): void {
  if (span.state === 'clock_suspect') return;
  context.save();
  context.translate(x, y);
  context.fillStyle = colours.ink;
  context.fill(new Path2D(shapeOf(span.state)), 'evenodd');
  context.restore();
}
