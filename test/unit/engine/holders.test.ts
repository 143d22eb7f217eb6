import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyGenealogy, noteLink } from '../../../edge/engine-memory/genealogy.ts';
import { Holders } from '../../../edge/engine-memory/holders.ts';
import { kindCodes } from '../../../edge/projections/dictionary.ts';
import { linkCodes } from '../../../edge/projections-trace/link-folds.ts';

/** Some ids are near each other, some far away. */
const ids = [1, 2, 3, 4, 5, 6, 40_000, 40_001, 100_000];
const anId = fc.constantFrom(...ids);
/** What holds itself is not asked about: see `Heights`. */
const ends = fc.tuple(anId, anId).filter(([parentId, childId]) => parentId > childId);
const changes = fc.array(
  fc.record({
    ends,
    kind: fc.constantFrom(0, linkCodes.packed, linkCodes.packed, linkCodes.split),
    toMs: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 9),
    asked: anId,
  }),
  { maxLength: 30 },
);

test('what holds an object for good is known again after any change of what holds what', () => {
  fc.assert(
    fc.property(changes, (happenings) => {
      const genealogy = emptyGenealogy();
      const { objects, links, batches, holders } = genealogy;
      for (const id of ids) {
        const kind = id === 1 ? kindCodes.lot : kindCodes.container;
        objects.put({ id, kind, code: `C-${id}`, item: null, otherItems: null, status: null });
      }
      for (const {
        ends: [parentId, childId],
        kind,
        toMs,
        asked,
      } of happenings) {
        holders.isSealed(asked);
        const times = { fromMs: 5, fromSourceId: 1, toMs, toSourceId: 0 };
        const rows = kind === 0 ? [] : [{ parentId, childId, kind, ...times }];
        links.replace(parentId, childId, rows);
        noteLink(genealogy, parentId, childId);
      }
      const anew = new Holders(objects, links, batches);
      expect(told(holders)).toEqual(told(anew));
    }),
  );
});

function told(holders: Holders): unknown {
  return ids.map((id) => {
    const isSealed = holders.isSealed(id);
    return [id, isSealed, isSealed && holders.isHeld(id) ? holders.holderOf(id) : undefined];
  });
}
