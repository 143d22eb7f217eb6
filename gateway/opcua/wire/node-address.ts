import { z } from 'zod';

/**
 * A node as people write it: `nsu=urn:plc;s=GLUE.State`, or `s=GLUE.State` in the namespace of its
 * station. An index (`ns=2`) is refused: a server may number its namespaces anew at every start.
 */
export const nodeAddress = z
  .string()
  .max(512)
  .regex(
    /^(?:nsu=[^;]+;)?(?:s=.+|i=\d+|g=[0-9a-fA-F-]{36}|b=.+)$/,
    'expected nsu=<namespace uri>;s=<name>, or s=<name> in the namespace of the station (ns=<index> changes between restarts of the server)',
  );

/** The address with its namespace spelled out: `nsu=<uri>;s=<name>`. */
export function toQualified(address: string, namespace: string): string {
  return address.startsWith('nsu=') ? address : `nsu=${namespace};${address}`;
}

/** What people call the node: `GLUE.State` of `nsu=urn:plc;s=GLUE.State`. */
export function toTagName(address: string): string {
  return address.replace(/^(?:nsu=[^;]+;)?[sigb]=/, '');
}
