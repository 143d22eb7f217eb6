import type { ItemId } from '../../domain/ids.ts';
import { present } from '../../domain/present.ts';
import type { SearchReply } from '../api/contract/trace.ts';
import { isNamed } from '../projections-trace/named.ts';
import { defineQuery } from '../queries/define-query.ts';
import { type ObjectFacts, prepareFacts } from './facts.ts';
import { refOf } from './refs.ts';

const matchesMax = 20;
/** A shorter part of an id would be in nearly all of them. */
const partLengthMin = 3;

/**
 * Objects by id: the exact id first, then ids that begin with the text in either case as typed or in
 * capitals, then the scanner's confusions (O and 0, I and 1). Where nothing begins so, ids that hold
 * the text anywhere, the newest first: this reads every object's id, a tenth of a second a million.
 */
export const search = defineQuery({
  name: 'search',
  prepare: ({ db }) => {
    const factsOf = prepareFacts(db);
    const byPrefix = db
      .prepare<[{ text: string; after: string; limit: number }], number>(`
        SELECT o.id FROM object o
        WHERE o.code >= @text AND o.code < @after
          AND ${isNamed('o.id')}
        ORDER BY o.code LIMIT @limit`)
      .pluck();
    const anywhere = db
      .prepare<[{ text: string; limit: number }], number>(`
        SELECT o.id FROM object o
        WHERE instr(upper(o.code), @text) > 0
          AND ${isNamed('o.id')}
        ORDER BY o.id DESC LIMIT @limit`)
      .pluck();

    return ({ text }: { readonly text: string }): SearchReply => {
      const ids = new Set<number>();
      for (const candidate of candidatesOf(text)) {
        const limit = matchesMax - ids.size;
        const found = byPrefix.all({ text: candidate, after: `${candidate}\u{10ffff}`, limit });
        for (const id of found) ids.add(id);
      }
      if (ids.size === 0 && text.length >= partLengthMin) {
        const part = { text: text.normalize().toUpperCase(), limit: matchesMax };
        for (const id of anywhere.all(part)) ids.add(id);
      }
      const facts = factsOf(ids);
      return { matches: [...ids].flatMap((id) => toMatch(facts.get(id))) };
    };
  },
});

/** The ways the same id may have been typed or scanned, the likeliest first; a fixed few. */
function candidatesOf(text: string): Set<string> {
  const plain = text.normalize();
  const capitals = plain.toUpperCase();
  const digits = capitals.replaceAll('O', '0').replaceAll('I', '1');
  const letters = capitals.replaceAll('0', 'O').replaceAll('1', 'I');
  return new Set([plain, capitals, plain.toLowerCase(), digits, letters]);
}

function toMatch(fact: ObjectFacts | undefined): SearchReply['matches'] {
  const object = refOf(fact);
  if (fact === undefined || object === undefined) return [];
  const { item, status } = fact;
  return [{ object, ...present({ item: item as ItemId | null, status }) }]; // Validated when logged.
}
