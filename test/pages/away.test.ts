import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { getEventsReply } from '../../edge/api/contract/events.ts';
import { serveRecorded } from '../fixtures/pages/serve.ts';
import { axeFaultsOf, launchBrowser, longShift, PagedEdge } from './paged-edge.ts';

const glue = 'BD1/ASM/ASM1/GLUE';
const name = { vi: 'Keo', en: 'Glue' };
const station = `/station/${encodeURIComponent(glue)}?lang=vi`;
const dist = `${import.meta.dirname}/../../dashboards/dist`;

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    locale: 'vi-VN',
    hasTouch: true,
  });
});
afterEach(() => context.close());

function startEdge(): Promise<PagedEdge> {
  return PagedEdge.start({
    site: 'BD1',
    name: { vi: 'Nhà máy thử', en: 'Test plant' },
    shifts: longShift(),
    lines: [{ path: 'BD1/ASM/ASM1', name, stations: [{ path: glue, name }] }],
  });
}

/** Opens a page and waits until the browser keeps the files of all of them. */
async function open(url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return page;
}

const away = 'Không tới được trạm biên';

test('a tablet that is switched on while the edge is away says so, has what it kept, and heals by itself', async () => {
  await using edge = await startEdge();
  const agoMs = (minutes: number) => Date.now() - minutes * 60_000;
  const state = (id: string, minutes: number, to: string) => {
    return { id, type: 'state_changed', at: agoMs(minutes), station: glue, state: to };
  };
  await edge.say(state('s-1', 11, 'unscheduled_down'), state('s-2', 1, 'producing'));
  const page = await open(edge.url + station);
  await page.locator('.stop-row.needed').waitFor();
  await edge.fall();
  await page.getByText('cuộc gọi không được giữ lại').waitFor();
  await page.locator('.stop-row.needed').tap();
  await page.getByRole('button', { name: 'Kẹt', exact: true }).tap();
  await page.getByText('1 mục chưa gửi').waitFor();
  await page.reload();
  await page.getByText(away).first().waitFor();
  await page.getByText('1 mục chưa gửi').waitFor();
  expect(await page.getByText('Đang chạy').count()).toBe(0);
  expect(await axeFaultsOf(page)).toEqual([]);
  await edge.rise();
  await page.getByText('Mọi lần dừng đều đã có lý do').waitFor();
  await page.getByText(away).first().waitFor({ state: 'detached' });
  const told = async () => getEventsReply.parse(await edge.ask('/events?type=stop_classified'));
  await expect.poll(async () => (await told()).events.length).toBe(1);
});

test('a wall and a trace that are opened while the edge is away show no old figure, and fill when it is back', async () => {
  await using edge = await startEdge();
  await edge.say({ id: 'p-1', type: 'unit_processed', station: glue, at: Date.now(), ...passed });
  await (await open(`${edge.url}/trace/unit:SPK-1?lang=vi`)).close();
  await edge.fall();
  const wall = await context.newPage();
  await wall.goto(`${edge.url}/wall?lang=vi`);
  await wall.getByText('Bảng tự hiện khi có kết nối').waitFor();
  expect(await axeFaultsOf(wall)).toEqual([]);
  const trace = await context.newPage();
  await trace.goto(`${edge.url}/trace/unit:SPK-1?lang=vi`);
  await trace.getByText('Trang sẽ thử lại khi có kết nối').waitFor();
  const asked = () => fetch('/api/v1/lines').then(({ status }) => status);
  await expect(trace.evaluate(asked)).rejects.toThrow();
  await edge.rise();
  await wall.getByText('Bảng tự hiện khi có kết nối').waitFor({ state: 'detached' });
  await wall.getByText(name.vi).first().waitFor();
  await trace.getByRole('heading', { name: 'SPK-1' }).waitFor();
});

const passed = { unit: 'SPK-1', operation: 'GLUE', result: 'pass' };

test('a new build is shown as soon as it is there, and is what is kept from then on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-dist-'));
  cpSync(dist, folder, { recursive: true });
  const edge = await serveRecorded(folder);
  try {
    const page = await open(`${edge.url}/lines`);
    const kept = () => page.evaluate(() => caches.keys());
    const before = await kept();
    rewrite(folder, 'index.html', '<title>', '<meta name="build" content="2"><title>');
    rewrite(folder, 'sw.js', '/favicon.svg', '/assets/new-build.js /favicon.svg');
    writeFileSync(join(folder, 'assets', 'new-build.js'), '');
    await page.reload();
    const build = page.locator('meta[name=build]');
    expect(await build.count()).toBe(1);
    // The browser looks for a new worker once the page is there; the old one's files then go.
    await expect
      .poll(async () => (await kept()).join())
      .toMatch(new RegExp(`^(?!${before.join()}$)lotline [0-9a-f]+$`));
    edge.fall();
    await page.reload();
    await page.getByText(away).first().waitFor();
    expect(await build.count()).toBe(1);
  } finally {
    await edge.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function rewrite(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}
