import type { Questions } from '../genealogy/questions.ts';
import type { Asked, Maybe, Rival } from './rival.ts';

/** What is measured of each rival. */
export const tasks = [
  'Q1 ids',
  'Q1 JSON',
  'Q2 ids',
  'Q2 JSON',
  'Q3 ids',
  'Q3 JSON',
  'Q4 shipments',
  'Q5 window',
  'Q6 ids',
  'Q6 JSON',
] as const;
export type Task = (typeof tasks)[number];

/** Times in ms by rival and task, those of all rounds. */
export type Times = Map<string, Map<Task, number[]>>;

/** A question is not asked again in a round after this. */
const taskMsMax = 800;

/** One round: every rival in turn answers every question, the whole text of the answer included. */
export async function round(
  rivals: readonly Rival[],
  questions: Questions,
  times: Times,
): Promise<void> {
  for (const rival of rivals) {
    const { count, window } = rival;
    const counts = (roots: readonly Asked[]) =>
      count === undefined ? [] : roots.map((root) => () => count(root));
    const work: Record<Task, readonly (() => Maybe<unknown>)[]> = {
      'Q1 ids': counts(questions.q1),
      'Q1 JSON': questions.q1.map((root) => () => rival.json(root)),
      'Q2 ids': counts(questions.q2),
      'Q2 JSON': questions.q2.map((root) => () => rival.json(root)),
      'Q3 ids': counts(questions.q3),
      'Q3 JSON': questions.q3.map((root) => () => rival.json(root)),
      'Q4 shipments': questions.q3.map((root) => () => rival.shipments(root)),
      'Q5 window': window === undefined ? [] : questions.q5.map((asked) => () => window(asked)),
      'Q6 ids': counts(questions.q6),
      'Q6 JSON': questions.q6.map((root) => () => rival.json(root)),
    };
    const ofRival = times.get(rival.name) ?? new Map<Task, number[]>();
    times.set(rival.name, ofRival);
    for (const task of tasks) {
      ofRival.set(task, [...(ofRival.get(task) ?? []), ...(await timed(work[task]))]);
    }
  }
}

/** Asks each, and again while there are few answers and there is time. */
async function timed(asks: readonly (() => Maybe<unknown>)[]): Promise<number[]> {
  const timesMs: number[] = [];
  const beginAt = performance.now();
  do {
    for (const ask of asks) {
      const at = performance.now();
      const answer = ask();
      if (answer instanceof Promise) await answer;
      timesMs.push(performance.now() - at);
      if (performance.now() - beginAt > taskMsMax) return timesMs;
    }
  } while (asks.length > 0 && timesMs.length < answersWanted);
  return timesMs;
}

const answersWanted = 400;
