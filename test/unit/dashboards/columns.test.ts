import { describe, expect, test } from 'vitest';
import { graphOf, pathThrough } from '../../../dashboards/src/columns/graph.ts';
import { type Grouping, groupings, groupsOf } from '../../../dashboards/src/columns/groups.ts';
import { edgesOf, layOut } from '../../../dashboards/src/columns/layout.ts';
import { stepsOf } from '../../../dashboards/src/columns/steps.ts';
import type { TraceLink, TraceNode } from '../../../edge/api/contract/trace.ts';
import { recordedTrace } from '../../fixtures/pages/genealogy.ts';

const node = (object: string, item?: string): TraceNode =>
  ({ object, item, depth: 0, certainty: 'certain' }) as TraceNode; // Branded ids, written by hand.
const link = (child: string, parent: string): TraceLink =>
  ({ parent, child, kind: 'installed', certainty: 'certain', eventSeq: 1 }) as TraceLink; // As above.

const trace = recordedTrace('forward');
const graph = graphOf(trace);
const steps = stepsOf(graph);
const layoutBy = (grouping: Grouping, open: readonly string[] = []) =>
  layOut(
    steps.map((step) => ({ step, groups: groupsOf(step, { grouping, order: 'code' }, graph) })),
    new Set(open),
  );

describe('columns of a trace', () => {
  test('follow production from the reel to the shipment', () => {
    expect(steps.map(({ kind, items, level }) => [kind, items[0], level])).toEqual([
      ['lot', 'RES-4R7', 0],
      ['unit', 'PANEL-XO-8', 0],
      ['unit', 'PCB-XO', 1],
      ['unit', 'SPK-40W', 2],
      ['container', undefined, 0],
      ['container', undefined, 1],
      ['shipment', undefined, 0],
    ]);
  });

  test('put every material of one unit left of it, however it came in', () => {
    const materials = graphOf({
      nodes: [
        node('unit:S', 'SPK'),
        node('lot:G', 'GLUE'),
        node('unit:B', 'PCB'),
        node('lot:R', 'RES'),
      ],
      links: [link('lot:G', 'unit:S'), link('unit:B', 'unit:S'), link('lot:R', 'unit:B')],
    });
    const columns = stepsOf(materials).map(({ nodes }) => nodes.map(({ object }) => object));
    expect(columns).toEqual([['lot:G', 'lot:R'], ['unit:B'], ['unit:S']]);
  });

  test('stand still before a loop of rework', () => {
    const loop = graphOf({
      nodes: [node('lot:A', 'X'), node('lot:B', 'Y')],
      links: [link('lot:A', 'lot:B'), link('lot:B', 'lot:A')],
    });
    expect(stepsOf(loop).flatMap(({ nodes }) => nodes)).toHaveLength(2);
    expect([...pathThrough(loop, ['lot:A'])].sort()).toEqual(['lot:A', 'lot:B']);
  });

  test.each(groupings)('grouped by "%s" show every object and every link once', (grouping) => {
    const layout = layoutBy(grouping);
    const shown = layout.rows.flatMap(({ members }) => members.map(({ object }) => object));
    expect(shown.sort()).toEqual(trace.nodes.map(({ object }) => object).sort());
    const drawn = edgesOf(trace.links, layout).reduce((sum, { count }) => sum + count, 0);
    expect(drawn).toBe(trace.links.length);
  });

  test('never hide what is only possible among what is certain', () => {
    for (const grouping of groupings) {
      for (const { members } of layoutBy(grouping).rows) {
        expect(new Set(members.map(({ certainty }) => certainty)).size).toBe(1);
      }
    }
  });

  test('open a group in place: its members stand for themselves', () => {
    const group = layoutBy('state').rows.find(({ form }) => form === 'closed')!;
    const opened = layoutBy('state', [group.key]);
    for (const { object } of group.members) {
      expect(opened.rowOf.get(object)).toMatchObject({ form: 'member', column: group.column });
    }
  });

  test('light the path of a board: its panel and reel, its speaker to the shipment', () => {
    expect([...pathThrough(graph, ['unit:PCB-000020'])].sort()).toEqual([
      'container:CTN-00001',
      'container:PLT-0000',
      'lot:R-0001',
      'shipment:SHP-000',
      'unit:PCB-000020',
      'unit:PNL-000002',
      'unit:SPK-000020',
    ]);
  });
});
