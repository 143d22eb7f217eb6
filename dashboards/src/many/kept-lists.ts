const listsMax = 20;

/** Keeps a list for as long as the tab lives, since an address is too short for it. Its name. */
export function keepList(codes: readonly string[]): string {
  const names = listNames();
  for (const name of names.slice(0, Math.max(0, names.length + 1 - listsMax))) {
    sessionStorage.removeItem(`${prefix}${name}`);
  }
  const name = Date.now().toString(36);
  try {
    sessionStorage.setItem(`${prefix}${name}`, codes.join('\n'));
  } catch {
    // The browser keeps nothing; the page of the list then says that it is not here.
  }
  return name;
}

export function readList(name: string): readonly string[] | undefined {
  try {
    return sessionStorage.getItem(`${prefix}${name}`)?.split('\n');
  } catch {
    return undefined;
  }
}

const prefix = 'lotline.list.';

/** The oldest first. */
function listNames(): readonly string[] {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .sort();
}
