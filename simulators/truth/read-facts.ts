import { readFileSync } from 'node:fs';
import { type Fact, fact } from './facts.ts';

/** The facts of a file that the simulators wrote with `--truth`. */
export function readFacts(path: string): readonly Fact[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => fact.parse(JSON.parse(line)));
}
