import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { getAndonReply } from '../../edge/api/contract/andon.ts';
import { getEventsReply } from '../../edge/api/contract/events.ts';
import { stopsReply } from '../../edge/api/contract/stops.ts';
import { objectReply } from '../../edge/api/contract/trace.ts';
import { axeFaultsInThemes, launchBrowser, longShift, PagedEdge, scan } from './paged-edge.ts';

const glue = 'BD1/ASM/ASM1/GLUE';
const name = { vi: 'Keo', en: 'Glue' };

let browser: Browser;
let context: BrowserContext;
let edge: PagedEdge;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  edge = await PagedEdge.start({
    site: 'BD1',
    name: { vi: 'Nhà máy thử', en: 'Test plant' },
    shifts: longShift(),
    lines: [{ path: 'BD1/ASM/ASM1', name, stations: [{ path: glue, name }] }],
  });
  context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    locale: 'vi-VN',
    hasTouch: true,
  });
});
afterEach(async () => {
  await context.close();
  await edge[Symbol.asyncDispose]();
});

/** A stop of ten minutes that ended a minute ago, without a reason. */
async function haveStopped(): Promise<void> {
  const agoMs = (minutes: number) => Date.now() - minutes * 60_000;
  const state = (id: string, minutes: number, to: string) => {
    return { id, type: 'state_changed', at: agoMs(minutes), station: glue, state: to };
  };
  await edge.say(state('s-1', 11, 'unscheduled_down'), state('s-2', 1, 'producing'));
}

async function stopsOf(): Promise<ReturnType<typeof stopsReply.parse>['stops']> {
  return stopsReply.parse(await edge.ask(`/stops?station=${glue}`)).stops;
}

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${edge.url}/station/${encodeURIComponent(glue)}?lang=vi`);
  await page.getByText('Nhà máy thử').waitFor();
  return page;
}

test('a stop is explained in two taps, by whoever scanned a badge, and taken back in one', async () => {
  await haveStopped();
  const page = await open();
  await scan(page, 'op.tam');
  await page.getByText('op.tam').waitFor();
  await page.locator('.stop-row.needed').tap();
  await page.getByRole('button', { name: 'Kẹt', exact: true }).tap();
  await page.getByText('Đã ghi: Kẹt').waitFor();
  await expect
    .poll(async () => (await stopsOf())[0]?.parts)
    .toMatchObject([{ reason: 'jam', source: 'person', by: 'op.tam' }]);
  await page.getByRole('button', { name: 'Hoàn tác' }).tap();
  await expect.poll(async () => (await stopsOf())[0]?.isExplained).toBe(false);
  expect(await smallTargets(page)).toEqual([]);
});

test('a badge is forgotten after five minutes without a touch, and not before', async () => {
  await haveStopped();
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${edge.url}/station/${encodeURIComponent(glue)}?lang=vi`);
  await page.locator('.stop-row').first().waitFor();
  await scan(page, 'op.tam');
  await page.getByText('op.tam').waitFor();
  await page.clock.fastForward(200_000);
  await page.locator('h1').tap();
  await page.clock.fastForward(200_000);
  expect(await page.getByText('op.tam').isVisible()).toBe(true);
  await page.clock.fastForward(110_000);
  await page.getByText('Quét thẻ nhân viên').waitFor();
});

test('half a stop is explained by itself', async () => {
  await haveStopped();
  const page = await open();
  await page.locator('.stop-row.needed').tap();
  await page.getByText('Chia, gộp, ghi chú').tap();
  await page.getByRole('button', { name: 'Phần đầu' }).tap();
  await page.getByLabel('Ghi chú').fill('thay vòi số 2');
  await page.getByRole('button', { name: 'Hỏng máy' }).tap();
  await expect.poll(async () => (await stopsOf())[0]?.parts.length).toBe(2);
  const [stop] = await stopsOf();
  const [first, last] = stop?.parts ?? [];
  expect(first).toMatchObject({ reason: 'breakdown', note: 'thay vòi số 2', from: stop?.from });
  expect(last?.reason).toBeUndefined();
  expect(first?.durationMs).toBe(Math.round((stop?.durationMs ?? 0) / 2000) * 1000);
});

