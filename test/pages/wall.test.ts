import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { GetEventsReply } from '../../edge/api/contract/events.ts';
import { freePort, type Process, startEdgeProcess } from '../support/processes.ts';
import { launchBrowser, longShift } from './paged-edge.ts';

const names = ['ASM1', 'ASM2'] as const;
const stationOf = (line: string) => `BD1/ASM/${line}/EOL`;
const name = (text: string) => ({ vi: text, en: text });

let browser: Browser;
/** Each test has a plant of its own, in which nothing was said yet but that both lines run. */
let folder: string;
let edge: Process;
let port: number;
let said = 0;
let page: Page | undefined;

const url = (path: string) => `http://127.0.0.1:${port}${path}`;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lotline-wall-'));
  const lines = names.map((line) => ({
    path: `BD1/ASM/${line}`,
    name: name(`Chuyền ${line}`),
    targetPerHour: 60,
    stations: [{ path: stationOf(line), name: name('Kiểm tra cuối'), silentAfterMs: 600_000 }],
  }));
  const plant = {
    site: 'BD1',
    name: name('Nhà máy loa Bình Dương'),
    shifts: longShift(),
    lines,
  };
  writeFileSync(join(folder, 'edge.yaml'), stringify({ plant }));
  port = await freePort();
  edge = await startEdge();
  await say(names.map((line) => state(line, 'producing')));
});
afterEach(async () => {
  await page?.context().close();
  page = undefined;
  await edge[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
afterAll(() => browser.close());

async function startEdge(): Promise<Process> {
  const env = { LOTLINE_HTTP_PORT: String(port) };
  const config = join(folder, 'edge.yaml');
  return (await startEdgeProcess({ dataDir: join(folder, 'edge'), config, env })).edge;
}

type Said = { readonly type: string; readonly [field: string]: unknown };

const state = (line: string, to: string): Said => ({
  type: 'state_changed',
  station: stationOf(line),
  state: to,
});
const passage = (line: string): Said => ({
  type: 'unit_processed',
  station: stationOf(line),
  unit: `U-${line}-${said}-${Math.random()}`,
  operation: 'EOL',
  result: 'pass',
});
const call = (incident: string, more: object = {}): Said => ({
  type: 'incident_reported',
  station: stationOf('ASM1'),
  incident,
  category: 'material',
  ...more,
});

async function say(events: readonly Said[]): Promise<void> {
  const whole = events.map((event) => ({ id: `e-${++said}`, at: Date.now(), ...event }));
  const reply = await fetch(url('/api/v1/events'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(whole),
  });
  expect(reply.status).toBe(200);
}

async function recorded(type: string): Promise<GetEventsReply['events']> {
  const reply = await fetch(url(`/api/v1/events?type=${type}`));
  return ((await reply.json()) as GetEventsReply).events; // Our own API.
}

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    locale: 'vi-VN',
  });
  page = await context.newPage();
  await page.goto(url(path));
  return page;
}

const tile = (wall: Page, line: string) => wall.locator(`[data-line="BD1/ASM/${line}"]`);
const band = (wall: Page, line: string) => tile(wall, line).locator('.wt-band');
const output = (wall: Page, line: string) => tile(wall, line).locator('.wt-output strong');

/** Grows to unknown by itself: nobody calls a value old that is fifteen seconds old. */
async function untilUnknown(wall: Page): Promise<void> {
  await wall.getByText('đang thử lại').waitFor();
  await wall.getByText('Không rõ tình trạng máy').waitFor();
  for (const line of names) {
    expect(await band(wall, line).getAttribute('class')).toContain('tone-off');
    expect(await output(wall, line).textContent()).toBe('—');
    expect(await tile(wall, line).locator('.wt-call').count()).toBe(0);
  }
  expect(await wall.locator('.wall .tone-run, .wall .tone-down').count()).toBe(0);
}

