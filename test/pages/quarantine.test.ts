import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';
import { glueStation, keepUnread } from '../support/kept-messages.ts';
import { axeFaultsOf, launchBrowser } from './paged-edge.ts';

const startMs = Date.parse('2026-11-24T09:15:00+07:00');
const ofGlue = { station: glueStation, at: startMs - 3_600_000 };
const readable = Array.from({ length: 12 }, (_, n) => ({
  ...{ ...ofGlue, id: `p-${n}`, type: 'unit_processed' },
  ...{ unit: `U-${n}`, operation: 'GLUE', result: 'pass' },
}));
const nonsense = [1, 2].map((n) => ({ ...ofGlue, id: `n-${n}`, type: 'nonsense' }));
const title = 'Loại sự kiện này trạm biên không biết · mqtt:glue-1';

let browser: Browser;
let edge: ApiEdge;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  edge = await startApiEdge({
    clock: { originMs: Date.now(), startMs, speed: 1 },
    pagesFolder: `${import.meta.dirname}/../../dashboards/dist`,
    fill: (file) => keepUnread(file, [...readable, ...nonsense], startMs - 3_600_000),
  });
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
});
afterEach(async () => {
  await context.close();
  await edge[Symbol.asyncDispose]();
});

async function openSheet(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${edge.url}/quarantine`);
  await press(page, `Xử lý… ${title}`);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe('plant IT', () => {
  test('sees what reading again would give, has it done, and knows what waits on', async () => {
    const page = await openSheet();
    await page.getByText('Nay đọc được 12 trong 14 bản tin.').waitFor();
    expect(await axeFaultsOf(page)).toEqual([]);
    await page.getByLabel('Ai làm').fill('it.nam');
    await press(page, 'Đọc lại');
    await page.getByText('✓ Đã đọc được 12 / 14 bản tin, ghi 12 sự kiện.').waitFor();
    await press(page, 'Đóng');
    await page.getByText('there is no event type "nonsense"').first().waitFor();
    expect(await page.locator('.quarantined').count()).toBe(2);
    const found = await (await edge.get('/api/v1/objects/unit/U-3')).json();
    expect(found).toMatchObject({ status: 'passed' });
  });

  test('sets aside what nobody needs, with a reason that is found later', async () => {
    const page = await openSheet();
    await page.getByLabel(/^Gác lại/).check();
    await press(page, 'Gác lại');
    expect(await page.getByText('✓ Đã gác lại').count()).toBe(0); // Who and why are asked for first.
    await page.getByLabel('Vì sao gác lại').fill('chạy thử máy quét');
    await page.getByLabel('Ai làm').fill('it.nam');
    await press(page, 'Gác lại');
    await page.getByText('✓ Đã gác lại 14 bản tin.').waitFor();
    await press(page, 'Đóng');
    await page.getByText('Không có bản tin nào bị cách ly.').waitFor();
    await page.getByRole('link', { name: 'Đã xử lý (14)' }).click();
    await page.getByText('chạy thử máy quét').first().waitFor();
    expect(await page.getByText('it.nam').count()).toBe(14);
  });
});
