/** Reasons are codes of the machines (`nozzle_clogged`); people read them as words. */
export function reasonWords(reason: string): string {
  return reason.replace(/_/g, ' ');
}
