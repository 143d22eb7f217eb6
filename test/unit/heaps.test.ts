import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { heapMetrics } from '../../edge/heaps.ts';

function start(program: string): Worker {
  const begun = "require('node:worker_threads').parentPort.postMessage('begun');";
  return new Worker(`${begun} ${program}`, { eval: true });
}

test('each thread tells its heap, and one that is busy or over is not waited for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-heaps-'));
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const idle = start('setInterval(() => {}, 1000);');
  const busy = start(`require('node:fs').readFileSync(${JSON.stringify(pipe)});`);
  const over = start('');
  const busyIsOver = once(busy, 'exit');
  await Promise.all([once(idle, 'message'), once(busy, 'message'), once(over, 'exit')]);

  const metrics = await heapMetrics([
    { name: 'idle', worker: idle },
    { name: 'busy', worker: busy },
    { name: 'over', worker: over },
  ]);

  const threads = new Set(metrics.map(({ labels }) => labels?.['thread']));
  threads.delete('busy'); // It may be asked just before it waits.
  expect([...threads]).toEqual(['main', 'idle']);
  for (const { value } of metrics) expect(value).toBeGreaterThan(0);
  writeFileSync(pipe, ''); // What it waits for.
  await Promise.all([idle.terminate(), busyIsOver]);
  rmSync(folder, { recursive: true });
});
