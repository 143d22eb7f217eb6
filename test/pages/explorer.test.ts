import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';
import { axeFaultsOf, launchBrowser } from './paged-edge.ts';

const startMs = Date.parse('2026-11-24T09:15:00+07:00');
const station = 'BD1/ASM/ASM1/GLUE';
const units = Array.from({ length: 30 }, (_, nth) => `U-${String(nth).padStart(2, '0')}`);
let browser: Browser;
let edge: ApiEdge;
let context: BrowserContext;
let copied: string[];

/** A lot of glue past its date, thirty units of it, the first too heavy; five are in a carton that left. */
beforeAll(async () => {
  browser = await launchBrowser();
  edge = await startApiEdge({
    clock: { originMs: Date.now(), startMs, speed: 1 },
    pagesFolder: `${import.meta.dirname}/../../dashboards/dist`,
  });
  const quantity = { value: 60, uom: 'g' };
  const packed = units.slice(0, 5).map((unit) => `unit:${unit}`);
  await edge.post([
    {
      ...at('07:00', 'lot_received'),
      lot: 'G-1',
      item: 'GLUE',
      quantity,
      expiresAt: '2026-11-24T02:00:00Z',
    },
    { ...at('07:30', 'lot_mounted'), station, slot: 'TANK', lot: 'G-1' },
    ...units.map((unit, nth) => ({
      ...at(`08:${10 + nth}`, 'unit_processed'),
      ...{ station, unit, operation: 'GLUE', result: 'pass' },
      startedAt: `2026-11-24T08:${String(9 + nth).padStart(2, '0')}:30+07:00`,
      measurements: [{ name: 'bead', value: nth === 0 ? 2.3 : 2, uom: 'g', low: 1.9, high: 2.1 }],
    })),
    { ...at('08:50', 'packed'), container: 'C-1', contents: packed },
    { ...at('08:55', 'shipped'), shipment: 'S-1', contents: ['container:C-1'], customer: 'CUS-A' },
    { ...at('09:00', 'hold_placed'), hold: 'H-1', objects: ['unit:U-07', 'unit:U-08'], ...why },
  ]);
});
afterAll(async () => {
  await browser.close();
  await edge[Symbol.asyncDispose]();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1366, height: 900 }, locale: 'vi-VN' });
  copied = [];
  await context.exposeFunction('noteCopied', (text: string) => copied.push(text));
  await context.addInitScript(() => {
    // What a page copies belongs to the device: only that is stood in for.
    const clipboard = { writeText: Reflect.get(window, 'noteCopied') };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard });
  });
});
afterEach(() => context.close());

const why = { reason: 'xước', severity: 'major', by: 'qa.linh' };

function at(time: string, type: string) {
  return { id: `${type}-${time}`, type, at: `2026-11-24T${time}:00+07:00` };
}

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(edge.url + path);
  return page;
}

const panelOf = (page: Page) => page.getByRole('complementary');
const shown = (page: Page, count: string) =>
  page.getByText(`${count} mục`, { exact: true }).waitFor();

