import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { Child } from './child.ts';
import { table } from './figures.ts';
import { eventsOfSecond, restlessPast } from './live/plant.ts';
import type { Run } from './run.ts';
import type { Ports } from './subjects/serve.ts';

/** The plant's time runs so much faster than the clock: a minute is ten of a wall's life. */
const speed = 10;
const samples = 10;
const pastHours = 3;
/** Beyond this the page grows with its age. */
const growthMax = 0.05;

type Sample = { readonly heapKiB: number; readonly elements: number; readonly listeners: number };

/**
 * A wallboard in a browser for a long time, faster than real: 20 lines tell ten seconds of events each
 * second. Its memory after garbage collection, its elements and its listeners must stay what they were.
 */
export async function soak({ seconds, folder, processes }: Run): Promise<string> {
  const dataDir = join(folder, 'edge');
  mkdirSync(dataDir);
  const edge = processes.use(new Child('./live/board.process.ts', [dataDir]));
  const { httpPort } = await edge.next<Ports>();
  const url = `http://127.0.0.1:${httpPort}`;
  for (const events of restlessPast(pastHours)) await post(url, events);
  const executablePath = process.env['LOTLINE_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  processes.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto(`${url}/wall?rotate=20`);
  await page.locator('.wt-band').first().waitFor();
  const session = await page.context().newCDPSession(page);

  const tellFor = sender(url);
  await tellFor(seconds / (samples + 1)); // Warm: all boards have been shown.
  const taken: Sample[] = [];
  for (let n = 0; n < samples; n++) {
    await tellFor(seconds / (samples + 1));
    taken.push(await measure(page, session));
  }
  return reportOf(taken, faults, seconds);
}

/** What the lines tell, ten seconds of it each second, without a gap from call to call. */
function sender(url: string): (seconds: number) => Promise<void> {
  const begunMs = Date.now();
  const firstSecond = Math.floor(begunMs / 1000);
  let second = firstSecond;
  return async (seconds) => {
    const untilMs = Date.now() + seconds * 1000;
    while (Date.now() < untilMs) {
      const dueSecond = firstSecond + Math.floor(((Date.now() - begunMs) / 1000) * speed);
      const events: object[] = [];
      for (; second < dueSecond; second++) {
        // All of it is of now: a plant whose clock ran ahead would be another matter.
        for (const event of eventsOfSecond(second)) events.push({ ...event, at: Date.now() });
      }
      if (events.length > 0) await post(url, events);
      await sleep(250);
    }
  };
}

async function post(url: string, events: readonly object[]): Promise<void> {
  const reply = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  if (!reply.ok) throw new Error(`the edge answered ${reply.status}`);
  await reply.arrayBuffer();
}

async function measure(page: Page, session: CDPSession): Promise<Sample> {
  for (let round = 0; round < 3; round++) {
    await session.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(300);
  }
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { jsEventListeners } = await session.send('Memory.getDOMCounters');
  // The strips have as many parts as the shift has stretches, 240 at most.
  const elements = await page.locator('body *:not(rect):not(title)').count();
  return { heapKiB: usedSize / 1024, elements, listeners: jsEventListeners };
}

/** Compares the floors of both halves: a garbage collector that came late lifts single samples. */
function reportOf(taken: readonly Sample[], faults: readonly string[], seconds: number): string {
  const half = taken.length / 2;
  const floor = (of: (sample: Sample) => number, part: readonly Sample[]) =>
    Math.min(...part.map(of));
  const growth = (of: (sample: Sample) => number) =>
    floor(of, taken.slice(half)) / floor(of, taken.slice(0, half)) - 1;
  const growths = {
    heap: growth(({ heapKiB }) => heapKiB),
    elements: growth(({ elements }) => elements),
    listeners: growth(({ listeners }) => listeners),
  };
  const rows = taken.map(({ heapKiB, elements, listeners }, n) =>
    [n + 1, heapKiB.toFixed(0), elements, listeners].map(String),
  );
  const report = [
    table([['sample', 'heap KiB', 'elements', 'listeners'], ...rows]),
    `${(seconds / 60).toFixed(1)} minutes at ${speed} times the plant's speed; growth ${Object.entries(
      growths,
    )
      .map(([name, share]) => `${name} ${(share * 100).toFixed(1)} %`)
      .join(', ')}; ${faults.length} page errors`,
  ].join('\n');
  const grew = Object.values(growths).some((share) => share > growthMax);
  if (grew || faults.length > 0)
    throw new Error(`the wall does not last:\n${report}\n${faults.join('\n')}`);
  return report;
}
