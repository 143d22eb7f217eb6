/** The address of the page of a station. */
export function stationPath(station: string): string {
  return `/station/${encodeURIComponent(station)}`;
}