describe('who looks for what a lot of glue went into', () => {
  test('sees on the rows what is held and past its date, and how many of a group', async () => {
    const page = await open('/trace/lot:G-1?view=columns');
    const root = page.locator('.trace-row', { hasText: 'G-1' }).first();
    await root.getByText('Hết hạn').waitFor();
    const group = page.locator('.form-closed', { hasText: '×25' });
    await group.getByTitle('Đang giữ: 2 trong 25 mục').waitFor();
    await page.getByRole('link', { name: 'Bảng', exact: true }).click();
    const held = page.getByRole('row', { name: /U-07/ });
    await held.getByTitle('Đang giữ: H-1: xước').waitFor();
  });

  test('asks for what is held, still on site, or passed in some minutes, and sees of how many', async () => {
    const page = await open('/trace/lot:G-1?view=columns');
    await page.getByLabel('Lưu ý').selectOption('held');
    await shown(page, '2 / 32');
    await page.getByRole('button', { name: 'Giữ 2 mục…' }).waitFor();
    await page.getByLabel('Lưu ý').selectOption('');
    await page.getByLabel('Ở đâu').selectOption('site');
    await shown(page, '25 / 32');
    await page.getByLabel('Ở đâu').selectOption('shipped');
    await shown(page, '7 / 32');
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await page.getByText('Khoảng giờ', { exact: true }).click();
    await page.getByLabel('Từ', { exact: true }).fill('24/11/2026 08:20');
    await page.getByLabel('Đến', { exact: true }).fill('24/11/2026 08:24');
    await page.keyboard.press('Enter');
    await shown(page, '5 / 32');
    await page.reload();
    await shown(page, '5 / 32');
  });

  test('is led by keys through what can be done with a unit', async () => {
    const page = await open('/trace/lot:G-1?view=table&focus=unit:U-07');
    const opener = panelOf(page).getByRole('button', { name: 'Thao tác' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('◀ Nguồn gốc của mục này');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Ảnh hưởng của mục này ▶');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    expect(await focused()).toContain('Thao tác');
    await page.getByRole('button', { name: 'U-03', exact: true }).click({ button: 'right' });
    await menu.getByText('Máy ASM1/GLUE lúc 24/11/2026 08:12:30').waitFor();
    await menu.getByText('Chép mã').click();
    await page.getByText('Đã chép U-03').waitFor();
    expect(copied).toEqual(['U-03']);
  });

  test('prints a label whose code is the one of the object', async () => {
    const page = await open('/trace/lot:G-1?view=table');
    await page.getByRole('button', { name: 'U-03', exact: true }).click({ button: 'right' });
    await page.getByRole('menu').getByText('In nhãn…').click();
    const code = page.getByAltText('Mã để quét: U-03');
    const width = () => code.evaluate((image) => image.getBoundingClientRect().width);
    await expect.poll(width).toBeGreaterThan(40);
    await page.getByLabel('Số nhãn').fill('3');
    await expect.poll(() => page.locator('.label').count()).toBe(3);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { name: 'Nhãn U-03' }).isVisible()).toBe(false);
  });
});

test('who looks at one unit sees its values against limits and neighbours, and finds others like it', async () => {
  const page = await open('/trace/lot:G-1?view=columns&focus=unit:U-00');
  const panel = panelOf(page);
  await panel.getByText('1 trị số ngoài giới hạn').waitFor();
  await panel.getByText('giới hạn 1,9…2,1').waitFor();
  await panel.getByRole('img', { name: '0 sản phẩm trước, 10 sau, từ 2 đến 2,3' }).waitFor();
  await panel.getByRole('link', { name: 'Còn sản phẩm nào như vậy?' }).click();
  await page.getByRole('heading', { name: '1 sản phẩm' }).waitFor();
});

test('who looks at a lot sees where its amount went', async () => {
  const page = await open('/trace/lot:G-1?view=columns&focus=lot:G-1');
  const panel = panelOf(page);
  await panel.getByRole('row', { name: /Nhận vào 60 g 100,0%/ }).waitFor();
  await panel.getByText('30 lần dùng hay nhận không ghi lượng').waitFor();
});

test('a trace of the past says that what is held is of today', async () => {
  const page = await open('/trace/lot:G-1?view=table&asOf=20');
  await page.getByText('Giữ, hết hạn và số lần sửa là của bây giờ.').waitFor();
});

test('an edge that cannot say what is held is not taken to hold nothing', async () => {
  await context.route('**/api/v1/objects/flags', (route) => route.fulfill({ status: 500 }));
  const page = await open('/trace/lot:G-1?view=table');
  await page.getByText('Chưa biết mục nào bị giữ').waitFor();
});

test.each(['vi', 'en'])(
  'axe finds nothing on the rows, the panel, the menu and a label (%s)',
  async (lang) => {
    const page = await open(`/trace/lot:G-1?view=columns&focus=unit:U-00&lang=${lang}`);
    await page.locator('.step-value').first().waitFor();
    await panelOf(page).locator('[aria-haspopup]').click();
    expect(await axeFaultsOf(page)).toEqual([]);
    await page.goto(`${edge.url}/label/unit:U-00?lang=${lang}`);
    await page.locator('.label').waitFor();
    expect(await axeFaultsOf(page)).toEqual([]);
  },
);
