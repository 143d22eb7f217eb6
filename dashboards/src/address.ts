import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';

/** Where the browser is; each page reads its own part of it. */
export type Address = {
  /** The parts of the path, decoded. */
  readonly steps: readonly string[];
  readonly query: URLSearchParams;
};

export type PageProps = { readonly address: Address };

export function useAddress(): Address {
  // The raw location: an object's id may hold characters that a router would decode twice.
  return parseAddress(usePathname(), useSearch());
}

export function parseAddress(pathname: string, search: string): Address {
  const steps = pathname.split('/').filter((step) => step !== '');
  return { steps: steps.map(decode), query: new URLSearchParams(search) };
}

export function go(path: string): void {
  navigate(path);
}

/** For steps that "back" should not undo one by one, such as choosing a row. */
export function goInPlace(path: string): void {
  navigate(path, { replace: true });
}

/** Says one thing of the address anew and leaves the rest; undefined takes it out. */
export function sayInPlace(name: string, value: string | undefined): void {
  const query = new URLSearchParams(location.search);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  goInPlace(query.size === 0 ? location.pathname : `${location.pathname}?${query}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A hand-written % that encodes nothing.
  }
}
