/** One thing that a version says, in the reader's language; `key` names it across versions. */
export type Line = { readonly key: string; readonly label: string; readonly value: string };

export type Difference = {
  readonly key: string;
  readonly label: string;
  /** Undefined: it is not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** What two versions say differently, in the order of the newer one; what was left out comes last. */
export function differencesOf(before: readonly Line[], after: readonly Line[]): Difference[] {
  const old = new Map(before.map((line) => [line.key, line]));
  const fresh = new Map(after.map((line) => [line.key, line]));
  const changed = after
    .filter(({ key, value }) => old.get(key)?.value !== value)
    .map(({ key, label, value }) => ({ key, label, before: old.get(key)?.value, after: value }));
  const gone = before
    .filter(({ key }) => !fresh.has(key))
    .map(({ key, label, value }) => ({ key, label, before: value, after: undefined }));
  return [...changed, ...gone];
}
