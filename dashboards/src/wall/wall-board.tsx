import type { CSSProperties } from 'react';
import { assertNever } from '../../../domain/assert.ts';
import { flashing } from '../alarm/alarms.ts';
import { useScreenShape } from '../kiosk/use-screen-shape.ts';
import { useAndon, useShiftFigures, useSite, useTick } from '../live/live.tsx';
import { AndonView } from '../wall-tiles/andon-view.tsx';
import { OneLine } from '../wall-tiles/one-line.tsx';
import { PaceView } from '../wall-tiles/pace-view.tsx';
import { Tile } from '../wall-tiles/tile.tsx';
import { callsOf, figuresOf, isKnown, type TileFacts } from '../wall-tiles/tile-facts.ts';
import { type Board, type Grid, gridOf } from './boards.ts';
import { WallFooter } from './wall-footer.tsx';
import type { WallView } from './wall-options.ts';

type WallBoardProps = {
  readonly board: Board;
  readonly show: WallView;
  readonly cols: number | undefined;
};

/** What a board shows: its lines as tiles or one large, the calls, or the hours. */
export function WallBoard({ board, show, cols }: WallBoardProps) {
  const facts = useFacts(board);
  const [only, ...others] = facts;
  if (show === 'andon') return <AndonView board={board} />;
  if (show === 'pace') return <PaceView facts={facts} />;
  if (show !== 'lines') return assertNever(show);
  return (
    <>
      {only !== undefined && others.length === 0 ? (
        <OneLine {...only} />
      ) : (
        <Tiles facts={facts} cols={cols} />
      )}
      <WallFooter
        lines={facts.map(({ line }) => line)}
        figures={facts.flatMap(({ figures }) => figures ?? [])}
        calls={facts.flatMap(({ calls }) => calls)}
        isKnown={facts.some(isKnown)}
      />
    </>
  );
}

function Tiles({
  facts,
  cols,
}: {
  readonly facts: readonly TileFacts[];
  readonly cols: number | undefined;
}) {
  const grid = gridOf(facts.length, useScreenShape() * 1.2, cols);
  const style = {
    '--cols': grid.cols,
    '--rows': grid.rows,
    '--tile-scale': tileScale(grid),
  } as CSSProperties; // React's type does not know custom properties.
  return (
    <div className="wall-grid" style={style}>
      {facts.map((one) => (
        <Tile key={one.line.line} isTall={grid.rows === 1} {...one} />
      ))}
    </div>
  );
}

/** Of a tile of four columns and two rows; others are as much larger or smaller as there is room. */
function tileScale({ cols, rows }: Grid): number {
  const isPortrait = window.innerHeight > window.innerWidth;
  const [wide, high] = isPortrait ? [2.25, 3.8] : [4, 2];
  return Math.min(2, Math.max(0.5, Math.min(wide / cols, high / rows)));
}

function useFacts(board: Board): readonly TileFacts[] {
  const site = useSite();
  const wall = useShiftFigures();
  const andon = useAndon();
  const { contact } = useTick();
  const flashes = flashing(andon);
  return (site?.lines ?? [])
    .filter(({ line }) => board.lines.includes(line))
    .map((line) => ({
      line,
      figures: figuresOf(wall, line),
      calls: callsOf(andon, line.line),
      flashes,
      contact,
    }));
}
