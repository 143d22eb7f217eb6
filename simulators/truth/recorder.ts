import { closeSync, openSync, writeSync } from 'node:fs';
import type { Fact } from './facts.ts';

const hourMs = 3_600_000;

type Output = { line: string; hourMs: number; good: number; reject: number };

/** Takes down what truly happened, apart from anything that is sent. */
export class Truth {
  readonly #write: (fact: Fact) => void;
  readonly #outputs = new Map<string, Output>();
  readonly #totals = new Map<string, number>();

  constructor(write: (fact: Fact) => void) {
    this.#write = write;
  }

  record(fact: Fact): void {
    this.#write(fact);
  }

  /** Counts pieces that left a line; the sum of an hour becomes a fact when the next one begins. */
  output(line: string, pieces: { good: number; reject: number; atMs: number }): void {
    this.#totals.set(line, (this.#totals.get(line) ?? 0) + pieces.good);
    const hour = Math.floor(pieces.atMs / hourMs) * hourMs;
    const open = this.#outputs.get(line);
    if (open?.hourMs === hour) {
      open.good += pieces.good;
      open.reject += pieces.reject;
    } else {
      this.#close(open);
      this.#outputs.set(line, { line, hourMs: hour, good: pieces.good, reject: pieces.reject });
    }
  }

  /** Good pieces of each line so far. */
  get totals(): ReadonlyMap<string, number> {
    return this.#totals;
  }

  /** Writes down the hours that were still running. */
  finish(): void {
    for (const output of this.#outputs.values()) this.#close(output);
    this.#outputs.clear();
  }

  #close(output: Output | undefined): void {
    if (output === undefined) return;
    const { line, good, reject } = output;
    this.#write({ fact: 'output', line, good, reject, atMs: output.hourMs });
  }
}

const bufferCharsMax = 64 * 1024;

/** A file of facts, one JSON line each. */
export class FactFile {
  readonly #file: number;
  #buffer = '';

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  write(fact: Fact): void {
    this.#buffer += `${JSON.stringify(fact)}\n`;
    if (this.#buffer.length > bufferCharsMax) this.#flush();
  }

  [Symbol.dispose](): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer);
    this.#buffer = '';
  }
}
