#!/usr/bin/env node
// lotline <command>: one file for each command, loaded when it is asked for.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectNode, run } from '../scripts/processes.mjs';

/** Node.js 22.18 is the first that runs TypeScript files as they are. */
const oldestNode = [22, 18];

/** Each module exports `run(argv: string[]): Promise<number>`, the exit code. */
const commands = {
  edge: ['../edge/cli/edge.ts', 'runs the edge service of one plant'],
  cloud: ['../cloud/cli.ts', 'runs the operations centre'],
  demo: ['../demo/demo.ts', 'runs a whole simulated plant: edge, lines and operations centre'],
  'check-config': ['../edge/cli/check-config.ts', 'says what is wrong in a config file'],
  trace: ['../edge/cli/trace.ts', 'answers what is in an object, or where it went'],
  verify: ['../edge/cli/verify.ts', 'audits a log and compares its projections with a rebuild'],
};

const [name, ...argv] = process.argv.slice(2);
process.exitCode = await main();

async function main() {
  if (name === undefined || name === '--help' || name === 'help') return help();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(`lotline: there is no command "${name}"; lotline --help lists all`);
    return 2;
  }
  if (isTooOld(process.versions.node)) return runAgain();
  const { run: runCommand } = await import(command[0]);
  return runCommand(argv);
}

function help() {
  console.log('lotline <command> [options]; lotline <command> --help says more\n');
  for (const [each, [, does]] of Object.entries(commands)) {
    console.log(`  ${each.padEnd(14)}${does}`);
  }
  return 0;
}

function isTooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
}

function runAgain() {
  if (existsSync(projectNode)) {
    return run(projectNode, [fileURLToPath(import.meta.url), name, ...argv]);
  }
  console.error(
    `lotline: Node.js ${oldestNode.join('.')} or newer is needed; npm run setup brings one`,
  );
  return 1;
}
