import type { FactoryEvent } from '../../domain/events/event.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { QuarantinePreviewReply } from '../api/contract/quarantine.ts';
import { decoders } from '../decoders.ts';
import type { Database } from '../store/database.ts';
import { isCountedOnly, prepareKept, type Which } from '../store/kept-messages.ts';
import { isKeptFor, problemsOf, usedAlready } from '../store/problems.ts';
import { defineQuery } from './define-query.ts';

type PreviewParams = { readonly which: Which; readonly after: number };

const reasonsMax = 20;

/** What reading messages in quarantine again would give: how many of a page would wait no more, and why the others. */
export const quarantinePreview = defineQuery({
  name: 'quarantine_preview',
  prepare: ({ db }) => {
    const keptOf = prepareKept(db);
    const wouldBe = prepareWouldBe(db);
    return ({ which, after }: PreviewParams): QuarantinePreviewReply => {
      const { kept, cursor } = keptOf(which, after);
      const whole = kept.filter((one) => !isCountedOnly(one));
      const read = whole.map((one) => {
        const { format, source, topic, payload } = one.message;
        const decoded = decoders[format](source, topic, payload);
        const receipts = decoded.events.map(wouldBe);
        const own = problemsOf(decoded, receipts).find((problem) => isKeptFor(one, problem));
        const events = receipts.filter(({ outcome }) => outcome === 'recorded').length;
        return { events, reason: own?.reason };
      });
      const reasons = Map.groupBy(
        read.flatMap(({ reason }) => reason ?? []),
        (reason) => reason,
      );
      return {
        messages: kept.length,
        readable: read.filter(({ reason }) => reason === undefined).length,
        events: read.reduce((sum, { events }) => sum + events, 0),
        withoutBytes: kept.length - whole.length,
        reasons: [...reasons]
          .map(([reason, ones]) => ({ reason, messages: ones.length }))
          .sort((a, b) => b.messages - a.messages)
          .slice(0, reasonsMax),
        ...(cursor === undefined ? {} : { cursor: String(cursor) }),
      };
    };
  },
});

/** What would become of an event at the log as it is now. */
function prepareWouldBe(db: Database): (event: FactoryEvent) => Receipt {
  const find = db.prepare<[string], { seq: number; body: string }>(
    'SELECT seq, body FROM event_log WHERE id = ?',
  );
  return (event) => {
    const { id } = event;
    const known = find.get(id);
    if (known === undefined) return { id, outcome: 'recorded', seq: 0 };
    const { seq, body } = known;
    if (body === JSON.stringify(event)) return { id, outcome: 'duplicate', seq };
    return { id, outcome: 'quarantined', reason: usedAlready(id, seq) };
  };
}
