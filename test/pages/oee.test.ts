import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axeFaultsInThemes, axeFaultsOf, launchBrowser, PagedEdge } from './paged-edge.ts';

const line = 'BD1/ASM/ASM1';
const [press, eol] = [`${line}/PRESS`, `${line}/EOL`];
const at = (time: string) => `2026-11-23T${time}:00+07:00`;

let browser: Browser;
let edge: PagedEdge;
let context: BrowserContext;
let faults: string[];

const state = (station: string, time: string, to: string) => {
  return { id: `${station}-${time}`, type: 'state_changed', at: at(time), station, state: to };
};
const piece = (time: string, result = 'pass') => ({
  ...{ id: `p-${time}`, type: 'unit_processed', at: at(time), station: eol },
  ...{ unit: `U-${time}`, operation: 'EOL', result },
});

beforeAll(async () => {
  browser = await launchBrowser();
  const [vi, en] = ['Máy ép', 'Press'];
  edge = await PagedEdge.start({
    site: 'BD1',
    name: { vi: 'Nhà máy thử', en: 'Test plant' },
    lines: [
      {
        path: line,
        name: { vi: 'Lắp ráp 1', en: 'Assembly 1' },
        plannedCycleMs: 600_000,
        stations: [
          { path: press, name: { vi, en } },
          { path: eol, name: { vi: 'Kiểm cuối', en: 'End of line' } },
        ],
      },
    ],
  });
  // 07:00 to 08:00: six good pieces of ten minutes. 08:00 to 09:00: EOL waits 12 minutes for the
  // PRESS, which is down for 9 of them, and stands 6 minutes itself; 4 pieces, one of them bad.
  await edge.say(
    ...[state(press, '06:00', 'producing'), state(eol, '06:00', 'producing')],
    ...['07:05', '07:15', '07:25', '07:35', '07:45', '07:55'].map((time) => piece(time)),
    ...[state(press, '08:10', 'unscheduled_down'), state(eol, '08:10', 'standby_starved')],
    ...[state(press, '08:19', 'producing'), state(eol, '08:22', 'producing')],
    ...[state(eol, '08:40', 'unscheduled_down'), state(eol, '08:46', 'producing')],
    ...[piece('08:05'), piece('08:30'), piece('08:50'), piece('08:55', 'fail')],
    state(eol, '09:30', 'producing'),
  );
});
afterEach(() => context.close());
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
  await browser.close();
});

const badHour = new URLSearchParams({ line, from: at('08:00'), to: at('09:00') });

