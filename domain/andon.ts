import type { IncidentCategory, IncidentPriority } from './events/incident.ts';
import type { AndonSettings } from './events/throughput.ts';

type Call = {
  readonly category: IncidentCategory;
  readonly priority: IncidentPriority | null;
  readonly calledMs: number;
  readonly acknowledgedMs: number | null;
  readonly resolvedMs: number | null;
};

export type Urgency = { readonly priority: IncidentPriority; readonly isEscalated: boolean };

/**
 * How urgent a call is: as it said, or else 1 for safety and 2 for anything else. One that nobody took on
 * within the time of the settings is urgent whatever it said, and stays so: that is what it was.
 */
export function urgencyOf(call: Call, { escalateAfterMs }: AndonSettings, nowMs: number): Urgency {
  const said = call.priority ?? (call.category === 'safety' ? 1 : 2);
  const untilMs = Math.min(call.acknowledgedMs ?? nowMs, call.resolvedMs ?? nowMs);
  const isEscalated = said > 1 && untilMs - call.calledMs >= escalateAfterMs;
  return { priority: isEscalated ? 1 : said, isEscalated };
}