test('what is said while the edge is away is in its log once, at the time it was said; a call is not', async () => {
  await haveStopped();
  const page = await open();
  await page.locator('.stop-row.needed').waitFor();
  await edge.fall();
  await page.getByText('cuộc gọi không được giữ lại').waitFor();
  expect(await page.getByRole('button', { name: 'Bảo trì' }).isDisabled()).toBe(true);
  const beforeMs = Date.now();
  await page.locator('.stop-row.needed').tap();
  await page.getByRole('button', { name: 'Kẹt', exact: true }).tap();
  const afterMs = Date.now();
  await page.getByText('1 mục chưa gửi').waitFor();
  await page.waitForTimeout(1500);
  await edge.rise();
  await page.getByText('1 mục chưa gửi').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('Mọi lần dừng đều đã có lý do').waitFor();
  const log = getEventsReply.parse(await edge.ask('/events?type=stop_classified'));
  expect(log.events).toHaveLength(1);
  const [{ event, recordedAt } = { event: { at: '' }, recordedAt: '' }] = log.events;
  // The tablet's clock is the edge's as it last heard it: on a busy machine that comes late.
  expect(Date.parse(String(event['at']))).toBeGreaterThan(beforeMs - 5000);
  expect(Date.parse(String(event['at']))).toBeLessThan(afterMs + 1500);
  expect(Date.parse(recordedAt)).toBeGreaterThan(Date.parse(String(event['at'])) + 1000);
  const calls = getEventsReply.parse(await edge.ask('/events?type=incident_reported'));
  expect(calls.events).toEqual([]);
});

test('a call for help is on the board at once, and over when somebody with a badge says so', async () => {
  await haveStopped();
  const page = await open();
  await page.getByRole('button', { name: 'Bảo trì' }).tap();
  await page.getByText('đã gọi').waitFor();
  const calls = async () => getAndonReply.parse(await edge.ask('/andon')).open;
  await expect.poll(calls).toMatchObject([{ station: glue, category: 'maintenance' }]);
  await scan(page, 'tech.an');
  await page.getByRole('button', { name: 'Xong' }).tap();
  await page.getByText('đã gọi').waitFor({ state: 'detached' });
});

test('a unit that is scanned as scrap is scrapped, and the scan undone takes it back', async () => {
  await haveStopped();
  await edge.say({
    id: 'u-1',
    type: 'unit_started',
    at: Date.now(),
    unit: 'SPK-0001',
    item: 'SPK',
  });
  const page = await open();
  await page.getByRole('button', { name: 'Báo phế +1' }).tap();
  await page.getByText('Quét sản phẩm hỏng…').waitFor();
  await scan(page, 'SPK-0001');
  await page.getByText('Đã báo phế SPK-0001').waitFor();
  const statusOf = async () => objectReply.parse(await edge.ask('/objects/unit/SPK-0001')).status;
  await expect.poll(statusOf).toBe('scrapped');
  await page.getByRole('button', { name: 'Hoàn tác −1' }).tap();
  await expect.poll(statusOf).not.toBe('scrapped');
});

test('a scrap that is taken back before its answer came is taken back in the log', async () => {
  await haveStopped();
  const page = await open();
  const answer = Promise.withResolvers<void>();
  await page.route('**/api/v1/events', async (route) => {
    const response = await route.fetch();
    await answer.promise;
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Báo phế +1' }).tap();
  await page.getByText('Quét sản phẩm hỏng…').waitFor();
  await scan(page, 'SPK-0001');
  const statusOf = async () =>
    objectReply.safeParse(await edge.ask('/objects/unit/SPK-0001')).data?.status;
  await expect.poll(statusOf).toBe('scrapped');
  await page.getByRole('button', { name: 'Hoàn tác −1' }).tap();
  await page.getByText('2 mục chưa gửi').waitFor();
  answer.resolve();
  await page.getByText('chưa gửi').waitFor({ state: 'detached' });
  await expect.poll(statusOf).not.toBe('scrapped');
});

test('axe finds nothing on the tablet, in any theme', async () => {
  await haveStopped();
  const page = await open();
  for (const path of [`/station/${encodeURIComponent(glue)}`, '/station']) {
    await page.goto(`${edge.url}${path}?lang=en`);
    await page.locator('main h1').first().waitFor();
    expect(await axeFaultsInThemes(page)).toEqual([]);
  }
  await page.goto(`${edge.url}/station/${encodeURIComponent(glue)}`);
  await page.locator('.stop-row').first().tap();
  await page.getByText('Split, merge, note').tap();
  expect(await axeFaultsInThemes(page)).toEqual([]);
});

/** What a glove misses, on the page and on the sheet of reasons. */
async function smallTargets(page: Page): Promise<string[]> {
  await page.locator('.stop-row').first().tap();
  await page.locator('.reason-sheet').waitFor();
  return page
    .locator('.station-page button:visible, .reason-sheet button:visible')
    .evaluateAll((all) =>
      all
        .filter((each) => each.getBoundingClientRect().height < 48)
        .map((each) => each.textContent ?? ''),
    );
}