describe('a wall over days', () => {
  test('tells a stop, its cause and the count as they happen', async () => {
    const wall = await open('/wall?lang=vi');
    await expect.poll(() => band(wall, 'ASM1').textContent()).toContain('Đang chạy');
    await say([{ ...state('ASM1', 'unscheduled_down'), reason: 'jam' }, passage('ASM2')]);
    await expect.poll(() => band(wall, 'ASM1').textContent()).toContain('Dừng sự cố');
    await expect.poll(() => tile(wall, 'ASM1').textContent()).toContain('Kẹt · Kiểm tra cuối');
    await expect.poll(() => output(wall, 'ASM2').textContent()).toBe('1');
    expect(await wall.locator('.wall-worst').textContent()).toContain('Chuyền ASM1: Kẹt');
    expect(await wall.locator('header.top, footer.foot').count()).toBe(0);
  });

  test('believes nothing of an edge that was cut off, and is right again after its restart', async () => {
    const wall = await open('/wall?lang=vi');
    await band(wall, 'ASM1').waitFor();
    await edge.kill('SIGKILL');
    await untilUnknown(wall);
    edge = await startEdge();
    await say([state('ASM1', 'setup'), passage('ASM2')]);
    await expect.poll(() => band(wall, 'ASM1').textContent()).toContain('Chuyển đổi');
    await expect.poll(() => output(wall, 'ASM2').textContent()).toBe('1');
    await wall.locator('.wall-lost').waitFor({ state: 'detached' });
  });

  test('believes nothing of an edge that hangs with its connections open', async () => {
    const wall = await open('/wall?lang=vi');
    await band(wall, 'ASM1').waitFor();
    edge.child.kill('SIGSTOP');
    try {
      await untilUnknown(wall);
    } finally {
      edge.child.kill('SIGCONT');
    }
    await say([state('ASM2', 'standby_starved')]);
    await expect.poll(() => band(wall, 'ASM2').textContent()).toContain('Chờ liệu');
    expect(await band(wall, 'ASM1').getAttribute('class')).toContain('tone-run');
  });

  test('has as many elements after a hundred changes as before', async () => {
    const wall = await open('/wall?lang=vi');
    // Strips and losses have as many parts as the shift has stretches and reasons, 240 and 3 at
    // most; and what a busy machine is late with, the wall says.
    const steady = wall.locator('body *:not(rect, title, .wall-losses *, .wall-lost)');
    let pieces = 0;
    /** Ten changes of each line, of which the wall shows the last. */
    const change = async (): Promise<void> => {
      for (const until = pieces + 5; pieces < until; pieces += 1) {
        await say(names.flatMap((line) => [state(line, 'unscheduled_down'), passage(line)]));
        await say(names.map((line) => state(line, 'producing')));
      }
      await wall.locator('.wall-losses strong').waitFor();
      for (const line of names) {
        await expect.poll(() => output(wall, line).textContent()).toBe(String(pieces));
        await expect.poll(() => band(wall, line).getAttribute('class')).toContain('tone-run');
      }
    };
    await change();
    const before = await steady.count();
    for (let shown = 0; shown < 10; shown += 1) await change();
    await expect.poll(() => steady.count()).toBe(before);
  });
});

describe('a call for help', () => {
  test('flashes on the wall until somebody takes it on, on the page, by name and once', async () => {
    const wall = await open('/wall?lang=vi');
    await say([call('INC-1', { priority: 1, by: 'op.tam' })]);
    const strip = tile(wall, 'ASM1').locator('.wt-call');
    await strip.waitFor();
    expect(await strip.textContent()).toContain('Gọi vật tư');
    expect(await strip.getAttribute('class')).toContain('flashes');
    const andon = await wall.context().newPage();
    await andon.goto(url('/andon?lang=vi'));
    const card = andon.locator('[data-incident="INC-1"]');
    await card.getByRole('button', { name: 'Nhận xử lý' }).click();
    await card.getByText('Hãy cho biết bạn là ai').waitFor();
    await andon.getByLabel('Tên hoặc mã của bạn').fill('tech.an');
    await card.getByRole('button', { name: 'Nhận xử lý' }).click();
    await expect.poll(() => strip.textContent()).toContain('tech.an đang xử lý');
    expect(await strip.getAttribute('class')).not.toContain('flashes');
    await card.getByRole('button', { name: 'Đã xong' }).click();
    await card.getByLabel('Đã làm gì').fill('Đã bù liệu');
    await card.getByRole('button', { name: 'Xác nhận đã xong' }).click();
    await strip.waitFor({ state: 'detached' });
    const resolved = (await recorded('incident_resolved')).map(({ event }) => event);
    expect(resolved).toMatchObject([
      { incident: 'INC-1', by: 'tech.an', resolution: 'Đã bù liệu' },
    ]);
    expect(await recorded('incident_acknowledged')).toHaveLength(1);
  });

  test('cannot be taken on while the edge is not heard, and nothing is sent when it is back', async () => {
    await say([call('INC-2', { priority: 1 })]);
    const andon = await open('/andon?lang=vi');
    const take = andon
      .locator('[data-incident="INC-2"]')
      .getByRole('button', { name: 'Nhận xử lý' });
    await take.waitFor();
    await andon.getByLabel('Tên hoặc mã của bạn').fill('tech.an');
    edge.child.kill('SIGSTOP');
    try {
      await expect.poll(() => take.isDisabled()).toBe(true);
      expect(await andon.getByText('chưa thể nhận hoặc đóng yêu cầu').isVisible()).toBe(true);
      await take.click({ force: true, timeout: 1000 }).catch(() => undefined);
    } finally {
      edge.child.kill('SIGCONT');
    }
    await expect.poll(() => take.isDisabled()).toBe(false);
    await andon.waitForTimeout(1500);
    expect(await recorded('incident_acknowledged')).toEqual([]);
  });

  test('sounds once it was allowed to, and is silent where its station is muted', async () => {
    await say([call('INC-3', { priority: 1 })]);
    const andon = await open('/andon?lang=vi');
    await andon.locator('[data-incident="INC-3"]').waitFor();
    await andon
      .getByRole('button', { name: 'Bật âm thanh' })
      .or(andon.getByText('Âm thanh đang bật'))
      .click();
    await andon.getByText('Âm thanh đang bật').waitFor();
    const mute = andon
      .locator('[data-incident="INC-3"]')
      .getByRole('button', { name: 'Tắt tiếng' });
    await mute.click();
    await expect.poll(() => mute.textContent()).toMatch(/còn 1[45]:\d\d/);
    await andon.reload();
    await expect.poll(() => mute.textContent()).toMatch(/còn 1[45]:\d\d/);
  });
});
