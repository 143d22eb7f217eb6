import type { HealthReply } from '../../../edge/api/contract/lines.ts';

/** The edge sends every few seconds; news that waits for longer is worth a look. */
const waitingMaxMs = 5 * 60_000;
/** What the edge sends in one step; more than this is a backlog that it works through. */
const backlogMax = 5000;

/** A few events always wait for the next message to the cloud; they are no backlog. */
export function cloudSignal(
  { configured, connected, backlog, lastSentAt }: HealthReply['cloud'],
  nowMs: number | undefined,
): 'off' | 'lost' | 'backlog' | 'fine' {
  if (!configured) return 'off';
  if (!connected) return 'lost';
  if (backlog === 0) return 'fine';
  if (backlog > backlogMax || lastSentAt === null) return 'backlog';
  const isOld = nowMs !== undefined && nowMs - Date.parse(lastSentAt) > waitingMaxMs;
  return isOld ? 'backlog' : 'fine';
}
