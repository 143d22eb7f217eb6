import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';
import { axeFaultsOf, launchBrowser } from './paged-edge.ts';

const startMs = Date.parse('2026-11-24T09:15:00+07:00');
const station = 'BD1/ASM/ASM1/GLUE';
const units = Array.from({ length: 60 }, (_, nth) => `U-${String(nth).padStart(2, '0')}`);
let browser: Browser;
let edge: ApiEdge;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
});
afterEach(() => context.close());

async function startEdge(): Promise<void> {
  edge = await startApiEdge({
    clock: { originMs: Date.now(), startMs, speed: 1 },
    pagesFolder: `${import.meta.dirname}/../../dashboards/dist`,
  });
  const at = '2026-11-24T08:00:00+07:00';
  await edge.post([
    { id: 'm-1', type: 'lot_mounted', at, station, slot: 'TANK', lot: 'G-1' },
    ...units.map(passage),
  ]);
}

const stopEdge = () => edge[Symbol.asyncDispose]();

function passage(unit: string) {
  const at = '2026-11-24T08:30:00+07:00';
  const startedAt = '2026-11-24T08:29:50+07:00';
  const fields = { station, unit, operation: 'GLUE', result: 'pass' };
  return { id: `p-${unit}`, type: 'unit_processed', at, startedAt, ...fields };
}

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(edge.url + path);
  return page;
}

async function mayBePacked(unit: string): Promise<boolean> {
  const asked = `/api/v1/check?unit=${unit}&station=BD1/PCK/PCK1/PACK`;
  return ((await (await edge.get(asked)).json()) as { allow: boolean }).allow;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Fills the sheet in as a person would who has just opened it. */
async function say(page: Page, why: string, who: string): Promise<void> {
  await page.getByLabel('Vì sao').fill(why);
  await page.getByLabel(/^Ai (?:giữ|thả)$/).fill(who);
}

describe('the quality engineer', () => {
  beforeEach(startEdge);
  afterEach(stopEdge);

  test('holds all that a lot went into, and what is made of it later, from its trace', async () => {
    const page = await open('/trace/lot:G-1');
    await press(page, 'Giữ 60 mục…');
    await say(page, 'keo quá loãng', 'qa.linh');
    await page.getByLabel('Gõ 60 để xác nhận').fill('60');
    await press(page, 'Giữ');
    await page.getByText('Đã giữ với mã').waitFor();
    await press(page, 'Đóng');
    await page.getByText('Đang giữ: keo quá loãng').waitFor();
    await edge.post([passage('U-LATE')]);
    expect([await mayBePacked('U-00'), await mayBePacked('U-LATE')]).toEqual([false, false]);
  });

  test('lets one unit go from its page, and the rest from the list of holds', async () => {
    const body = { selection: { tracedFrom: 'lot:G-1' }, reason: 'x', severity: 'minor', by: 'qa' };
    const headers = { 'content-type': 'application/json' };
    const hold = { hold: 'H-7', ...body };
    await edge.get('/api/v1/holds', { method: 'POST', headers, body: JSON.stringify(hold) });
    const page = await open('/trace/unit:U-00');
    await press(page, 'Thả…');
    await say(page, 'đo lại: đạt', 'qa.minh');
    await page.getByLabel('Gõ H-7 để xác nhận').fill('H-7');
    await press(page, 'Thả');
    await expect.poll(() => mayBePacked('U-00')).toBe(true);
    expect(await mayBePacked('U-01')).toBe(false);

    await page.goto(`${edge.url}/holds`);
    await press(page, 'Thả…');
    await say(page, 'lô đạt', 'qa.minh');
    await page.getByLabel('Gõ H-7 để xác nhận').fill('H-7');
    await press(page, 'Thả');
    await page.getByText('Không có hàng nào đang bị giữ.').waitFor();
    expect(await mayBePacked('U-01')).toBe(true);
  });

  test('is told when the edge does not answer, and loses nothing of what was typed', async () => {
    const page = await open('/trace/lot:G-1');
    await press(page, 'Giữ 60 mục…');
    await page.getByLabel('Chỉ giữ G-1').check();
    await say(page, 'keo quá loãng', 'qa.linh');
    await page.route('**/api/v1/holds', (route) => route.abort());
    await press(page, 'Giữ');
    await page.getByText('Chưa ghi được: Không tới được trạm biên.').waitFor();
    await page.unroute('**/api/v1/holds');
    await press(page, 'Giữ');
    await page.getByText('Đã giữ với mã').waitFor();
  });
});

describe('where nothing is held', () => {
  beforeAll(startEdge);
  afterAll(stopEdge);

  test('sixty units cannot be held by accident: neither a scan nor Enter does it', async () => {
    const page = await open('/trace/lot:G-1');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/holds')) sent.push(request.url());
    });
    await press(page, 'Giữ 60 mục…');
    await say(page, 'keo quá loãng', 'qa.linh');
    await page.getByLabel('Gõ 60 để xác nhận').fill('6');
    await page.keyboard.press('Enter');
    await press(page, 'Giữ');
    await page.waitForTimeout(200); // Long enough for a wrong request.
    expect(sent).toEqual([]);
    expect(await mayBePacked('U-00')).toBe(true);
  });

  test.each(['vi', 'en'])('axe finds nothing on the sheets and the list (%s)', async (lang) => {
    const page = await open(`/trace/lot:G-1?lang=${lang}`);
    await page.getByRole('button', { name: lang === 'vi' ? /^Giữ/ : /^Hold/ }).click();
    expect(await axeFaultsOf(page)).toEqual([]);
    await page.goto(`${edge.url}/holds?state=all&lang=${lang}`);
    await page.locator('.notice').waitFor();
    expect(await axeFaultsOf(page)).toEqual([]);
  });
});
