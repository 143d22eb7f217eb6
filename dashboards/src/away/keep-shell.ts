/** Lets the browser keep the files of the pages, where it may; they then open while the edge is away. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // After the page itself: keeping is for later.
  const keep = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined); // It may be forbidden.
  if (document.readyState === 'complete') keep();
  else window.addEventListener('load', keep, { once: true });
}
