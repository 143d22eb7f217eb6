import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { shiftReportReply } from '../../../edge/api/contract/report.ts';
import { shiftReport } from '../../../edge/report/report.ts';
import { edgeIn } from '../../support/edge-file.ts';

const station = 'BD1/ASM/ASM1/EOL';
const ms = (time: string) => Date.parse(`2026-11-23T${time}:00+07:00`);
const said = (type: string, atMs: number, fields: object = {}) =>
  factoryEvent.parse({ id: `${type}-${atMs}`, type, at: atMs, station, ...fields });
const state = (time: string, to: string) => said('state_changed', ms(time), { state: to });
const beats = (from: string, to: string) =>
  Array.from({ length: (ms(to) - ms(from)) / 60_000 + 1 }, (_, n) =>
    said('heartbeat', ms(from) + n * 60_000),
  );

const folder = mkdtempSync(join(tmpdir(), 'lotline-silence-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the report of a closed shift keeps the silence that was filled later', () => {
  let nowMs = ms('14:00');
  const file = edgeIn(join(folder, 'edge.db'), () => nowMs);
  const ask = shiftReport.prepare(file.context);
  const report = (more: { asOfSeq?: number } = {}) => {
    const reply = ask({ shift: '2026-11-23/1', line: 'BD1/ASM/ASM1', software: '1.0.0', ...more });
    const { asOf, lines } = shiftReportReply.parse(reply);
    return { seq: asOf.seq, ...lines[0] };
  };
  file.record(state('06:00', 'producing'), ...beats('06:00', '09:00'), ...beats('13:00', '14:00'));
  // Heard again a moment after the end, as every minute.
  nowMs = ms('14:01');
  file.record(beats('14:01', '14:01'));
  const closed = report();
  expect(closed.values?.['availability']?.value).toBe(0.5);

  nowMs = ms('14:30');
  file.record(state('10:00', 'unscheduled_down'));
  const now = report();
  expect(now.values?.['availability']?.value).toBe(0.5);
  expect(now.elements).toMatchObject({ noDataTimeMs: 0, failureTimeMs: 4 * 3_600_000 });
  expect(now.because?.map(({ id }) => id)).toEqual([`state_changed-${ms('10:00')}`]);

  const then = report({ asOfSeq: closed.seq });
  expect(then.elements).toEqual(closed.elements);
  expect(then.values).toEqual(closed.values);
  expect(then.losses).toEqual(closed.losses);
  expect(then.elements).toMatchObject({ noDataTimeMs: 4 * 3_600_000, failureTimeMs: 0 });
});
