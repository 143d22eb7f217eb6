import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node.js that the project runs on, whichever one started us. */
export const projectNode = path.join(root, 'node_modules', '.bin', 'node');

/**
 * Runs a program on our terminal and resolves to its exit code. Signals are passed on, except a
 * terminal's Ctrl-C, which the terminal already gives to every process in the foreground.
 */
export function run(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
  const passOn = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
  return ended(child);
}

/** Runs a program without a terminal and resolves to its exit code and all that it printed. */
export async function capture(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => printed.push(chunk));
  }
  const code = await ended(child);
  return { code, output: Buffer.concat(printed).toString().trim() };
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
