/** The page that prints the label of an object. */
export function labelPath(object: string): string {
  return `/label/${encodeURIComponent(object).replace('%3A', ':')}`;
}
