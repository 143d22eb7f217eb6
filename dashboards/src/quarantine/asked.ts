/** What narrows the list, in the order of the page. */
export const quarantineFilters = ['q', 'source', 'code'] as const;
export type QuarantineFilter = (typeof quarantineFilters)[number];

export type QuarantineAsked = Readonly<
  Partial<Record<QuarantineFilter | 'state' | 'cursor', string>>
>;

/** The question in an address. */
export function quarantineAsked(query: URLSearchParams): QuarantineAsked {
  return Object.fromEntries(
    [...quarantineFilters, 'state', 'cursor'].flatMap((name) => {
      const value = query.get(name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** The address of a question; another filter begins with the newest message again. */
export function quarantinePath(asked: QuarantineAsked): string {
  const said = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  return said.length === 0 ? '/quarantine' : `/quarantine?${new URLSearchParams(said)}`;
}
