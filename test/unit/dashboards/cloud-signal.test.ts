import { describe, expect, test } from 'vitest';
import { cloudSignal } from '../../../dashboards/src/shell/cloud-signal.ts';

const nowMs = Date.parse('2026-11-23T01:00:00Z');
const sentAgo = (ms: number, backlog: number) =>
  cloudSignal(
    {
      configured: true,
      connected: true,
      backlog,
      lastSentAt: new Date(nowMs - ms).toISOString(),
    },
    nowMs,
  );

describe('what the header says of the cloud', () => {
  test('is quiet while a few events wait for the next message', () => {
    expect(sentAgo(50_000, 126)).toBe('fine');
    expect(sentAgo(3_600_000, 0)).toBe('fine');
  });

  test('counts what waits once it waits for long or is much', () => {
    expect(sentAgo(300_001, 1)).toBe('backlog');
    expect(sentAgo(1000, 5001)).toBe('backlog');
  });

  test('counts what waits before anything was ever sent', () => {
    const cloud = { configured: true, connected: true, backlog: 1, lastSentAt: null };
    expect(cloudSignal(cloud, nowMs)).toBe('backlog');
  });

  test('tells a cloud that is away from one that is not used', () => {
    const cloud = { configured: true, connected: false, backlog: 9, lastSentAt: null };
    expect(cloudSignal(cloud, nowMs)).toBe('lost');
    expect(cloudSignal({ ...cloud, configured: false }, nowMs)).toBe('off');
  });
});
