import './wall.css';
import '../wall-tiles/one-line.css';
import '../wall-tiles/tiles.css';
import '../wall-tiles/views.css';
import { type CSSProperties, useEffect } from 'react';
import { go, type PageProps } from '../address.ts';
import { SoundChip } from '../alarm/sound-chip.tsx';
import { useAlarm } from '../alarm/use-alarm.ts';
import { useName, useWords } from '../i18n/language.tsx';
import { usePixelShift } from '../kiosk/pixel-shift.ts';
import { useReload } from '../kiosk/use-reload.ts';
import { useTouched } from '../kiosk/use-touched.ts';
import { useTurns } from '../kiosk/use-turns.ts';
import { useWakeLock } from '../kiosk/use-wake-lock.ts';
import { useAndon, useSite, useTick } from '../live/live.tsx';
import { urgentCall } from '../wall-tiles/tile-facts.ts';
import { useLineName } from '../wall-tiles/use-station-name.ts';
import { type Board, boardOf, boardsOf, tilesMax } from './boards.ts';
import { ChoicesBar } from './choices-bar.tsx';
import { LostBand } from './lost-band.tsx';
import { WallBoard } from './wall-board.tsx';
import { WallHeader } from './wall-header.tsx';
import { type WallOptions, wallOptionsOf, wallPath } from './wall-options.ts';
import { wallWords } from './words.ts';

/** Lines beyond one board take turns even when nobody asked for it. */
const turnS = 20;

/** A television on the floor: no chrome, everything by its address, and it heals itself. */
export function WallPage({ address }: PageProps) {
  const options = wallOptionsOf(address.query);
  const wanted = address.steps[1];
  const isTouched = useTouched();
  const [x, y] = usePixelShift();
  const sound = useAlarm(options.sound);
  useWallTheme(options.theme);
  useWakeLock();
  const { board, index, count, runsS, isUrgent, next } = useBoard(options, wanted, isTouched);
  useReload(isUrgent || isTouched);
  const title = useTitleOf(board);
  const change = (said: Readonly<Record<string, string | undefined>>) =>
    go(wallPath(wanted, address.query, said));
  const style = {
    '--wall-scale': options.scale,
    transform: `translate(${x}px, ${y}px)`,
  } as CSSProperties; // React's type does not know custom properties.
  return (
    <main className={`wall${isTouched ? '' : ' is-still'}`} style={style}>
      <WallHeader title={title} turn={{ index, count }}>
        {options.sound && <SoundChip sound={sound} onWant={() => change({ sound: '1' })} />}
      </WallHeader>
      <LostBand />
      {board === undefined ? (
        <Nothing wanted={wanted} />
      ) : (
        <WallBoard board={board} show={options.show} cols={options.cols} />
      )}
      {runsS !== undefined && (
        <i key={index} className="wall-progress" style={{ animationDuration: `${runsS}s` }} />
      )}
      {isTouched && (
        <ChoicesBar options={options} onChange={change} onNext={count > 1 ? next : undefined} />
      )}
    </main>
  );
}

/** Which board is shown now. An urgent call stops the turns, where it is. */
function useBoard({ rotateS }: WallOptions, wanted: string | undefined, isTouched: boolean) {
  const site = useSite();
  const urgent = urgentCall(useAndon());
  const isUrgent = urgent !== undefined;
  const lines = site?.lines.map(({ line }) => line) ?? [];
  const boards = boardsOf(lines, wanted, rotateS !== undefined);
  const everyS = rotateS ?? (lines.length > tilesMax ? turnS : undefined);
  const [turn, next] = useTurns(boards.length, { everyS, isHeld: isUrgent || isTouched });
  const called = everyS === undefined ? -1 : boardOf(boards, urgent?.station);
  const index = called === -1 ? turn : called;
  const runsS = boards.length > 1 && !isUrgent ? everyS : undefined;
  return { board: boards[index], index, count: boards.length, runsS, isUrgent, next };
}

function Nothing({ wanted }: { readonly wanted: string | undefined }) {
  const words = useWords(wallWords);
  const { contact } = useTick();
  if (contact === 'away') return null; // The band above says it.
  if (contact === 'starting') return <p className="wall-nothing">{words.starting}</p>;
  return (
    <p className="wall-nothing">
      {wanted === undefined ? words.noLines : words.noSuchBoard(wanted)}
    </p>
  );
}

/** The line where there is one, else the area as its address names it, else the plant. */
function useTitleOf(board: Board | undefined): string {
  const site = useSite();
  const name = useName();
  const lineName = useLineName();
  const [only, ...others] = board?.lines ?? [];
  if (only !== undefined && others.length === 0) return lineName(only);
  if (board?.id !== undefined) return board.id.slice(board.id.lastIndexOf('/') + 1);
  return site === undefined ? 'Lotline' : name(site.name);
}

/** The address decides, and the device does not remember it. */
function useWallTheme(theme: string): void {
  useEffect(() => {
    const before = document.documentElement.dataset['theme'];
    document.documentElement.dataset['theme'] = theme;
    return () => {
      if (before !== undefined) document.documentElement.dataset['theme'] = before;
    };
  }, [theme]);
}
