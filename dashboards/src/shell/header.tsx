import { type RefObject, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Address } from '../address.ts';
import { useFormat, useName, useText } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { pages } from '../pages.tsx';
import { HealthSignals } from './health-signals.tsx';
import { SearchBox } from './search-box.tsx';

type HeaderProps = {
  readonly address: Address;
  readonly searchInput: RefObject<HTMLInputElement | null>;
  readonly onHelp: () => void;
};

export function Header({ address, searchInput, onHelp }: HeaderProps) {
  const text = useText();
  const site = useSite();
  const name = useName();
  const area = `/${address.steps[0] ?? 'lines'}`;
  const here = pages.find(({ path }) => path === area)?.inNavigation?.beside ?? area;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the navigation is wider than the screen. A page may be none of it.
    const current = here === '' ? undefined : nav.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [here]);
  return (
    <header className="top no-print">
      <span className="plant">{site === undefined ? 'Lotline' : name(site.name)}</span>
      <nav ref={nav} aria-label={text.app.nav}>
        {pages.map(
          ({ path, title, inNavigation }) =>
            inNavigation !== undefined &&
            inNavigation.beside === undefined && (
              <Link key={path} href={path} aria-current={path === here ? 'page' : undefined}>
                {title(text, address)}
              </Link>
            ),
        )}
      </nav>
      <SearchBox input={searchInput} />
      <PlantClock />
      <HealthSignals />
      <span className="row end">
        <button type="button" onClick={onHelp} aria-label={text.app.help} title={text.app.help}>
          ?
        </button>
      </span>
    </header>
  );
}

/** Shift and time of the plant, by the edge's clock. */
function PlantClock() {
  const text = useText();
  const format = useFormat();
  const shift = useSite()?.lines[0]?.shift;
  const { nowMs } = useTick();
  if (nowMs === undefined) return null;
  return (
    <span className="clock">
      {shift !== undefined && (
        <span className="muted">
          {text.app.shift(shift.id)} · {format.minute(shift.from)}–{format.minute(shift.to)} ·{' '}
        </span>
      )}
      <strong>{format.time(nowMs)}</strong> <span className="muted">({format.zone(nowMs)})</span>
    </span>
  );
}
