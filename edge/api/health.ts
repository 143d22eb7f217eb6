import type { Readers } from '../queries/readers.ts';
import type { HealthReply } from './contract/lines.ts';
import type { Probes } from './probes.ts';

/** The signals in the header of every page. */
export async function readHealth(readers: Readers, probes: Probes): Promise<HealthReply> {
  const { sources, quarantined, lastSeq } = await readers.ask('health', {});
  return {
    version: probes.version,
    openAccess: probes.openAccess,
    sources,
    quarantined,
    notGuaranteed: probes.notGuaranteed(),
    cloud: probes.cloud(),
    lastSeq,
  };
}
