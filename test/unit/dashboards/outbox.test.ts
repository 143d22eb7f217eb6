import { describe, expect, test } from 'vitest';
import {
  type Delivery,
  type Entry,
  type KeptEvent,
  Outbox,
  standing,
} from '../../../dashboards/src/outbox/outbox.ts';

const said = (id: string, at: string): KeptEvent => ({ id, type: 'stop_classified', at });
const first = said('a', '2026-11-23T09:00:00Z');
const second = said('b', '2026-11-23T09:05:00Z');

/** What a device keeps, and an edge that may be away; what it got, in order. */
function deviceWith(kept: readonly Entry[] = []) {
  const places = new Map(kept.map((entry) => [entry.event.id, entry]));
  const got: KeptEvent[] = [];
  let answer: Delivery = { kind: 'unreached' };
  const create = () =>
    new Outbox({
      shelf: {
        read: () => [...places.values()],
        put: (entry) => void places.set(entry.event.id, entry),
        drop: (id) => void places.delete(id),
      },
      send: (event) => {
        if (answer.kind === 'delivered') got.push(event);
        return Promise.resolve(answer);
      },
      onDelivered: () => {},
    });
  return {
    outbox: create(),
    again: create,
    got,
    answers: (with_: Delivery) => {
      answer = with_;
    },
  };
}

/** What is being sent has its answer. */
const allTried = () => new Promise((resolve) => setTimeout(resolve));

describe('what was said at a tablet without a connection', () => {
  test('is kept over a restart of the tablet and sent in the order said, with its own time', async () => {
    const { outbox, again, got, answers } = deviceWith();
    outbox.add(second);
    outbox.add(first);
    await outbox.send();
    expect(got).toEqual([]);
    const restarted = again();
    expect(restarted.snapshot().map(({ event }) => event.id)).toEqual(['a', 'b']);
    answers({ kind: 'delivered' });
    await restarted.send();
    expect(got).toEqual([first, second]);
    expect(restarted.snapshot()).toEqual([]);
    expect(again().snapshot()).toEqual([]);
  });

  test('is not sent twice by two calls at once', async () => {
    const { outbox, got, answers } = deviceWith([{ event: first }]);
    answers({ kind: 'delivered' });
    await Promise.all([outbox.send(), outbox.send()]);
    expect(got).toEqual([first]);
  });

  test('stays visible when the edge refuses it, holds nothing else up, and is dropped by a person', async () => {
    const { outbox, got, answers } = deviceWith([{ event: first }]);
    answers({ kind: 'refused', reason: 'expected a station' });
    await outbox.send();
    expect(outbox.snapshot()).toEqual([{ event: first, refused: 'expected a station' }]);
    answers({ kind: 'delivered' });
    outbox.add(second);
    await outbox.send();
    expect(got).toEqual([second]);
    outbox.drop('a');
    expect(outbox.snapshot()).toEqual([]);
  });

  test('is forgotten when it is taken back before it left', async () => {
    const { outbox, got, answers } = deviceWith([{ event: first }]);
    outbox.add(second);
    expect(outbox.forget('b')).toBe(true);
    await allTried();
    answers({ kind: 'delivered' });
    await outbox.send();
    expect(got).toEqual([first]);
  });

  test('is not forgotten once it was sent: its answer may be what was lost', async () => {
    const { outbox, got, answers } = deviceWith();
    outbox.add(first);
    expect(outbox.forget('a')).toBe(false);
    outbox.add({ ...said('undo', second.at), type: 'event_retracted', event: 'a' });
    expect(standing(outbox.snapshot()).map(({ event }) => event.id)).toEqual(['undo']);
    await allTried();
    answers({ kind: 'delivered' });
    await outbox.send();
    expect(got.map(({ id }) => id)).toEqual(['a', 'undo']);
  });

  test('is forgotten when it is taken back after the edge refused it', async () => {
    const { outbox, answers } = deviceWith();
    answers({ kind: 'refused', reason: 'expected a station' });
    outbox.add(first);
    await allTried();
    expect(outbox.forget('a')).toBe(true);
    expect(outbox.snapshot()).toEqual([]);
  });

  test('is limited: what does not fit is refused at once, and nothing kept is lost', () => {
    const kept = Array.from({ length: 500 }, (_, n) => ({ event: said(`k-${n}`, first.at) }));
    const { outbox } = deviceWith(kept);
    expect(outbox.add(second)).toBe(false);
    expect(outbox.snapshot()).toHaveLength(500);
  });
});
