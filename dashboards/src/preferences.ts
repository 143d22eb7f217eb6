/** What a device remembers. An address may set it too (`?lang=vi`), for kiosks and links. */
export function readPreference<T extends string>(
  name: string,
  choices: readonly T[],
): T | undefined {
  const asked = new URLSearchParams(location.search).get(name);
  const fromAddress = choices.find((choice) => choice === asked);
  if (fromAddress !== undefined) keepPreference(name, fromAddress);
  return fromAddress ?? choices.find((choice) => choice === readKept(name));
}

export function keepPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`lotline.${name}`, value);
  } catch {
    // A locked-down browser keeps nothing; the choice then lasts as long as the page.
  }
}

export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(`lotline.${name}`);
  } catch {
    return null;
  }
}
