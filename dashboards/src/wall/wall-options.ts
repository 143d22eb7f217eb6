import { themes } from '../shell/theme.ts';

export const wallViews = ['lines', 'andon', 'pace'] as const;
export type WallView = (typeof wallViews)[number];

/** What the address of a television says; nothing of it is kept by the device. */
export type WallOptions = {
  readonly theme: (typeof themes)[number];
  readonly show: WallView;
  /** Undefined: as many as suit the screen. */
  readonly cols: number | undefined;
  /** Seconds for each board; undefined: the first one stays. */
  readonly rotateS: number | undefined;
  readonly scale: number;
  readonly sound: boolean;
};

export function wallOptionsOf(query: URLSearchParams): WallOptions {
  const number = (name: string, min: number, max: number): number | undefined => {
    const value = Number(query.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : undefined;
  };
  const cols = number('cols', 1, 8);
  return {
    theme: themes.find((theme) => theme === query.get('theme')) ?? 'dark',
    show: wallViews.find((view) => view === query.get('show')) ?? 'lines',
    cols: cols === undefined ? undefined : Math.round(cols),
    rotateS: number('rotate', 3, 3600),
    scale: number('scale', 0.5, 2) ?? 1,
    sound: query.get('sound') === '1',
  };
}

/** The same wall with some options changed; undefined takes one back. */
export function wallPath(
  board: string | undefined,
  query: URLSearchParams,
  change: Readonly<Record<string, string | undefined>> = {},
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const path = board === undefined ? '/wall' : `/wall/${encodeURIComponent(board)}`;
  const search = next.toString();
  return search === '' ? path : `${path}?${search}`;
}
