import { type Genealogy, noteLink } from '../engine-memory/genealogy.ts';
import type { LinkRow } from '../engine-memory/links.ts';
import { kindCodes } from '../projections/dictionary.ts';
import type { Database } from '../store/database.ts';
import { linkColumns } from './load.ts';
import type { Reload, Touching } from './touched.ts';

/** Copies links again: those that events name, and those that end otherwise because of them. */
export function reloadLinks(db: Database, genealogy: Genealogy): Reload {
  const { between, around } = prepareRows(db, genealogy);
  const namesOf = db
    .prepare<[number], number>(`
      WITH RECURSIVE name (id) AS (
        SELECT +? UNION SELECT o.other_id FROM name JOIN other_name o ON o.unit_id = name.id)
      SELECT id FROM name`)
    .pluck();
  const inside = db
    .prepare<[number], number>('SELECT DISTINCT child_id FROM link WHERE parent_id = +?')
    .pluck();

  function aroundEach(ids: Iterable<number>): void {
    for (const id of ids) around(id);
  }

  /** Under another name all may have ended otherwise: where a unit was, and what was in it. */
  function renamed(id: number): void {
    const names = namesOf.all(id);
    const held = names.flatMap((name) => inside.all(name)).flatMap((child) => namesOf.all(child));
    aroundEach(new Set([...names, ...held]));
  }

  function held(childId: number, parentId: number): void {
    for (const name of namesOf.all(childId)) {
      for (const holder of namesOf.all(parentId)) between(holder, name);
    }
  }

  function one(kind: Touching['kind'], childId: number, parentId: number | undefined): void {
    if (kind === 'relabelled') {
      renamed(childId);
      renamed(parentId ?? childId);
      return;
    }
    // A return names no holder: a stay that is told late may be the one that it ended.
    const isOfAny = parentId === undefined || kind === 'packed' || kind === 'shipped';
    if (isOfAny) aroundEach(namesOf.all(childId));
    else held(childId, parentId);
  }

  return (touched, ids) => {
    for (const { kind, parent, child } of touched.links.values()) {
      const childId = ids.object(child);
      const parentId = parent === undefined ? undefined : ids.object(parent);
      if (childId !== undefined) one(kind, childId, parentId);
    }
  };
}

function prepareRows(db: Database, genealogy: Genealogy) {
  const { links, places, holders, objects, origins } = genealogy;
  const between = db.prepare<[number, number], LinkRow>(
    `SELECT ${linkColumns} FROM link WHERE parent_id = +? AND child_id = +?`,
  );
  const around = db.prepare<[number], LinkRow>(
    `SELECT ${linkColumns} FROM link WHERE child_id = +?`,
  );
  return {
    between: (parentId: number, childId: number): void => {
      links.replace(parentId, childId, between.all(parentId, childId));
      noteLink(genealogy, parentId, childId);
    },
    around: (childId: number): void => {
      links.replaceAround(childId, around.all(childId));
      links.eachUp(childId, (parentId) => noteLink(genealogy, parentId, childId));
      places.forget(childId);
      holders.forget(childId);
      if (objects.kind[childId] === kindCodes.lot) origins.changes += 1; // What it is no more in, too.
    },
  };
}