async function open(query: string): Promise<Page> {
  faults = [];
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(`${edge.url}/oee?${query}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.trend').waitFor();
  return page;
}

const rowsOf = (page: Page, table: string) =>
  page
    .locator(`${table} tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );

test('the page of losses tells an hour as it was, and why it was worse than the one before', async () => {
  const page = await open(`${badHour}&lang=vi`);
  await page.locator('.change tfoot').waitFor();
  const figures = page.locator('.kpi-figure strong');
  // 42 of 60 minutes producing; 4 pieces of 10 minutes in 42; 3 of 4 good.
  await expect.poll(() => figures.allTextContents()).toEqual(['50,0%', '70,0%', '95,2%', '75,0%']);
  const waterfall = await rowsOf(page, '.waterfall');
  expect(waterfall.map(([name, time]) => [name, time])).toEqual([
    ['Toàn bộ thời gian', '1 giờ'],
    ['Thời gian kế hoạch', '1 giờ'],
    ['Sự cố', '−15 phút'],
    ['Chờ liệu', '−3 phút'],
    ['Thời gian chạy', '42 phút'],
    ['Chạy chậm hơn chu kỳ', '−2 phút'],
    ['Theo chu kỳ chuẩn', '40 phút'],
    ['Làm ra phế phẩm', '−10 phút'],
    ['Làm ra hàng đạt · 3 sản phẩm đạt', '30 phút'],
  ]);
  const change = (await rowsOf(page, '.change')).map(([loss, station]) => `${loss} ${station}`);
  expect(change).toContain('Sự cố Máy ép');
  expect(change).toContain('Phế phẩm Kiểm cuối');
  expect(await page.locator('.change tfoot td').first().textContent()).toBe('−50,0%');
  // Stops that nobody explained come first, with the way to explain them.
  expect(await page.locator('.pareto li').first().textContent()).toContain('Chưa có lý do');
  expect(await page.locator('.pareto-to-explain a').first().getAttribute('href')).toContain(
    '/station/',
  );
  expect(faults).toEqual([]);
});

test('a row of the Pareto filters the timeline, and a stop leads to its station and its units', async () => {
  const page = await open(`${badHour}&lang=vi`);
  await page.locator('.state-tap').first().waitFor();
  const all = await page.locator('.state-tap').count();
  await page.locator('.pareto-row', { hasText: 'Máy ép' }).click();
  await expect.poll(() => page.locator('.state-tap').count()).toBeLessThan(all);
  await page.getByRole('button', { name: 'Bỏ lọc' }).click();
  await expect.poll(() => page.locator('.state-tap').count()).toBe(all);
  // By keyboard along the stops of a row.
  const eolLane = page.locator('.state-lane').last().locator('.state-tap');
  await eolLane.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const facts = page.locator('.stop-facts');
  await facts.waitFor();
  expect(await facts.textContent()).toContain('08:40:00 – 08:46:00');
  const units = new URL((await facts.getByText('Sản phẩm').getAttribute('href')) ?? '', edge.url);
  expect([...units.searchParams]).toEqual([
    ['station', eol],
    ['from', '2026-11-23T01:40:00.000Z'],
    ['to', '2026-11-23T01:46:00.000Z'],
  ]);
  await facts.getByText('Mở trạm').click();
  await page.getByText('Gọi hỗ trợ').waitFor();
});

test('every KPI is there with its formula; what cannot be computed says what it lacks', async () => {
  const page = await open(`${badHour}&lang=en`);
  await page.locator('.kpi-list summary').click();
  const rows = await rowsOf(page, '.kpi-list');
  expect(rows.filter(([name]) => name !== 'KPI')).toHaveLength(34);
  const told = new Map(rows.map(([name, value, formula]) => [name, `${value} ${formula}`]));
  expect(told.get('Availability')).toBe('70.0% APT / PBT= 42 min / 1 h = 70.0%');
  expect(told.get('Comprehensive energy consumption')).toContain(
    'Missing: readings of an energy meter',
  );
  await page.locator('.kpi-figure').first().click();
  expect(await page.locator('.kpi-dialog[open]').textContent()).toContain('70.0% × 95.2% × 75.0%');
});

test('a station has its own losses, and another time is a question of two fields', async () => {
  const page = await open(`${badHour}&lang=en`);
  await page.getByLabel('Station').selectOption({ label: 'Press' });
  await expect.poll(() => page.locator('.kpi-figure strong').nth(1).textContent()).toBe('85.0%');
  await page.getByRole('button', { name: 'Other', exact: true }).click();
  const form = page.locator('.range form').first();
  await form.getByLabel('From').fill('23/11/2026 07:00');
  await form.getByLabel('To').fill('23/11/2026 08:00');
  await form.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => page.locator('.kpi-figure strong').nth(1).textContent()).toBe('100.0%');
  expect(new URL(page.url()).searchParams.get('from')).toBe('2026-11-23T00:00:00.000Z');
});

test('axe finds nothing on the page of losses, which fits, wide or narrow', async () => {
  const page = await open(`${badHour}&lang=vi`);
  await page.locator('.change tfoot').waitFor();
  await page.locator('.kpi-list summary').click();
  await page.locator('.state-tap').first().click();
  expect(await axeFaultsInThemes(page)).toEqual([]);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 390, height: 768 });
  expect(await axeFaultsOf(page)).toEqual([]);
  expect(await overflow()).toBeLessThanOrEqual(0);
});
