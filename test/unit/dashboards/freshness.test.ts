import { describe, expect, test } from 'vitest';
import { freshnessOf } from '../../../dashboards/src/lines/freshness.ts';
import {
  contactOf,
  currentOf,
  plantNowMs,
  type Snapshot,
} from '../../../dashboards/src/live/snapshot.ts';
import { recordedAtMs, recordedLines, recordedWall } from '../../fixtures/pages/plant.ts';

const lines = recordedLines(recordedAtMs);
const heard = (more: Partial<Snapshot> = {}): Snapshot => ({
  lines,
  linesAtMs: 100_000,
  health: undefined,
  andon: undefined,
  wall: undefined,
  connected: true,
  polling: false,
  ...more,
});

describe('what the pages believe of an edge that fell silent', () => {
  test.each([
    [0, 'quiet'],
    [1999, 'quiet'],
    [2000, 'retrying'],
    [14_999, 'retrying'],
    [15_000, 'unknown'],
  ] as const)('%i ms after a broken stream it is %s', (silenceMs, contact) => {
    expect(contactOf(heard({ connected: false }), 100_000 + silenceMs)).toBe(contact);
  });

  test('a stream that only pauses is not a break, one that stays silent is', () => {
    expect(contactOf(heard(), 104_000)).toBe('quiet');
    expect(contactOf(heard(), 108_000)).toBe('retrying');
    expect(contactOf(heard(), 115_000)).toBe('unknown');
  });

  test('before the first word nothing is said of the plant', () => {
    const opened = (connected: boolean) => heard({ lines: undefined, linesAtMs: 0, connected });
    expect(contactOf(opened(true), 7999)).toBe('starting');
    expect(contactOf(opened(true), 8000)).toBe('away');
    expect(contactOf(opened(false), 1999)).toBe('starting');
    expect(contactOf(opened(false), 2000)).toBe('away');
    expect(plantNowMs(heard({ lines: undefined }), 999_999)).toBeUndefined();
  });

  test('the plant clock runs on at the speed of the edge', () => {
    const fast = heard({ lines: { ...lines, clockSpeed: 20 } });
    expect(plantNowMs(fast, 103_000)).toBe(recordedAtMs + 60_000);
  });
});

describe('what the pages believe of a station', () => {
  const station = lines.lines[0]!.stations[0]!;
  const seenAgo = (ageMs: number) => ({
    ...station,
    lastSeenAt: new Date(recordedAtMs - ageMs).toISOString(),
  });

  test.each([
    [2000, 'fresh'],
    [15_001, 'old'],
    [30_001, 'unknown'],
  ] as const)(
    '%i ms after its last word, of 30 s allowed, its values are %s',
    (ageMs, freshness) => {
      expect(freshnessOf(seenAgo(ageMs), recordedAtMs, 'quiet')).toBe(freshness);
    },
  );

  test('nothing is believed when the edge says no_data or is silent itself', () => {
    expect(freshnessOf({ ...station, state: 'no_data' }, recordedAtMs, 'quiet')).toBe('unknown');
    expect(freshnessOf({ ...station, lastSeenAt: null }, recordedAtMs, 'quiet')).toBe('unknown');
    expect(freshnessOf(seenAgo(0), recordedAtMs, 'unknown')).toBe('unknown');
  });

  test('its values wait, greyed, while the browser looks for the edge', () => {
    expect(freshnessOf(seenAgo(0), recordedAtMs, 'retrying')).toBe('waiting');
  });
});

test('figures that the edge makes no more are not shown beside lines that go on', () => {
  const figures = recordedWall(recordedAtMs);
  const at = (laterMs: number) => currentOf(figures, recordedLines(recordedAtMs + laterMs));
  expect(at(29_000)).toBe(figures);
  expect(at(31_000)).toBeUndefined();
  // A plant at twenty times the real speed lets ten minutes pass between them.
  const fast = { ...recordedLines(recordedAtMs + 500_000), clockSpeed: 20 };
  expect(currentOf(figures, fast)).toBe(figures);
});
