import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useText } from './i18n/language.tsx';
import { LinesPage } from './lines/lines-page.tsx';
import { go, type Place, tracePath, usePlace } from './router.ts';
import { ConnectionBanner } from './shell/connection-banner.tsx';
import { find } from './shell/find.ts';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';
import { Help } from './shell/help.tsx';
import { useKeys } from './shell/use-keys.ts';

const SearchPage = lazy(async () => ({
  default: (await import('./search/search-page.tsx')).SearchPage,
}));
const TracePage = lazy(async () => ({
  default: (await import('./trace/trace-page.tsx')).TracePage,
}));

/** The frame of every page, and the page that the address names. */
export function App() {
  const text = useText();
  const place = usePlace();
  const queries = useQueryClient();
  const searchInput = useRef<HTMLInputElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const [scanRebuilt, setScanRebuilt] = useState(false);
  useKeys({
    onScan: (scan) => {
      setScanRebuilt(scan.rebuilt);
      help.current?.close();
      void find(queries, scan.code); // Its failures are shown by the page it goes to.
    },
    shortcuts: {
      '/': () => searchInput.current?.focus(),
      '?': () => help.current?.showModal(),
      'g l': () => go('/lines'),
      'g t': () => go('/trace'),
      ...(place.page === 'trace' && {
        '[': () => go(tracePath(place.object, { ...place, direction: 'backward' })),
        ']': () => go(tracePath(place.object, { ...place, direction: 'forward' })),
      }),
    },
  });
  useTitle(place);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {text.app.skip}
      </a>
      <Header place={place} searchInput={searchInput} onHelp={() => help.current?.showModal()} />
      <ConnectionBanner />
      <main id="main" className="main" tabIndex={-1}>
        {scanRebuilt && (
          <p role="alert" className="banner">
            {text.app.imeOn}
          </p>
        )}
        <Suspense fallback={<div className="skeleton trace-skeleton" />}>
          <Page place={place} />
        </Suspense>
      </main>
      <Footer />
      <Help dialog={help} />
    </div>
  );
}

function Page({ place }: { readonly place: Place }) {
  const text = useText();
  switch (place.page) {
    case 'lines':
      return <LinesPage />;
    case 'search':
      return <SearchPage query={place.query} />;
    case 'trace':
      return <TracePage place={place} />;
    case 'nowhere':
      return (
        <div className="notice">
          <h1>{text.app.nowhere}</h1>
          <p>
            <Link href="/lines">{text.app.toLines}</Link>
          </p>
        </div>
      );
  }
}

function useTitle(place: Place): void {
  const text = useText();
  const page = place.page === 'lines' ? text.app.lines : text.app.trace;
  const title = place.page === 'trace' ? place.object : page;
  useEffect(() => {
    document.title = `${title} · Lotline`;
  }, [title]);
}
