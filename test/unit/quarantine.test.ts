import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RawMessage } from '../../domain/event-sink.ts';
import { quarantinePage } from '../../edge/queries/quarantine-page.ts';
import { migrate, openForWriting } from '../../edge/store/database.ts';
import { openQuarantine } from '../../edge/store/quarantine.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const topic = 'lotline/v1/BD1/SMT/SMT1/PLACE/lot_mounted';
const unreadable = (text: string, of = topic): RawMessage => ({
  format: 'native-mqtt',
  source: 'mqtt:scan-2',
  topic: of,
  payload: Buffer.from(text),
  guaranteed: true,
});

function open() {
  const db = openForWriting(':memory:');
  migrate(db);
  db.exec("INSERT INTO source (id, name) VALUES (1, 'mqtt:scan-2')");
  const quarantine = openQuarantine(db, { messagesMax: 3, bytesMax: 100 });
  const keep = (message: RawMessage, recordedAtMs: number) =>
    quarantine.keep(message, { sourceId: 1, recordedAtMs, code: 'not_json', reason: 'half' });
  const rows = () =>
    db
      .prepare<[], { topic: string; text: string; times: number; last: number }>(
        'SELECT topic, CAST(payload AS TEXT) AS text, times, last_at_ms AS last FROM quarantine',
      )
      .all();
  return { quarantine, keep, rows, db };
}

test('when the quarantine is full, what is new is counted for its station without its bytes', () => {
  const { keep, rows } = open();
  for (const [ms, text] of ['a', 'b', 'c', 'd', 'e', 'a'].entries()) {
    keep(unreadable(text, `${topic}${text}`), ms);
  }
  expect(rows()).toEqual([
    { topic: `${topic}a`, text: 'a', times: 2, last: 5 },
    { topic: `${topic}b`, text: 'b', times: 1, last: 1 },
    { topic: `${topic}c`, text: 'c', times: 1, last: 2 },
    { topic: 'lotline/v1/BD1/SMT/SMT1/PLACE/', text: '', times: 2, last: 4 },
  ]);
});

test('a few large messages fill the quarantine too, and small ones still find their place', () => {
  const { keep, rows } = open();
  keep(unreadable('x'.repeat(90)), 1);
  keep(unreadable('y'.repeat(90)), 2);
  keep(unreadable('z'), 3);
  expect(rows().map(({ text }) => text.length)).toEqual([90, 0, 1]);
});

test('when the quarantine is full, the oldest of those that are settled make room', () => {
  const { quarantine, keep, rows } = open();
  for (const [ms, text] of ['a', 'b', 'c'].entries()) keep(unreadable(text), ms);
  quarantine.settle(3, { as: 'set_aside', atMs: 10, by: 'it', why: 'a test' });
  quarantine.settle(2, { as: 'read', atMs: 9, by: 'it' });
  keep(unreadable('d'), 11);
  expect(rows().map(({ text }) => text)).toEqual(['a', 'c', 'd']);
});

test('a batch that was rolled back does not fill the quarantine', () => {
  const { db, quarantine, keep, rows } = open();
  const undone = db.transaction(() => {
    for (const text of ['a', 'b', 'c']) keep(unreadable(text), 1);
    throw new Error('the disk is full');
  });
  expect(undone).toThrow('full');
  quarantine.reset();
  keep(unreadable('d'), 2);
  expect(rows().map(({ text }) => text)).toEqual(['d']);
});

test('an older file learns the stations of its messages from their topics', () => {
  const db = openForWriting(':memory:');
  const folder = `${import.meta.dirname}/../../edge/store/migrations`;
  for (const file of readdirSync(folder).sort().slice(0, 2)) {
    db.exec(readFileSync(`${folder}/${file}`, 'utf8'));
  }
  db.pragma('user_version = 2');
  const topics = [topic, `${topic}/more`, 'lotline/v1/BD1/SMT', 'plant/SMT1/PLACE/x/y/z', ''];
  db.exec("INSERT INTO source (id, name) VALUES (1, 'mqtt:scan-2')");
  const add = db.prepare(`
    INSERT INTO quarantine
      (digest, first_at_ms, last_at_ms, times, source_id, format, topic, code, reason, payload)
    VALUES (?, 1, 1, 1, 1, 'native-mqtt', ?, 'not_json', '', x'')`);
  for (const [index, one] of topics.entries()) add.run(Buffer.of(index), one);
  migrate(db);
  const stations = db.prepare('SELECT station FROM quarantine ORDER BY id').pluck().all();
  expect(stations).toEqual(['BD1/SMT/SMT1/PLACE', 'BD1/SMT/SMT1/PLACE', null, null, null]);
});

function shown(...payloads: readonly (string | Uint8Array)[]) {
  const { context } = edgeInMemory();
  context.db.exec("INSERT INTO source (id, name) VALUES (1, 'mqtt:scan-2'), (2, 'mqtt:press')");
  const quarantine = openQuarantine(context.db);
  for (const [index, payload] of payloads.entries()) {
    const message = { ...unreadable('', `t/${index}`), payload: Buffer.from(payload) };
    const code = index === 0 ? 'unknown_topic' : 'not_json';
    const sourceId = index === 0 ? 2 : 1;
    quarantine.keep(message, { sourceId, recordedAtMs: index, code, reason: `no ${index}` });
  }
  const ask = quarantinePage.prepare(context);
  return (asked: Partial<Parameters<typeof ask>[0]> = {}) => ask({ limit: 10, ...asked });
}

test('a message without a byte is shown among the others', () => {
  const { messages } = shown('{', '')();
  expect(messages.map(({ payloadPreview }) => payloadPreview)).toEqual(['', '{']);
});

test('what is no text is shown as its bytes, and text whole though it was cut within a letter', () => {
  const { messages } = shown(Buffer.from([8, 0xb6, 0xe6]), `${'x'.repeat(499)}độ`)();
  expect(messages.map(({ payloadIs, payloadPreview }) => [payloadIs, payloadPreview])).toEqual([
    ['text', 'x'.repeat(499)],
    ['bytes', '08 b6 e6'],
  ]);
});

test('messages are found by source, problem, and by what stands in topic, reason or payload', () => {
  const ask = shown('RUN', '{"unit":"SPK-7"', '{"unit":"SPK-8"');
  const topics = (asked: Parameters<typeof ask>[0]) => ask(asked).messages.map((one) => one.topic);
  expect(topics({ source: 'mqtt:press' })).toEqual(['t/0']);
  expect(topics({ code: 'not_json' })).toEqual(['t/2', 't/1']);
  expect(topics({ text: 'SPK-7' })).toEqual(['t/1']);
  expect(topics({ text: 't/2' })).toEqual(['t/2']);
  expect(topics({ text: 'no 0', code: 'not_json' })).toEqual([]);
});

test('the first page counts all messages by source and problem', () => {
  const ask = shown('RUN', 'a', 'b');
  const { kinds } = ask({ source: 'mqtt:press' });
  expect(kinds).toMatchObject([
    { source: 'mqtt:scan-2', code: 'not_json', messages: 2, times: 2 },
    { source: 'mqtt:press', code: 'unknown_topic', messages: 1, times: 1 },
  ]);
  expect(ask({ beforeId: 2 })).not.toHaveProperty('kinds');
});
