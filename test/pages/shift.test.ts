import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeFaultsOf, launchBrowser, PagedEdge, scan } from './paged-edge.ts';

const line = 'BD1/ASM/ASM1';
const eol = `${line}/EOL`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const shift = `/shift?line=${line}&shift=2026-11-23/1`;

let browser: Browser;
let edge: PagedEdge;
let context: BrowserContext;
let faults: string[];

const state = (time: string, to: string) => {
  return { id: `s-${time}`, type: 'state_changed', at: at(time), station: eol, state: to };
};
const piece = (time: string, result = 'pass') => ({
  ...{ id: `p-${time}`, type: 'unit_processed', at: at(time), station: eol },
  ...{ unit: `U-${time}`, operation: 'EOL', result },
});

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => context.close());

async function startEdge(): Promise<void> {
  edge = await PagedEdge.start({
    site: 'BD1',
    name: { vi: 'Nhà máy thử', en: 'Test plant' },
    lines: [
      {
        path: line,
        name: { vi: 'Lắp ráp 1', en: 'Assembly 1' },
        plannedCycleMs: 3_600_000,
        targetPerHour: 1,
        stations: [{ path: eol, name: { vi: 'Kiểm cuối', en: 'End of line' } }],
      },
    ],
  });
  // 06:00 to 14:00: four good pieces and one bad of an hour each; an hour of eight the line is down.
  await edge.say(
    ...[
      state('05:59', 'producing'),
      state('10:00', 'unscheduled_down'),
      state('11:00', 'producing'),
    ],
    ...['07:00', '08:00', '09:00', '12:00'].map((time) => piece(time)),
    ...[piece('13:00', 'fail'), state('14:00', 'not_scheduled')],
  );
}

const stopEdge = () => edge[Symbol.asyncDispose]();

async function open(path: string, width = 1366): Promise<Page> {
  faults = [];
  context = await browser.newContext({ viewport: { width, height: 768 }, locale: 'vi-VN' });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(edge.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

describe('what is signed and imported', () => {
  beforeEach(startEdge);
  afterEach(stopEdge);

  test('a shift is read, signed with its figures, and countersigned by the next one', async () => {
    const page = await open(shift);
    const figures = page.locator('.report-figure strong');
    // Availability 7 / 8, performance 5 / 7, quality 4 / 5.
    await expect
      .poll(() => figures.allTextContents())
      .toEqual(['4', '1', '50,0%', '87,5%', '71,4%', '80,0%']);
    await page.getByText('1 lần dừng chưa ghi lý do').waitFor();

    await page.getByLabel('Ghi chú cho ca sau').fill('Vòi keo số 2 còn rò');
    await page.getByLabel('Mã người ký').fill('sup.hoa');
    await page.getByRole('button', { name: 'Ký và giao ca' }).click();
    await page.getByText('✓ Số liệu đúng như lúc ký').waitFor();
    const takeOver = page.locator('.report-handover form');
    await takeOver.getByLabel('Mã người ký').fill('sup.hoa');
    await takeOver.getByRole('button').click();
    await page.getByText('Người giao ca không tự ký nhận ca').waitFor();
    await expect.poll(() => faults).toEqual([expect.stringContaining('409')]);
    faults.length = 0;
    await takeOver.getByLabel('Mã người ký').fill('sup.minh');
    await takeOver.getByRole('button').click();
    await page.getByText('sup.minh nhận ca lúc').waitFor();
    expect(faults).toEqual([]);
  });

  test('orders are shown row by row before they are imported, and nothing of a bad file is', async () => {
    const page = await open('/orders');
    await page.getByText('Nhập lệnh từ CSV').click();
    const csv = page.locator('.import-card textarea');
    await csv.fill('order,item,quantity\nWO-1,SPK,10\nWO-2,SPK,nhiều');
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByText('có “nhiều”').waitFor();
    expect(await page.getByRole('button', { name: /Nhập \d/ }).count()).toBe(0);
    await csv.fill('order,item,quantity\nWO-1,SPK,10\nWO-2,SPK,20');
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByRole('button', { name: 'Nhập 2 lệnh' }).click();
    await page.getByRole('link', { name: 'WO-2' }).click();
    await page.getByRole('heading', { name: 'WO-2' }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe('what is only looked at', () => {
  beforeAll(startEdge);
  afterAll(stopEdge);

  test('a reel scanned into the note and a badge scanned as the signature stay there, and sign nothing', async () => {
    const page = await open(shift);
    const note = page.getByLabel('Ghi chú cho ca sau');
    await note.fill('Cuộn hỏng: ');
    await scan(page, 'R-0001');
    const by = page.locator('.report-sign').last().getByLabel('Mã người ký');
    await by.focus();
    await scan(page, 'sup.hoa');
    await expect.poll(() => by.inputValue()).toBe('sup.hoa');
    await expect.poll(() => note.inputValue()).toBe('Cuộn hỏng: R-0001\n');
    expect(new URL(page.url()).pathname).toBe('/shift');
    expect(faults).toEqual([]);
  });

  test('a shift in which nothing happened shows no empty card', async () => {
    const page = await open(`/shift?line=${line}&shift=2026-11-22/1`);
    await page.locator('.report-sign').waitFor();
    const cards = () => page.locator('main .card').allInnerTexts();
    await expect.poll(async () => (await cards()).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('a file that was mended is chosen again by the same name, its rows counted as a spreadsheet does', async () => {
    const page = await open('/orders');
    await page.getByText('Nhập lệnh từ CSV').click();
    const choose = async (csv: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByLabel('Chọn tệp…').click();
      const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await (await chooser).setFiles(file);
    };
    await choose('Lệnh;Mã hàng;Số lượng\r\nWO-5;SPK;10\r\nWO-6;SPK;nhiều');
    await page.getByText('1 dòng sai').waitFor();
    expect(await page.locator('.import-card tbody td').first().textContent()).toBe('3');
    await choose('Lệnh;Mã hàng;Số lượng\r\nWO-5;SPK;10\r\nWO-6;SPK;20');
    await page.getByRole('button', { name: 'Nhập 2 lệnh' }).waitFor();
    expect(faults).toEqual([]);
  });

  test.each([
    [shift, 1366],
    [shift, 390],
    ['/shift?shift=2026-11-23/1', 1366],
    ['/orders', 390],
  ])('axe finds nothing on %s, %i px wide, which fits', async (path, width) => {
    const page = await open(path, width);
    await page.locator('.report-card, .notice').first().waitFor();
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
    expect(await axeFaultsOf(page)).toEqual([]);
  });
});
