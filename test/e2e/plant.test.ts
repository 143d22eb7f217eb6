import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../edge/projections/projections.ts';
import { verify } from '../../edge/store/verify.ts';
import { createClosure } from '../../simulators/truth/closure.ts';
import type { Fact } from '../../simulators/truth/facts.ts';
import { launchBrowser } from '../pages/paged-edge.ts';
import { askingAt, judge } from '../support/oracle.ts';
import { type SimulatedPlant, startSimulatedPlant } from '../support/simulated-plant.ts';

/** Three lines, everything that can go wrong, one run for all that follows. */
const seed = Number(process.env['LOTLINE_PLANT_SEED'] ?? Date.now() % 1000);
const units = Number(process.env['LOTLINE_PLANT_UNITS'] ?? 700);

let plant: SimulatedPlant;
let facts: readonly Fact[];
let browser: Browser;

beforeAll(async () => {
  process.stderr.write(`a plant in disorder: ${units} speakers, seed ${seed}\n`);
  const set = ['stopsPerHour=1', 'taktMs=5000'];
  plant = await startSimulatedPlant({ scenario: 'disorder', seed, speed: 240, units, set });
  const code = await plant.simulators.exited;
  if (code !== 0) throw new Error(`the simulators ended with ${code}: ${plant.simulators.output}`);
  facts = plant.facts();
  browser = await launchBrowser();
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await plant?.[Symbol.asyncDispose]();
});

describe('a plant in disorder', () => {
  test('made what it was asked for, on all three lines', () => {
    const started = facts.filter((fact) => fact.fact === 'started');
    const made = (what: string) => started.filter((fact) => fact.made === what).length;
    expect(made('speaker')).toBeGreaterThanOrEqual(units);
    expect(made('board')).toBeGreaterThanOrEqual(units);
    expect(facts.some((fact) => fact.fact === 'mis_scanned')).toBe(true);
    expect(facts.some((fact) => fact.fact === 'garbage_sent')).toBe(true);
    expect(facts.some((fact) => fact.fact === 'removed')).toBe(true);
    expect(facts.some((fact) => fact.fact === 'shipped')).toBe(true);
  });

  test("every lot's way forward, whole and of one item, and every unit's way back equals what truly happened", async () => {
    const verdict = await judge(facts, askingAt(plant.url));
    process.stderr.write(`${JSON.stringify({ ...verdict, wrongs: verdict.wrongs.length })}\n`);
    expect(verdict.wrongs.slice(0, 20)).toEqual([]);
    expect(verdict.traces).toBeGreaterThan(2 * units);
    expect(verdict.links.certain).toBeGreaterThan(verdict.links.other);
    expect(verdict.ofItem.relabelled).toBeGreaterThan(0);
  });

  test('Drop and rebuild gives the same rows', () => {
    const { isSame, tables, integrity } = verify(
      join(plant.dataDir, 'lotline.db'),
      projections,
      () => {},
    );
    const wrong = tables.filter(({ extra, missing }) => extra + missing > 0);
    expect({ wrong, integrity }).toEqual({ wrong: [], integrity: [] });
    expect(isSame).toBe(true);
  });

  test.each(['vi', 'en'])(
    'a reel is found on the board and traced in the browser (%s)',
    async (lang) => {
      const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
      const faults = faultsOf(page);
      await page.goto(`${plant.url}/lines?lang=${lang}`);
      // Reels, also those that were joined from the rests of others.
      const chip = page.locator('a[href^="/trace/lot:R-"], a[href^="/trace/lot:RJ-"]').first();
      const href = await chip.getAttribute('href');
      const reel = decodeURIComponent(href ?? '').match(/lot:([^?]+)/)?.[1] ?? '';
      await chip.click();
      await page.waitForURL(/\/trace\/lot/);
      const { summary } = await askingAt(plant.url).trace(`lot:${reel}`, 'forward');
      const { lots, units: affected, containers, shipments } = summary;
      const figures = page.locator('.summary-counts dd');
      const shown = [lots, affected, containers, shipments].map((count) => format(count, lang));
      await expect.poll(() => figures.allTextContents()).toEqual(shown);
      const truth = trueProductsOf(reel);
      expect(truth).toBeGreaterThanOrEqual(summary.byCertainty.certain);
      expect(truth).toBeLessThanOrEqual(affected);
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(faults).toEqual([]);
      await page.close();
    },
  );
});

function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}

/** Boards and speakers that truly got something of the reel. */
function trueProductsOf(reel: string): number {
  const panels = new Set(
    facts.flatMap((fact) => (fact.fact === 'made_on_panel' ? [`unit:${fact.panel}`] : [])),
  );
  const reached = createClosure(facts).forward(`lot:${reel}`);
  return reached.filter(({ object }) => object.startsWith('unit:') && !panels.has(object)).length;
}

function format(count: number, lang: string): string {
  return new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB').format(count);
}
