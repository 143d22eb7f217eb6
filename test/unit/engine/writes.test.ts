import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Snapshot } from '../../../edge/engine/snapshot.ts';
import { openForReading, openForWriting } from '../../../edge/store/database.ts';
import { createReadingGate } from '../../../edge/store/reading-gate.ts';

function fileWithSnapshot() {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-writes-'));
  const writer = openForWriting(join(folder, 'a.db'));
  writer.exec('CREATE TABLE passed (unit TEXT)');
  const reader = openForReading(join(folder, 'a.db'));
  onTestFinished(() => {
    reader.close();
    writer.close();
    rmSync(folder, { recursive: true });
  });
  const gate = createReadingGate();
  const snapshot = new Snapshot(reader, gate.writes);
  const count = reader.prepare('SELECT COUNT(*) FROM passed').pluck();
  const pass = () => void writer.exec("INSERT INTO passed VALUES ('U-1')");
  const answer = () => snapshot.whileSame(() => 'the same');
  const answerOfTables = () => snapshot.whileSame(snapshot.reading(() => count.get()));
  return { gate, snapshot, pass, answer, answerOfTables };
}

test('a write is seen as soon as anybody can see it, though the writer has not counted its end', () => {
  const { gate, snapshot, pass, answer } = fileWithSnapshot();
  gate.write(pass);
  snapshot.note();
  expect([answer(), answer()]).toEqual(['the same', 'the same']);
  gate.write(() => {
    pass();
    expect(answer()).toBeUndefined();
  });
  expect(answer()).toBeUndefined();
  snapshot.note();
  expect(answer()).toBe('the same');
});

test('where nobody counts writes, the file is looked at each time', () => {
  const { snapshot, pass, answer } = fileWithSnapshot();
  snapshot.note();
  expect(answer()).toBe('the same');
  pass();
  expect(answer()).toBeUndefined();
});

test('tables are read in the noted state or not at all, whatever was counted', () => {
  const { gate, snapshot, pass, answer, answerOfTables } = fileWithSnapshot();
  gate.write(pass);
  snapshot.note();
  expect([answer(), answerOfTables()]).toEqual(['the same', 1]);
  pass();
  expect(answerOfTables()).toBeUndefined();
});
