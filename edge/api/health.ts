import type { Readers } from '../queries/readers.ts';
import type { HealthReply } from './contract/lines.ts';
import type { Probes } from './probes.ts';

/** The signals in the header of every page. */
export async function readHealth(readers: Readers, probes: Probes): Promise<HealthReply> {
  const { sources, unconfigured, quarantined, lastSeq } = await readers.ask('health', {});
  const writer = probes.components().find(({ name }) => name === 'writer');
  const unwritable = writer?.ready === false ? (writer.detail ?? 'unknown') : undefined;
  return {
    version: probes.version,
    openAccess: probes.openAccess,
    sources,
    unconfigured,
    quarantined,
    notGuaranteed: probes.notGuaranteed(),
    ...(unwritable === undefined ? {} : { unwritable }),
    cloud: probes.cloud(),
    lastSeq,
  };
}
