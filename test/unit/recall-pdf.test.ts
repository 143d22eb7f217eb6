import { expect, test } from 'vitest';
import type { StationPath } from '../../domain/equipment-path.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import type { TraceReply } from '../../edge/api/contract/trace.ts';
import { piecesOf } from '../../edge/exports/pieces.ts';
import { wrap } from '../../edge/paper/wrap.ts';
import { recallPdf } from '../../edge/recall/recall-pdf.ts';

const context = {
  language: 'vi',
  plant: { name: { vi: 'Nhà máy', en: 'Plant' }, timeZone: 'Asia/Ho_Chi_Minh' },
} as const;

/** A recall list of so many units, half of them at a customer. */
function recallOf(units: number): TraceReply {
  const root = toObjectRef('lot', 'GLUE-1');
  const names = Array.from({ length: units }, (_, index) => toObjectRef('unit', `U-${index}`));
  const shipped = Math.floor(units / 2);
  const byLocation = { wip: units - shipped, stock: 0, shipped, scrapped: 0 };
  return {
    root,
    direction: 'forward',
    asOf: { seq: 9, at: '2026-11-23T01:00:00.000Z' },
    nodes: names.map((object, index) => ({
      object,
      depth: 1,
      certainty: 'possible',
      whereabouts: index < shipped ? 'shipped' : 'wip',
      location: index < shipped ? 'ACME' : ('BD1/ASM/ASM1/GLUE' as StationPath), // Written here.
    })),
    links: names.map((parent, eventSeq) => ({
      parent,
      child: root,
      kind: 'exposed',
      certainty: 'possible',
      reason: 'clock_offset',
      eventSeq,
    })),
    summary: {
      ...{ lots: 0, units, containers: 0, shipments: 0, customers: ['ACME'], byItem: {} },
      byCertainty: { certain: 0, declared: 0, possible: units },
      byLocation,
    },
    completeness: {
      complete: true,
      deadEnds: [],
      gaps: [],
      cycles: [],
      conflicts: [],
      sources: [],
    },
  };
}

test('a list of 5,000 units leaves page by page: no piece grows with the list', () => {
  const sizes: number[] = [];
  for (const piece of recallPdf.write(recallOf(5000), context)) sizes.push(piece.length);
  expect(sizes.length).toBeGreaterThan(200);
  // The last piece holds the letters of the fonts, and where each page begins.
  expect(Math.max(...sizes.slice(0, -1))).toBeLessThan(10_000);
  expect(sizes.at(-1)).toBeLessThan(100_000);
}, 60_000);

test('the same answer makes the same pages', () => {
  const made = () => Buffer.concat([...piecesOf(recallPdf.write(recallOf(20), context))]);
  const pages = () =>
    made()
      .toString('latin1')
      .replaceAll(/\/ID \[.*?\]/g, '');
  expect(pages()).toBe(pages());
});

test('an empty list is a page that says so', () => {
  const file = Buffer.concat([...piecesOf(recallPdf.write(recallOf(0), context))]).toString(
    'latin1',
  );
  expect(file).toMatch(/^%PDF-1\.7/);
  expect(file).toContain('/Count 1');
});

test('a text is cut into lines between words, and within a word only where it must', () => {
  const upTo = (length: number) => (part: string) => part.length <= length;
  expect(wrap('ngắn', upTo(10))).toEqual(['ngắn']);
  expect(wrap('đồng hồ của hai nguồn', upTo(8))).toEqual(['đồng hồ', 'của hai', 'nguồn']);
  expect(wrap('LOT-1234567890 xa', upTo(6))).toEqual(['LOT-12', '345678', '90 xa']);
});
