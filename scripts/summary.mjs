const isCi = Boolean(process.env.CI);

/**
 * Prints what each part did and, as the last line, how many checks and tests passed and failed.
 * In CI a skipped one counts as failed: there nothing may go untried. Returns whether all is well.
 */
export function summarise(parts) {
  const sum = (count) => parts.reduce((total, part) => total + count(part), 0);
  const skipped = parts.flatMap(({ name, skipped: all }) => all.map((why) => `${name}: ${why}`));
  const failed = sum((part) => part.failed) + (isCi ? skipped.length : 0);

  console.log(`\n${row('', 'passed', 'failed', 'skipped', 'seconds')}`);
  for (const part of parts) {
    const seconds = part.seconds.toFixed(1);
    console.log(row(part.name, part.passed, part.failed, part.skipped.length, seconds));
  }
  if (skipped.length > 0) {
    console.log(`\nSKIPPED${isCi ? ', which CI counts as failed' : ''}:`);
    for (const line of skipped) console.log(`  ${line}`);
  }
  console.log(`\n${sum((part) => part.passed)} passed, ${failed} failed`);
  return failed === 0;
}

const row = (name, ...cells) =>
  name.padEnd(24) + cells.map((cell) => String(cell).padStart(10)).join('');
