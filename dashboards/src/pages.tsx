import { type ComponentType, lazy } from 'react';
import type { Address, PageProps } from './address.ts';
import type { Catalogue } from './i18n/vi.ts';
import { LinesPage } from './lines/lines-page.tsx';

export type PageEntry = {
  /** Steps of its address; `:name` stands for any. */
  readonly path: string;
  readonly title: (text: Catalogue, address: Address) => string;
  readonly Page: ComponentType<PageProps>;
  /** Whether the navigation leads to it, and the key after `g` that does too. */
  readonly inNavigation?: {
    readonly key: string;
    /** Path of the page it stands beside; the navigation of all pages then leads to that one. */
    readonly beside?: string;
  };
  /** Whether it reads scans itself; elsewhere a scan opens what it names. */
  readonly takesScans?: true;
  /** Fills the screen by itself, without header and footer. */
  readonly isBare?: true;
};

/** Every page, in the order of the navigation. All but the first are loaded when they are opened. */
export const pages: readonly PageEntry[] = [
  {
    path: '/lines',
    title: (text) => text.app.lines,
    Page: LinesPage,
    inNavigation: { key: 'l' },
  },
  {
    path: '/andon',
    title: (text) => text.app.andon,
    Page: lazy(async () => ({ default: (await import('./andon/andon-page.tsx')).AndonPage })),
    inNavigation: { key: 'a', beside: '/lines' },
    takesScans: true,
  },
  {
    path: '/station',
    title: (text) => text.app.station,
    Page: lazy(async () => ({ default: (await import('./station/chooser-page.tsx')).ChooserPage })),
    inNavigation: { key: 's', beside: '/lines' },
  },
  {
    path: '/station/:id',
    title: (text, { steps }) => steps[1] ?? text.app.station,
    Page: lazy(async () => ({ default: (await import('./station/station-page.tsx')).StationPage })),
    takesScans: true,
  },
  ...['/wall', '/wall/:board'].map(
    (path): PageEntry => ({
      path,
      title: (text, { steps }) => steps[1] ?? text.app.wall,
      Page: lazy(async () => ({ default: (await import('./wall/wall-page.tsx')).WallPage })),
      isBare: true,
      ...(path === '/wall' && { inNavigation: { key: 'w', beside: '/lines' } }),
    }),
  ),
  {
    path: '/oee',
    title: (text) => text.app.oee,
    Page: lazy(async () => ({ default: (await import('./oee/oee-page.tsx')).OeePage })),
    inNavigation: { key: 'p' },
  },
  {
    path: '/shift',
    title: (text) => text.app.shiftReport,
    Page: lazy(async () => ({ default: (await import('./shift/shift-page.tsx')).ShiftPage })),
    inNavigation: { key: 'r', beside: '/oee' },
  },
  {
    path: '/orders',
    title: (text) => text.app.orders,
    Page: lazy(async () => ({ default: (await import('./orders/orders-page.tsx')).OrdersPage })),
    inNavigation: { key: 'j', beside: '/oee' },
  },
  {
    path: '/orders/:order',
    title: (text, { steps }) => steps[1] ?? text.app.orders,
    Page: lazy(async () => ({ default: (await import('./orders/order-page.tsx')).OrderPage })),
  },
  {
    path: '/trace',
    title: (text) => text.app.trace,
    Page: lazy(async () => ({ default: (await import('./search/search-page.tsx')).SearchPage })),
    inNavigation: { key: 't' },
  },
  {
    path: '/trace/:object',
    title: (text, { steps }) => steps[1] ?? text.app.trace,
    Page: lazy(async () => ({ default: (await import('./trace/trace-page.tsx')).TracePage })),
  },
  {
    path: '/label/:object',
    title: (text, { steps }) => steps[1] ?? text.app.trace,
    Page: lazy(async () => ({ default: (await import('./label/label-page.tsx')).LabelPage })),
  },
  {
    path: '/many',
    title: (text) => text.app.many,
    Page: lazy(async () => ({ default: (await import('./many/many-page.tsx')).ManyPage })),
    inNavigation: { key: 'm', beside: '/trace' },
    takesScans: true,
  },
  {
    path: '/compare',
    title: (text) => text.app.compare,
    Page: lazy(async () => ({ default: (await import('./compare/compare-page.tsx')).ComparePage })),
    inNavigation: { key: 'c', beside: '/trace' },
    takesScans: true,
  },
  {
    path: '/exposures',
    title: (text) => text.app.exposures,
    Page: lazy(async () => ({
      default: (await import('./exposures/exposures-page.tsx')).ExposuresPage,
    })),
    inNavigation: { key: 'e', beside: '/trace' },
  },
  {
    path: '/holds',
    title: (text) => text.app.holds,
    Page: lazy(async () => ({ default: (await import('./holds/holds-page.tsx')).HoldsPage })),
    inNavigation: { key: 'h', beside: '/trace' },
  },
  {
    path: '/quarantine',
    title: (text) => text.app.quarantine,
    Page: lazy(async () => ({
      default: (await import('./quarantine/quarantine-page.tsx')).QuarantinePage,
    })),
    inNavigation: { key: 'q' },
  },
  {
    path: '/settings',
    title: (text) => text.app.settings,
    Page: lazy(async () => ({
      default: (await import('./settings/settings-page.tsx')).SettingsPage,
    })),
    inNavigation: { key: ',' },
  },
  {
    path: '/settings/:part',
    title: (text) => text.app.settings,
    Page: lazy(async () => ({
      default: (await import('./settings/settings-page.tsx')).SettingsPage,
    })),
  },
];

/** The page of an address; the root is the first one. */
export function pageAt({ steps }: Address): PageEntry | undefined {
  if (steps.length === 0) return pages[0];
  return pages.find(({ path }) => {
    const pattern = path.slice(1).split('/');
    return (
      pattern.length === steps.length &&
      pattern.every((step, index) => step.startsWith(':') || step === steps[index])
    );
  });
}
