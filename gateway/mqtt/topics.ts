import type { MqttClientConfig } from './config.ts';

const nativePrefix = 'lotline/v1/';
const checkSuffix = '/check';
const topicCharsMax = 1024;

/**
 * What a topic is for:
 * - `event`: factory events, decoded by the writer.
 * - `check`: a machine's question before it runs.
 * - `foreign`: nobody here can read it; it is kept in quarantine.
 * - `ignored`: passed on to subscribers and not stored, as configured.
 * - `reserved`: not for clients to publish.
 */
export type TopicUse = 'event' | 'check' | 'foreign' | 'ignored' | 'reserved';

/** Says what a published topic is for. */
export function toTopicUse(topic: string, ignoreTopics: readonly string[]): TopicUse {
  if (!isPublishable(topic)) return 'reserved';
  if (topic.startsWith(nativePrefix)) {
    if (topic.endsWith(checkSuffix)) return 'check';
    return topic.endsWith(`${checkSuffix}/reply`) ? 'reserved' : 'event';
  }
  return ignoreTopics.some((filter) => matchesFilter(filter, topic)) ? 'ignored' : 'foreign';
}

/** Whether a named client may publish on the topic: below its own stations, or as it was granted. */
export function mayPublish(grants: Grants, topic: string): boolean {
  if (topic.startsWith('lotline/')) return grants.prefixes.some((own) => topic.startsWith(own));
  return grants.filters.some((filter) => matchesFilter(filter, topic));
}

export type Grants = { readonly prefixes: readonly string[]; readonly filters: readonly string[] };

export function grantsOf({ publish, publishTopics }: MqttClientConfig): Grants {
  return { prefixes: publish.map((path) => `${nativePrefix}${path}/`), filters: publishTopics };
}

/** The `site/area/line/station` that a check is about, as the topic has it. */
export function stationOfCheck(topic: string): string {
  return topic.slice(nativePrefix.length, -checkSuffix.length);
}

/** MQTT 3.1.1 §4.7: `+` is one level, `#` at the end is the rest, the parent level included. */
export function matchesFilter(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [index, want] of wanted.entries()) {
    if (want === '#') return true;
    if (index >= levels.length || (want !== '+' && want !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}

/** `$…` belongs to the broker (§4.7.2), wildcards and NUL are not allowed in a topic (§3.3.2.1). */
function isPublishable(topic: string): boolean {
  if (topic.length === 0 || topic.length > topicCharsMax || topic.startsWith('$')) return false;
  return !(topic.includes('+') || topic.includes('#') || topic.includes('\0'));
}
