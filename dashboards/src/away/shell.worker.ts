/**
 * A service worker that keeps the files of the pages, so that they open while the edge is away and
 * say so. What the edge tells is never kept: nothing old can pass for the present. Browsers have
 * service workers over TLS and on loopback only.
 */

/** What a service worker is given; the types of pages do not know it. */
type Lasting = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Asking = Event & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Worker = EventTarget & {
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
};

const worker = globalThis as unknown as Worker; // A service worker runs this file, and nothing else does.

/** The build writes the names of its files in here; other files make another worker, which browsers then take. */
const files = '__FILES_OF_THE_PAGES__'.split(' ');
const shell = '/index.html';
const cacheName = `lotline ${hashOf(files.join())}`;
/** An edge that hangs is away, too. */
const patienceMs = 4000;

worker.addEventListener('install', (event) => {
  (event as Lasting).waitUntil(keepFiles().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  (event as Lasting).waitUntil(forgetOthers().then(() => worker.clients.claim()));
});
worker.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as Asking;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (!/^\/(?:api|health|metrics)(?:\/|$)/.test(pathname)) respondWith.call(event, page(request));
  } else if (files.includes(pathname)) {
    respondWith.call(event, kept(request));
  }
});

async function keepFiles(): Promise<void> {
  const cache = await worker.caches.open(cacheName);
  await cache.addAll([shell, ...files]);
}

async function forgetOthers(): Promise<void> {
  const names = await worker.caches.keys();
  await Promise.all(
    names.filter((name) => name !== cacheName).map((name) => worker.caches.delete(name)),
  );
}

/** As the edge has it now; only where it does not answer, as it was when this worker came. */
async function page(request: Request): Promise<Response> {
  const answer = await Promise.race([fetch(request).catch(() => undefined), waited()]);
  if (answer !== undefined && answer.status < 502) return answer;
  return (await worker.caches.match(shell)) ?? answer ?? Response.error();
}

function waited(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, patienceMs));
}

/** Its name says what is in it: one that is kept is as good as the edge's. */
async function kept(request: Request): Promise<Response> {
  return (await worker.caches.match(request)) ?? fetch(request);
}

/** FNV-1a. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
