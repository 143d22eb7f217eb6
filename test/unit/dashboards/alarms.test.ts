import { describe, expect, test } from 'vitest';
import {
  alarmsOf,
  dueSound,
  flashing,
  type Sounded,
} from '../../../dashboards/src/alarm/alarms.ts';
import { andonBoard } from '../../../edge/api/contract/andon.ts';

const never = () => false;
const nothing: Sounded = new Map();

function board(calls: readonly object[], settings: object = {}) {
  const open = calls.map((call, n) => ({
    incident: `INC-${n + 1}`,
    station: `BD1/ASM/ASM1/ST${n + 1}`,
    category: 'material',
    priority: 2,
    isEscalated: false,
    at: '2026-11-23T02:00:00.000Z',
    eventSeq: n + 1,
    ...call,
  }));
  return andonBoard.parse({
    asOf: { seq: 9, at: '2026-11-23T02:00:00.000Z' },
    settings: {
      sound: true,
      flash: true,
      escalateAfterMs: 300_000,
      repeatUrgentMs: 10_000,
      repeatMs: 60_000,
      pace: true,
      ...settings,
    },
    open,
    more: 0,
    recent: [],
  });
}
const taken = { acknowledgedAt: '2026-11-23T02:01:00.000Z', acknowledgedBy: 'tech.an' };

describe('the sound of calls', () => {
  test('an urgent one comes with two tones every ten seconds, another with one every minute', () => {
    const alarms = alarmsOf(board([{ priority: 1 }, {}]), never);
    let sounded = nothing;
    const heard: string[] = [];
    for (let second = 0; second <= 60; second++) {
      const due = dueSound(alarms, sounded, second * 1000);
      sounded = due.sounded;
      if (due.tone !== undefined) heard.push(`${second} ${due.tone}`);
    }
    // The other call sounded together with the urgent one, at 0 and 60.
    expect(heard).toEqual([0, 10, 20, 30, 40, 50, 60].map((second) => `${second} urgent`));
    const alone = alarmsOf(board([{}]), never);
    expect(dueSound(alone, nothing, 0).tone).toBe('call');
    expect(dueSound(alone, dueSound(alone, nothing, 0).sounded, 59_999).tone).toBeUndefined();
    expect(dueSound(alone, dueSound(alone, nothing, 0).sounded, 60_000).tone).toBe('call');
  });

  test('ends when somebody takes the call on, where its station is muted, and by the settings', () => {
    expect(alarmsOf(board([taken]), never)).toEqual([]);
    expect(alarmsOf(board([{}]), (station) => station === 'BD1/ASM/ASM1/ST1')).toEqual([]);
    expect(alarmsOf(board([{}], { sound: false }), never)).toEqual([]);
  });

  test('comes at once when a call becomes urgent', () => {
    const calm = dueSound(alarmsOf(board([{}]), never), nothing, 0).sounded;
    const urgent = alarmsOf(board([{ priority: 1, isEscalated: true }]), never);
    expect(dueSound(urgent, calm, 1000).tone).toBe('urgent');
  });

  test('does not come again where it repeats never', () => {
    const once = alarmsOf(board([{}], { repeatMs: 1000 }), never).map((a) => ({
      ...a,
      everyMs: 0,
    }));
    const { sounded } = dueSound(once, nothing, 0);
    expect(dueSound(once, sounded, 86_400_000).tone).toBeUndefined();
  });

  test('is not remembered of calls that are over', () => {
    const { sounded } = dueSound(alarmsOf(board([{}, {}]), never), nothing, 0);
    expect(dueSound([], sounded, 1000).sounded.size).toBe(0);
  });
});

describe('the flash', () => {
  test('is of the first urgent call that nobody has taken on, and of nothing else', () => {
    expect(flashing(board([{ priority: 1, ...taken }, { priority: 1 }, { priority: 1 }]))).toBe(
      'INC-2',
    );
    expect(flashing(board([{}, {}]))).toBeUndefined();
    expect(flashing(board([{ priority: 1 }], { flash: false }))).toBeUndefined();
    expect(flashing(undefined)).toBeUndefined();
  });
});
