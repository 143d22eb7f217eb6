import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RecordedEdge, serveRecorded } from '../fixtures/pages/serve.ts';
import {
  allButColours,
  axeFaultsInThemes,
  axeFaultsOf,
  launchBrowser,
  scan,
} from './paged-edge.ts';

let browser: Browser;
let edge: RecordedEdge;
let context: BrowserContext;
let faults: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  edge = await serveRecorded(`${import.meta.dirname}/../../dashboards/dist`);
  context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    serviceWorkers: 'block', // As over plain HTTP, where browsers have none.
  });
  faults = [];
});
afterEach(async () => {
  await context.close();
  await edge.close();
});

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(edge.url + path);
  await page
    .getByText('Nhà máy loa Bình Dương')
    .or(page.getByText('Bình Dương speaker plant'))
    .waitFor();
  return page;
}

/** How fast a scanner types, and a person. */
const scannerKeyMs = 5;
const personKeyMs = 150;

/**
 * Keys of the browser, which type into the field that has the focus; so far apart however busy this
 * machine is. They begin as long ago as it takes to type them.
 */
async function type(page: Page, keys: readonly string[], keyMs: number): Promise<void> {
  const keyboard = await context.newCDPSession(page);
  const beginMs = Date.now() - keys.length * keyMs;
  const pressed = keys.map((key, nth) => {
    const text = key === 'Enter' ? '\r' : key;
    const timestamp = (beginMs + nth * keyMs) / 1000;
    return keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp });
  });
  await Promise.all(pressed);
  await keyboard.detach();
}

/** What the address of a page says. */
const asked = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

const bands = (page: Page) => page.locator('.band-state').allInnerTexts();

