import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const outputCharactersMax = 4000;
const graceMs = 15_000;

export type ChildOptions = {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** One process of the demo. It is stopped when its turn comes, whatever the terminal says. */
export class Child {
  readonly name: string;
  /** Settles with what ended it: an exit code or a signal. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  #output = '';

  constructor({ name, args, env }: ChildOptions) {
    this.name = name;
    this.#process = spawn(process.execPath, args, {
      env: { ...environmentWithoutOurs(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: a terminal's Ctrl-C would stop everything at once, in no order.
      detached: true,
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output = (this.#output + chunk).slice(-outputCharactersMax);
      });
    }
    this.ended = once(this.#process, 'close').then(([code, signal]) => `${signal ?? code}`);
  }

  /** The end of what it printed. */
  get output(): string {
    return this.#output.trim();
  }

  /** Asks it to stop, and ends it when it does not. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill('SIGTERM');
    const impatience = setTimeout(() => this.#process.kill('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(impatience);
  }
}

/** The demo decides every setting of its processes. */
function environmentWithoutOurs(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('LOTLINE_'));
  return Object.fromEntries(entries);
}
