import type { AndonBoard, AndonCall } from '../../../edge/api/contract/andon.ts';

/** Two tones say "urgent"; one says "somebody calls". */
export type Tone = 'urgent' | 'call';

/** What sounds as long as nobody answers. */
export type Alarm = {
  readonly key: string;
  readonly station: string;
  readonly tone: Tone;
  /** 0: once. */
  readonly everyMs: number;
};

/** A call that nobody has taken on. */
export function isWaiting({ acknowledgedAt }: AndonCall): boolean {
  return acknowledgedAt === undefined;
}

/** Calls that nobody has taken on, less those of muted stations; none when the settings say so. */
export function alarmsOf(
  { settings, open }: Pick<AndonBoard, 'settings' | 'open'>,
  isMuted: (station: string) => boolean,
): readonly Alarm[] {
  if (!settings.sound) return [];
  return open
    .filter((call) => isWaiting(call) && !isMuted(call.station))
    .map(({ incident, station, priority }): Alarm => {
      const isUrgent = priority === 1;
      // One that becomes urgent sounds at once, so the tone is a part of its name.
      const tone = isUrgent ? 'urgent' : 'call';
      const everyMs = isUrgent ? settings.repeatUrgentMs : settings.repeatMs;
      return { key: `${incident}/${tone}`, station, tone, everyMs };
    });
}

/** When each alarm sounded last; holds no more than there are alarms. */
export type Sounded = ReadonlyMap<string, number>;

/**
 * What is to sound now. Alarms that are due together sound as one, the most urgent of them; all of them
 * have then sounded.
 */
export function dueSound(
  alarms: readonly Alarm[],
  sounded: Sounded,
  nowMs: number,
): { readonly tone: Tone | undefined; readonly sounded: Sounded } {
  const due = alarms.filter(({ key, everyMs }) => {
    const lastMs = sounded.get(key);
    return lastMs === undefined || (everyMs > 0 && nowMs - lastMs >= everyMs);
  });
  const isDue = new Set(due.map(({ key }) => key));
  const next = alarms.map(
    ({ key }) => [key, isDue.has(key) ? nowMs : (sounded.get(key) ?? nowMs)] as const,
  );
  const tone = due.some((alarm) => alarm.tone === 'urgent') ? 'urgent' : due[0]?.tone;
  return { tone, sounded: new Map(next) };
}

/** The one thing of a page that may flash: the most urgent call that nobody has taken on, if it is urgent. */
export function flashing(board: AndonBoard | undefined): string | undefined {
  if (board === undefined || !board.settings.flash) return undefined;
  return board.open.find((call) => call.priority === 1 && isWaiting(call))?.incident;
}
