import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { type Address, go, type PageProps, useAddress } from './address.ts';
import { useText } from './i18n/language.tsx';
import { type PageEntry, pageAt, pages } from './pages.tsx';
import { ConnectionBanner } from './shell/connection-banner.tsx';
import { find } from './shell/find.ts';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';
import { Help } from './shell/help.tsx';
import { PageBoundary } from './shell/page-boundary.tsx';
import { useScans, useShortcuts } from './shell/use-keys.ts';

/** The frame of every page, and the page that the address names. */
export function App() {
  const text = useText();
  const address = useAddress();
  const queries = useQueryClient();
  const searchInput = useRef<HTMLInputElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const [scanRebuilt, setScanRebuilt] = useState(false);
  useScans((scan) => {
    setScanRebuilt(scan.rebuilt);
    if (pageAt(address)?.takesScans) return;
    help.current?.close();
    void find(queries, scan.code); // Its failures are shown by the page it goes to.
  });
  useShortcuts({
    '/': () => searchInput.current?.focus(),
    '?': () => help.current?.showModal(),
    ...goShortcuts,
  });
  useTitle(address);
  if (pageAt(address)?.isBare) {
    return (
      <Suspense fallback={null}>
        <CurrentPage address={address} />
      </Suspense>
    );
  }
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {text.app.skip}
      </a>
      <Header
        address={address}
        searchInput={searchInput}
        onHelp={() => help.current?.showModal()}
      />
      <ConnectionBanner />
      <main id="main" className="main" tabIndex={-1}>
        {scanRebuilt && (
          <p role="alert" className="banner">
            {text.app.imeOn}
          </p>
        )}
        <PageBoundary place={address.steps.join('/')}>
          <Suspense fallback={<div className="skeleton trace-skeleton" />}>
            <CurrentPage address={address} />
          </Suspense>
        </PageBoundary>
      </main>
      <Events address={address} />
      <Footer />
      <Help dialog={help} address={address} />
    </div>
  );
}

const goShortcuts = Object.fromEntries(
  pages.flatMap(({ path, inNavigation }) =>
    inNavigation === undefined ? [] : [[`g ${inNavigation.key}`, () => go(path)]],
  ),
);

const EventSheet = lazy(async () => ({
  default: (await import('./events/event-sheet.tsx')).EventSheet,
}));

/** On every page, the events that its address names. */
function Events({ address }: { readonly address: Address }) {
  const seqs = address.query.get('events');
  if (seqs === null) return null;
  return (
    <PageBoundary place={seqs}>
      <Suspense fallback={null}>
        <EventSheet key={seqs} seqs={seqs} />
      </Suspense>
    </PageBoundary>
  );
}

function CurrentPage({ address }: { readonly address: Address }) {
  const text = useText();
  const entry = pageAt(address);
  if (entry !== undefined) {
    return (
      <>
        <Siblings entry={entry} address={address} />
        <entry.Page address={address} />
      </>
    );
  }
  return (
    <div className="notice">
      <h1>{text.app.nowhere}</h1>
      <p>
        <Link href="/lines">{text.app.toLines}</Link>
      </p>
    </div>
  );
}

/** The pages that stand beside this one. */
function Siblings({ entry, address }: PageProps & { readonly entry: PageEntry }) {
  const text = useText();
  const { path, inNavigation } = entry;
  if (inNavigation === undefined) return null;
  const first = inNavigation.beside ?? path;
  const siblings = pages.filter((page) => (page.inNavigation?.beside ?? page.path) === first);
  if (siblings.length < 2) return null;
  return (
    <nav className="tabs siblings no-print" aria-label={text.app.siblings}>
      {siblings.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          aria-current={page.path === path ? 'page' : undefined}
        >
          {page.title(text, address)}
        </Link>
      ))}
    </nav>
  );
}

function useTitle(address: Address): void {
  const text = useText();
  const title = pageAt(address)?.title(text, address) ?? text.app.nowhere;
  useEffect(() => {
    document.title = `${title} · Lotline`;
  }, [title]);
}
