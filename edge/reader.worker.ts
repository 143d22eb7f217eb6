import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import { createClock } from '../domain/clock.ts';
import { lowerOwnPriority, workWhenIdle } from './queries/lower-priority.ts';
import { type Answer, queries } from './queries/queries.ts';
import { openForReading } from './store/database.ts';
import type {
  ReaderCommand,
  ReaderReply,
  ReaderRequest,
  ReaderSettings,
} from './store/reader-protocol.ts';
import { createReadingGate } from './store/reading-gate.ts';

assert(parentPort !== null, 'this file is the entry of a thread');
const main = parentPort;
const settings = workerData as ReaderSettings; // Given by Readers, which starts this thread.
if (settings.answers === 'long') {
  const idleThread = workWhenIdle();
  if (idleThread !== undefined) main.postMessage({ idleThread } satisfies ReaderReply);
} else lowerOwnPriority();
const db = openForReading(settings.file);
const context = {
  db,
  clock: createClock(Date.now, settings.clock),
  clockSpeed: settings.clock?.speed ?? 1,
  plant: settings.plant,
};
const gate = createReadingGate(settings.gate, { isLong: settings.answers === 'long' });
const answers = new Map<string, Answer>();
const inSnapshot = db.transaction((answer: Answer, params: unknown) => answer(params));
const encoder = new TextEncoder();
const stopping = new Int32Array(settings.stopping);

main.on('message', (command: ReaderCommand) => {
  if (command === 'stop') {
    db.close();
    main.close();
  } else if (Atomics.load(stopping, 0) === 0) reply(command);
});

function reply({ id, name, params, asJson }: ReaderRequest): void {
  try {
    const result = withinGate(answerTo(name), params);
    if (asJson) {
      const json = encoder.encode(JSON.stringify(result));
      main.postMessage({ id, result: json } satisfies ReaderReply, [json.buffer]);
    } else main.postMessage({ id, result } satisfies ReaderReply);
  } catch (error) {
    main.postMessage({ id, error: toError(error) } satisfies ReaderReply);
  }
}

function withinGate(answer: Answer, params: unknown): ReturnType<Answer> {
  gate.enter();
  try {
    return inSnapshot(answer, params);
  } finally {
    gate.leave();
  }
}

function answerTo(name: string): Answer {
  const known = answers.get(name);
  if (known !== undefined) return known;
  const query = queries.find((candidate) => candidate.name === name);
  assert(query !== undefined, `a query ${name} is in the list`);
  const answer = query.prepare(context) as Answer; // The caller's types tie name, parameters and result.
  answers.set(name, answer);
  return answer;
}

function toError(error: unknown): { name: string; message: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const code = 'code' in error ? { code: String(error.code) } : {};
  return {
    name: error.name,
    message: error.message,
    ...code,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
  };
}
