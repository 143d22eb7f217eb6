import { installPackages } from './packages.mjs';
import { buildPages } from './pages.mjs';
import { findPrograms } from './programs.mjs';

/**
 * Makes a fresh clone ready: packages, pages, and the named programs. What is there already costs
 * a glance. Needs Node.js 20, npm and nothing else.
 */
export async function setUp(programs = []) {
  const [found] = await Promise.all([findPrograms(programs), installPackages()]);
  await buildPages();
  return found;
}
