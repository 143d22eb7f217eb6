import { noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';
import type { Metric } from '../probes.ts';

export const getMetrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  summary: 'Counters and gauges for Prometheus.',
  params: noParameters,
  query: noParameters,
  reply: { 'text/plain': 'The text exposition format, version 0.0.4.' },
  handle: async (_request, { readers, probes, live }) => {
    const health = await readers.ask('health', {});
    const own: Metric[] = [
      gauge('lotline_log_seq', 'Events in the log.', health.lastSeq),
      gauge(
        'lotline_quarantined_messages',
        'Different messages in quarantine.',
        health.quarantined,
      ),
      gauge('lotline_stations', 'Stations known.', health.sources.total),
      gauge('lotline_stations_silent', 'Stations silent for too long.', health.sources.silent),
      gauge('lotline_messages_waiting', 'Messages not yet on disk.', probes.waitingMessages()),
      gauge('lotline_live_clients', 'Clients of the live stream.', live.clients),
      gauge('lotline_process_resident_bytes', 'Memory of the process.', process.memoryUsage.rss()),
    ];
    return {
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: toText([...own, ...(await probes.metrics())]),
    };
  },
});

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', value };
}

/** The text exposition format: the samples of one name stand together below its help. */
function toText(metrics: readonly Metric[]): string {
  const families = [...Map.groupBy(metrics, ({ name }) => name)].map(([name, samples]) => {
    const [first] = samples;
    const head = `# HELP ${name} ${escapeText(first?.help ?? '')}\n# TYPE ${name} ${first?.type ?? 'gauge'}\n`;
    return head + samples.map((sample) => `${name}${labelsOf(sample)} ${sample.value}\n`).join('');
  });
  return families.join('');
}

function labelsOf({ labels = {} }: Metric): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escapeText(value).replaceAll('"', '\\"')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
