import { describe, expect, test } from 'vitest';
import { nearCodes } from '../../../dashboards/src/api/near-codes.ts';
import { graphOf } from '../../../dashboards/src/columns/graph.ts';
import { eventFacts } from '../../../dashboards/src/events/event-facts.ts';
import { isOutside, measuredIn } from '../../../dashboards/src/events/measured.ts';
import { surroundingsIn } from '../../../dashboards/src/filter/surroundings.ts';
import { flagsOf } from '../../../dashboards/src/flags/kinds.ts';
import { flagsWords } from '../../../dashboards/src/flags/words.ts';
import { createFormat } from '../../../dashboards/src/format.ts';
import { en } from '../../../dashboards/src/i18n/en.ts';
import { vi } from '../../../dashboards/src/i18n/vi.ts';
import { chosenNodes, sortedRows, tableRow } from '../../../dashboards/src/table/table-rows.ts';
import { traceWords } from '../../../dashboards/src/trace/words.ts';
import { recordedTrace } from '../../fixtures/pages/genealogy.ts';

const vietnamese = createFormat('vi', 'Asia/Ho_Chi_Minh');
const english = createFormat('en', 'Asia/Ho_Chi_Minh');

describe('numbers and times that people read', () => {
  test('are of the plant, whatever zone the browser is in', () => {
    expect(vietnamese.dateTime('2026-11-23T18:05:09Z')).toBe('24/11/2026 01:05:09');
    expect(vietnamese.longDateTime('2026-04-02T23:00:00Z')).toBe('3 tháng 4, 2026 06:00 (GMT+7)');
    expect(english.minute('2026-11-23T00:00:00Z')).toBe('07:00');
    expect(english.zone('2026-11-23T00:00:00Z')).toBe('GMT+7');
  });

  test('are grouped as the language does', () => {
    expect(vietnamese.integer(1_284_567)).toBe('1.284.567');
    expect(english.integer(1_284_567)).toBe('1,284,567');
    expect(english.signed(-94)).toBe('−94');
  });

  test('say how long in a clock and in words', () => {
    expect(vietnamese.stopwatch(760_000)).toBe('12:40');
    expect(vietnamese.stopwatch(3_723_000)).toBe('1:02:03');
    expect(english.stopwatch(90_061_000)).toBe('1 d 1:01:01');
    expect(vietnamese.duration(760_000)).toBe('12 phút 40 giây');
    expect(english.duration(7_200_000)).toBe('2 h');
    expect(english.duration(40)).toBe('40 ms');
  });
});

describe('the facts of an event', () => {
  test('are said in the plant time and the numbers of the language, with their limits', () => {
    const event = {
      id: 'asm-1',
      type: 'unit_processed',
      at: '2026-11-23T08:10:22Z',
      unit: 'SPK-1',
      startedAt: '2026-11-23T08:10:17Z',
      measurements: [{ name: 'bead_mass', value: 2.015, uom: 'g', low: 1.85, high: 2.15 }],
      quantity: { value: 5000, uom: '1' },
    };
    expect(eventFacts(event, vietnamese)).toEqual([
      ['unit', 'SPK-1'],
      ['startedAt', '23/11/2026 15:10:17'],
      ['measurements', 'bead_mass 2,015 g (1,85…2,15)'],
      ['quantity', '5.000'],
    ]);
  });
});

test('a value out of its limits comes first; the judgement of the machine counts before them', () => {
  const values = [
    { name: 'resonance', value: 61, low: 55, high: 69 },
    { name: 'spl', value: 92.1, low: 86.5, high: 91.5 },
    { name: 'thd', value: 0.9, high: 0.5, result: 'pass' },
    { name: 'rub', value: -70, low: -90, high: -55, result: 'fail' },
  ];
  const measured = measuredIn('measurements', values) ?? [];
  expect(measured.map((one) => [one.name, isOutside(one)])).toEqual([
    ['spl', true],
    ['rub', true],
    ['resonance', false],
    ['thd', false],
  ]);
  expect(measuredIn('measurements', ['92.1'])).toBeUndefined();
});

const trace = recordedTrace('forward');
const flags = flagsOf(trace, []);
const around = surroundingsIn(graphOf(trace), flags);
const rowWords = {
  text: { ...vi, ...traceWords.vi },
  flags,
  flagWords: flagsWords.vi.kinds,
};

describe('codes that people look for', () => {
  test('are guessed from characters that look alike first', () => {
    expect(nearCodes('SPK-O0012')).toEqual([
      'SPK-00012',
      'SPK-OOOI2',
      'SPK-O001',
      'SPK-O',
      'O0012',
    ]);
    expect(nearCodes('SPK-OO012')[0]).toBe('SPK-00012');
    expect(nearCodes('B0X-7')[1]).toBe('BOX-7');
    expect(nearCodes('R1')).toEqual(['RI']);
  });

  test('are found in a table of thousands without their accents', () => {
    const found = chosenNodes(trace.nodes, 'da huy pcb', { around, rowWords });
    expect(found).toHaveLength(48);
    const rows = found.map((node) => tableRow(node, rowWords));
    const sorted = sortedRows(rows, { column: 'object', isDescending: true });
    expect(sorted[0]?.words.object).toBe('PCB-002357');
    expect(chosenNodes(trace.nodes, '', { around, rowWords })).toHaveLength(trace.nodes.length);
  });

  test('are found as each of the items that they were said to be', () => {
    const [one, other] = trace.nodes;
    if (one === undefined || other === undefined) throw new Error('the trace has nodes');
    const otherItems = ['SPK-B' as NonNullable<typeof one.item>]; // Written here.
    const nodes = [{ ...one, depth: 1, otherItems }, other];
    const [found, ...more] = chosenNodes(nodes, 'item:SPK-B', { around, rowWords });
    expect(found && tableRow(found, rowWords).words.item).toBe(`${one.item} / SPK-B`);
    expect(more).toEqual([]);
  });

  test('have the same texts in both languages', () => {
    const text = { ...en, ...traceWords.en };
    const [first] = trace.nodes;
    const inEnglish = { text, flags, flagWords: flagsWords.en.kinds };
    expect(first && tableRow(first, inEnglish).words.kind).toBe('Lot');
  });
});
