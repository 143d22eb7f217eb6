import { installPackages } from './packages.mjs';
import { buildPages } from './pages.mjs';
import { findPrograms } from './programs.mjs';

/**
 * Makes a fresh clone ready: always the packages, and what is needed besides: `pages`, or the
 * names of programs. What is there already costs a glance. Runs on Node.js 20 and npm alone.
 */
export async function setUp(needs = []) {
  const programs = [...new Set(needs)].filter((need) => need !== 'pages');
  const [found] = await Promise.all([findPrograms(programs), installPackages()]);
  if (needs.includes('pages')) await buildPages();
  return found;
}