describe('the pages in a browser', () => {
  test('load little, all of it from the edge, under its content security policy', async () => {
    const scripts: Promise<Buffer>[] = [];
    const elsewhere: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(edge.url)) elsewhere.push(request.url());
    });
    context.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    const page = await open('/lines');
    await page.waitForLoadState('load');
    context.removeAllListeners('response');
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(120 * 1024);
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
  });

  test.each([
    '/lines',
    '/trace',
    '/trace?q=0001',
    '/trace/unit:SPK-O00012',
    '/trace/lot:R-0001',
    '/trace/lot:R-0001?view=columns&focus=unit:PNL-000000',
    '/trace/lot:R-0001?view=table&focus=unit:PNL-000000',
    '/trace/lot:R-0001?view=history',
    '/trace/lot:R-0001?view=changes',
    '/exposures?line=BD1/SMT/SMT1&from=2026-11-24T00:00:00.000Z&to=2026-11-24T01:00:00.000Z',
    '/quarantine',
    '/holds?state=all',
    '/andon',
    '/wall',
    '/wall/ASM1',
    '/wall?show=andon',
    '/wall?show=pace',
    '/many?code=PCB-000001&code=NO-SUCH&view=summary',
    '/compare?object=unit:PCB-000001&object=unit:PCB-000002',
    '/trace/unit:SPK-O00012?view=history&events=1001,1002',
  ])('have nothing for axe to find: %s', async (path) => {
    const page = await context.newPage();
    await page.goto(edge.url + path);
    await page.locator('main h1').first().waitFor({ state: 'attached' });
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    expect(await axeFaultsInThemes(page)).toEqual([]);
    await page.mouse.move(300, 300); // A wall has its choices for a while after a touch.
    await page.locator('button', { hasText: /^EN$/ }).dispatchEvent('click'); // Also below a sheet.
    await page.locator('html[lang=en]').waitFor({ state: 'attached' });
    expect(await axeFaultsOf(page, allButColours)).toEqual([]);
  });

  test('show every line by state, and a station without a signal as unknown', async () => {
    const page = await open('/lines');
    expect(await bands(page)).toEqual(['Đang chạy', 'Dừng sự cố', 'Đang chạy']);
    const silent = page.locator('.station', { hasText: 'Đo âm thanh' });
    expect(await silent.textContent()).toContain('Mất tín hiệu');
    expect(await silent.locator('.station-counts strong').first().textContent()).toBe('—');
    expect(await page.locator('.figure strong').allInnerTexts()).toEqual(['851', '323', '421']);
  });

  test('grow unknown when the edge dies, and are right again when it is back', async () => {
    const page = await open('/lines');
    edge.fall();
    await page.getByText('đang thử lại').waitFor();
    expect(await bands(page)).toEqual(['Đang chạy', 'Dừng sự cố', 'Đang chạy']);
    await page.getByText('không rõ tình trạng máy').waitFor();
    expect(await bands(page)).toEqual(['Mất tín hiệu', 'Mất tín hiệu', 'Mất tín hiệu']);
    expect(await page.locator('.figure strong').allInnerTexts()).toEqual(['—', '—', '—']);
    edge.changeLines((reply) => ({ ...reply, lines: reply.lines.slice(0, 1) }));
    edge.rise();
    await page.locator('.banner').waitFor({ state: 'detached' });
    expect(await bands(page)).toEqual(['Đang chạy']);
  });

  test('keep their frame when a page cannot be had from a dead edge, and open it when it is back', async () => {
    const page = await open('/lines');
    edge.fall();
    await page.getByRole('link', { name: 'Truy xuất' }).click();
    await page.getByText('Chưa mở được trang này').waitFor();
    await page.getByRole('link', { name: 'Bảng chuyền' }).click();
    await page.locator('.band-state').first().waitFor();
    await page.getByRole('link', { name: 'Truy xuất' }).click();
    edge.rise();
    await page.getByRole('heading', { level: 1, name: 'Truy xuất' }).waitFor();
  });

  test('do not trust a stream that is open and silent', async () => {
    const page = await open('/lines');
    edge.hang();
    await page.getByText('không rõ tình trạng máy').waitFor();
    expect(await bands(page)).toEqual(['Mất tín hiệu', 'Mất tín hiệu', 'Mất tín hiệu']);
  });

  test('share one stream among the tabs, and another tab takes it over', async () => {
    const first = await open('/lines');
    const others = [await open('/lines'), await open('/trace'), await open('/lines')];
    expect(edge.streams()).toBe(1);
    await first.close();
    edge.changeLines((reply) => ({ ...reply, lines: reply.lines.slice(1, 2) }));
    await expect.poll(() => bands(others[2]!)).toEqual(['Dừng sự cố']);
    await expect.poll(() => edge.streams()).toBe(1);
  });

  test('take a scan wherever the focus is, and leave the field as it was', async () => {
    const page = await open('/trace/lot:R-0001?view=table');
    const filter = page.getByPlaceholder('Lọc theo mã');
    await filter.focus();
    await type(page, [...'PC'], personKeyMs);
    await expect.poll(() => filter.inputValue()).toBe('PC');
    await type(page, [...'SPK-000020', 'Enter'], scannerKeyMs);
    await page.getByRole('heading', { name: 'SPK-000020' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/trace/unit:SPK-000020');
  });

  test('say that a code is unknown and show what comes near', async () => {
    const page = await open('/lines');
    await page.keyboard.press('/');
    await type(page, [...'SPK-OO0020', 'Enter'], personKeyMs);
    await page.getByText('Không tìm thấy “SPK-OO0020”').waitFor();
    await page.getByRole('link', { name: 'SPK-000020' }).click();
    await page.getByRole('heading', { name: 'SPK-000020' }).waitFor();
  });

  test('draw thousands of objects with few elements, and count them alike everywhere', async () => {
    const page = await open('/trace/lot:R-0001?view=columns');
    await page.getByText('5.181 mục · 7.049 liên kết').waitFor();
    await page.locator('.trace-row').first().waitFor();
    const titles = await page.locator('.column h2').allInnerTexts();
    const counts = titles.map((title) => Number(title.split(' · ')[1]?.replaceAll('.', '') ?? 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5181);
    await page.locator('.form-closed button').nth(2).click();
    expect(await page.locator('*').count()).toBeLessThan(1500);
    await page.getByRole('link', { name: 'Bảng', exact: true }).click();
    await page.getByText('5.181 / 5.181 mục').waitFor();
    await page.getByPlaceholder('Lọc theo mã').fill('da huy pcb');
    await page.getByText('48 / 5.181 mục').waitFor();
    expect(await page.locator('*').count()).toBeLessThan(1500);
  });

  test('open the list behind a figure, and print all of it', async () => {
    const page = await open('/trace/lot:R-0001');
    const row = page.getByRole('row', { name: /Đã huỷ/ });
    await row.getByRole('link', { name: '48' }).click();
    await page.getByText('48 / 5.181 mục').waitFor();
    await page.getByLabel('Ở đâu').selectOption('');
    await page.getByLabel('Loại').selectOption('container');
    await page.getByText('126 / 5.181 mục').waitFor();
    await expect.poll(() => asked(page, 'filter')).toBe('kind:container');
    const rows = () => page.locator('.table-scroller tbody tr:not(:has(.gap))').count();
    await expect.poll(rows).toBeLessThan(60);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(rows).toBe(126);
  });

  test('list who passed in a bad hour, and what no machine could make understood', async () => {
    const page = await open('/exposures');
    await page.getByLabel('Trạm hoặc chuyền').selectOption('BD1/SMT/SMT1');
    // Nothing lies over the calendars' buttons.
    for (const calendar of await page.locator('.moment-fields button').all()) {
      await calendar.click({ trial: true, timeout: 2000 });
    }
    await page.getByLabel('Từ').fill('2026-11-24T08:00');
    await page.getByLabel('Đến').fill('2026-11-24T09:00');
    await page.getByRole('button', { name: 'Tìm sản phẩm' }).click();
    await page.getByRole('heading', { name: '2 sản phẩm' }).waitFor();
    // 08:00 on the plant's clock, seven hours before Greenwich's.
    await expect.poll(() => asked(page, 'from')).toBe('2026-11-24T01:00:00.000Z');
    await page.goto(`${edge.url}/quarantine`);
    await page.getByRole('link', { name: 'Sự kiện thiếu hoặc sai trường' }).click();
    await expect.poll(() => asked(page, 'source')).toBe('mqtt:smt-1');
    await page.getByText('expected a number').waitFor();
    await page.getByText('Nội dung (').click();
    expect(await page.locator('pre').textContent()).toBe('{"temperature": "hot"}');
  });

  test('ask for the last hour on the clock of the plant, whatever the device says', async () => {
    const page = await open('/');
    await page.clock.setSystemTime('2020-01-01T00:00:00Z');
    await page.goto(`${edge.url}/exposures`);
    const until = page.getByLabel('Đến');
    await expect.poll(() => until.inputValue()).toMatch(/^\d\d\/\d\d\/20(?!20)\d\d /);
  });

  test('add each scan to a list, trace it as one, and say which codes nobody knows', async () => {
    const page = await open('/many');
    const list = page.getByLabel('mỗi dòng một mã');
    await list.fill('SPK-000020\nNO-SUCH-1\n');
    await list.focus();
    await scan(page, 'SPK-000021');
    await expect.poll(() => list.inputValue()).toBe('SPK-000020\nNO-SUCH-1\nSPK-000021\n');
    await page.getByRole('button', { name: 'Truy xuất', exact: true }).click();
    await page.getByText('2 / 3 mã có trong nhật ký').waitFor();
    expect(await page.locator('.codes').textContent()).toBe('NO-SUCH-1');
    await page.getByRole('link', { name: 'Bảng', exact: true }).click();
    await page.getByText('5.181 / 5.181 mục').waitFor();
    expect(new URL(page.url()).searchParams.getAll('code')).toHaveLength(3);
  });

  test('compare what scans name, and lead from a board to its comparison', async () => {
    const page = await open('/trace/unit:PCB-000001');
    await page.getByRole('link', { name: 'So sánh với…' }).click();
    await page.getByText('Cần ít nhất hai mã').waitFor();
    await scan(page, 'PCB-000002');
    const shared = page.getByRole('row', { name: /R-0001/ });
    await shared.waitFor();
    expect(await shared.textContent()).toContain('2 bước Có thể');
  });

  test('show the events behind a fact beside it, and give the focus back', async () => {
    const page = await open('/trace/lot:R-0001?view=table&focus=unit:PNL-000000');
    const facts = page.getByRole('complementary').getByRole('button', { name: /^sự kiện / });
    const fact = await facts.first().elementHandle(); // Others may come before it meanwhile.
    await fact?.press('Enter');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('mqtt:SMT1-PLACE').waitFor();
    expect(await sheet.textContent()).toContain('sau 30 giây');
    await sheet.getByText('Nguyên văn (JSON)').click();
    expect(await sheet.locator('pre').textContent()).toContain('"type": "unit_processed"');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    const hasFocus = () => fact?.evaluate((button) => button === document.activeElement);
    await expect.poll(hasFocus).toBe(true);
  });

  test('draw a life in time, lead through it by keys, and open what is chosen', async () => {
    const page = await open('/trace/lot:R-0001?view=history');
    const marks = page.locator('.timeline-mark');
    const period = page.locator('.timeline-bar strong');
    const whole = await period.textContent();
    await marks.first().focus();
    for (let zooms = 0; zooms < 6; zooms += 1) await page.keyboard.press('+');
    const closer = await period.textContent();
    expect(closer).not.toBe(whole);
    await expect.poll(() => asked(page, 'seen')).not.toBeNull();
    await page.reload();
    await expect.poll(() => period.textContent()).toBe(closer);
    await marks.first().focus();
    await page.keyboard.press('0');
    await expect.poll(() => period.textContent()).toBe(whole);
    await page.locator('.timeline-mark.retracted.many').click(); // Two mounts, minutes apart.
    const retracted = page.locator('.timeline-mark.retracted.one');
    expect(await retracted.getAttribute('aria-label')).toContain('Lắp lô lên máy');
    expect(await retracted.getAttribute('aria-label')).toContain('đã rút lại');
    await retracted.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(page, 'events')).toBe('8120');
    expect(faults).toEqual([]);
  });

  test('open the next step from a row, and keep the order of the columns in the address', async () => {
    const page = await open('/trace/lot:R-0001?view=columns');
    await page.getByLabel('Xếp theo').selectOption('count');
    await expect.poll(() => asked(page, 'sort')).toBe('count');
    await page.getByLabel('Mở bước kế tiếp: R-0001').click();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
    await expect.poll(focused).toMatch(/^unit:PNL-/);
    const panel = await focused();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(focused).toBe('lot:R-0001');
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toBe(panel);
    await page.getByLabel('Gộp theo').selectOption('none');
    await page.emulateMedia({ media: 'print' });
    const countRows = () => page.locator('.trace-row').count();
    await expect.poll(countRows).toBeGreaterThan(1000);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(countRows).toBeLessThan(1000);
  });

  test('rest once they are drawn, however much is on paper', async () => {
    const page = await open('/trace/lot:R-0001?view=columns&group=none');
    await page.locator('.trace-row').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('.trace-row').count()).toBeGreaterThan(1000);
    const inspector = await context.newCDPSession(page);
    await inspector.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.waitForTimeout(5000);
    const { metrics } = await inspector.send('Performance.getMetrics');
    const workedS = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    expect(workedS).toBeLessThan(1); // Of a processor, however busy it was.
    const canvas = page.locator('canvas.edges');
    expect(await canvas.evaluate((drawn: HTMLCanvasElement) => drawn.height)).toBeLessThan(2000);
  });

  test('tell why an object is in the trace', async () => {
    const page = await open('/trace/lot:R-0001?view=table&focus=unit:PNL-000000');
    const panel = page.getByRole('complementary');
    await panel.getByText('trong vùng không chắc của chỗ nối').waitFor();
    expect(await panel.textContent()).toContain('Có thể');
  });

  test('say what went wrong in the words of the edge, and try again when asked', async () => {
    const page = await open('/trace/unit:SPK-000999');
    await page.getByText('the reader was restarted').waitFor();
    await page.getByRole('button', { name: 'Thử lại' }).waitFor();
  });

  test('keep the language of the device', async () => {
    const page = await open('/lines');
    await page.getByRole('button', { name: 'EN' }).click();
    await page.goto(`${edge.url}/trace`);
    await page.getByRole('heading', { name: 'Trace' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
