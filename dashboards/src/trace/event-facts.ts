const enveloped = new Set(['id', 'type', 'v', 'at', 'station']);
const textMax = 80;

/** What an event says besides when and where, field by field, as short texts. */
export function eventFacts(
  event: Readonly<Record<string, unknown>>,
): readonly (readonly [field: string, value: string])[] {
  return Object.entries(event)
    .filter(([field, value]) => !enveloped.has(field) && value !== undefined)
    .map(([field, value]) => [field, factOf(value)]);
}

function factOf(value: unknown): string {
  if (Array.isArray(value)) {
    const said = value.map(factOf).join(', ');
    return said.length <= textMax ? said : `${value.length} × ${said.slice(0, textMax)}…`;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.values(value)
      .map(factOf)
      .filter((said) => said !== '' && said !== '1') // Pieces have the unit "1".
      .join(' ');
  }
  return String(value);
}
