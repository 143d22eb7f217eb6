const isCi = Boolean(process.env.CI);

/**
 * Prints what each part did and, as the last line, how many checks and tests passed and failed.
 * In CI a skipped one counts as failed: there nothing may go untried. A flaky one has passed, and is
 * named with what it failed of at first. Returns whether all is well.
 */
export function summarise(parts) {
  const sum = (count) => parts.reduce((total, part) => total + count(part), 0);
  const named = (kind) =>
    parts.flatMap((part) => (part[kind] ?? []).map((one) => `${part.name}: ${one}`));
  const skipped = named('skipped');
  const failed = sum((part) => part.failed) + (isCi ? skipped.length : 0);

  console.log(`\n${row('', 'passed', 'failed', 'flaky', 'skipped', 'seconds')}`);
  for (const { name, passed, failed: fails, flaky = [], skipped: left, seconds } of parts) {
    console.log(row(name, passed, fails, flaky.length, left.length, seconds.toFixed(1)));
  }
  list('FLAKY: failed, and passed when tried again', named('flaky'));
  list(`SKIPPED${isCi ? ', which CI counts as failed' : ''}`, skipped);
  console.log(`\n${sum((part) => part.passed)} passed, ${failed} failed`);
  return failed === 0;
}

function list(title, lines) {
  if (lines.length === 0) return;
  console.log(`\n${title}:`);
  for (const line of lines) console.log(`  ${line}`);
}

const row = (name, ...cells) =>
  name.padEnd(24) + cells.map((cell) => String(cell).padStart(10)).join('');
