import { keepPreference, readKept } from '../preferences.ts';

const recentMax = 10;

/** What was looked at on this device, the last first. */
export function readRecent(): readonly string[] {
  return (readKept('recent') ?? '').split('\n').filter((object) => object !== '');
}

export function keepRecent(object: string): void {
  const others = readRecent().filter((other) => other !== object);
  keepPreference('recent', [object, ...others].slice(0, recentMax).join('\n'));
}
