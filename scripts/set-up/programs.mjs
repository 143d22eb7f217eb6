import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './step.mjs';

/** Programs that some tests drive and npm does not bring: how to find and to install each. */
const programs = {
  chromium: {
    variable: 'LOTLINE_CHROMIUM',
    find: () =>
      [
        process.env.LOTLINE_CHROMIUM,
        process.env.CHROMIUM_PATH,
        ...onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
        '/usr/bin/chromium',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ].find(isProgram),
    packages: ['chromium', 'fonts-dejavu-core'],
    hint: 'install Chromium or Chrome, and set CHROMIUM_PATH if it is not on the PATH',
  },
  postgres: {
    variable: 'LOTLINE_POSTGRES_BIN',
    find: () =>
      [
        process.env.LOTLINE_POSTGRES_BIN,
        ...debianPostgres(),
        ...(process.env.PATH ?? '').split(':'),
      ]
        .filter(Boolean)
        .find((folder) => isProgram(path.join(folder, 'initdb'))),
    packages: ['postgresql'],
    hint: 'install PostgreSQL, and set LOTLINE_POSTGRES_BIN to the folder with its initdb',
  },
};

/**
 * Finds the named programs and installs with apt, where we may, those that are missing. Resolves
 * to the environment that tells tests where they are, and a line for each that is not to be had.
 */
export async function findPrograms(names) {
  const absent = names.filter((name) => programs[name].find() === undefined);
  if (absent.length > 0 && mayUseApt()) await install(absent).catch((error) => warn(error));
  const found = names.map((name) => ({ name, ...programs[name], at: programs[name].find() }));
  return {
    env: Object.fromEntries(
      found.flatMap(({ variable, at }) => (at === undefined ? [] : [[variable, at]])),
    ),
    missing: found
      .filter(({ at }) => at === undefined)
      .map(({ name, hint }) => `${name} is not here: ${hint}`),
  };
}

const mayUseApt = () => process.getuid?.() === 0 && isProgram('/usr/bin/apt-get');

async function install(names) {
  const packages = names.flatMap((name) => programs[name].packages);
  await aptGet('Reading the list of system packages', 'update');
  await withoutServices(() =>
    aptGet(
      `Installing ${packages.join(', ')}`,
      'install',
      '-y',
      '--no-install-recommends',
      ...packages,
    ),
  );
}

const aptGet = (title, ...args) =>
  step(title, 'env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);

/** Tests start their own PostgreSQL: Debian asks this file whether to start one at installation. */
async function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  await work().finally(() => isOurs && rmSync(policy));
}

const onPath = (...names) =>
  (process.env.PATH ?? '').split(':').flatMap((folder) => names.map((n) => path.join(folder, n)));

/** The newest first. */
function debianPostgres() {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(base, version, 'bin'));
}

function isProgram(file) {
  try {
    accessSync(file ?? '', constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const warn = (error) => console.warn(error.message);
