import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';
import { axeFaultsOf, launchBrowser } from './paged-edge.ts';

// Tuesday, a quarter past nine: the first shift of a real edge runs.
const startMs = Date.parse('2026-11-24T09:15:00+07:00');
const line = 'BD1/ASM/ASM1';

let browser: Browser;
let edge: ApiEdge;
let context: BrowserContext;
let faults: string[];

const startEdge = async () => {
  edge = await startApiEdge({
    clock: { originMs: Date.now(), startMs, speed: 1 },
    pagesFolder: `${import.meta.dirname}/../../dashboards/dist`,
  });
};
const stopEdge = () => edge[Symbol.asyncDispose]();

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  faults = [];
});
afterEach(() => context.close());

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${edge.url}${path}`);
  await page.locator('.settings section').first().waitFor();
  return page;
}

async function save(page: Page, by: string, note: string): Promise<void> {
  await page.getByLabel('Người lưu').fill(by);
  await page.getByLabel('Lý do', { exact: true }).fill(note);
  await page.getByRole('button', { name: 'Lưu phiên bản mới' }).click();
}

const saved = (page: Page) => page.getByText('Đã lưu thành phiên bản mới').waitFor();

async function read<T>(path: string): Promise<T> {
  return (await (await edge.get(path)).json()) as T; // The contract tests hold replies to their schemas.
}

type Calendar = {
  readonly current: { readonly effectiveFrom: string };
  readonly editions: readonly {
    readonly by?: string;
    readonly note?: string;
    readonly body: {
      readonly effectiveFrom: string;
      readonly shifts: readonly { readonly id: string; readonly breaks: readonly object[] }[];
      readonly holidays: readonly { readonly date: string }[];
    };
  }[];
};

describe('settings that are saved', () => {
  beforeEach(startEdge);
  afterEach(stopEdge);

  test('a first calendar takes a pattern, a holiday that names itself, a name and a reason', async () => {
    const page = await open('/settings/calendar');
    await page.getByRole('button', { name: '3 ca 8 giờ' }).click();
    await page.getByRole('button', { name: 'Thêm ngày lễ' }).click();
    const holidays = page.getByRole('region', { name: 'Ngày lễ' });
    await holidays.getByRole('textbox', { name: 'Ngày', exact: true }).fill('30/4/2027');
    await expect
      .poll(() => holidays.getByLabel('Tên ngày lễ').inputValue())
      .toContain('Giải phóng');
    await page.getByText('22 giờ 15 phút').first().waitFor();
    await save(page, 'sup.hoa', 'Lịch đầu tiên');
    await saved(page);
    const { editions } = await read<Calendar>('/api/v1/calendar');
    expect(editions[0]).toMatchObject({
      by: 'sup.hoa',
      note: 'Lịch đầu tiên',
      body: { effectiveFrom: '2026-11-25', holidays: [{ date: '2027-04-30' }] },
    });
    expect(editions[0]?.body.shifts.map(({ id, breaks }) => [id, breaks.length])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 1],
    ]);
    expect(faults).toEqual([]);
  });

  test('two people at once: the second sees what the first saved, and nothing is lost', async () => {
    const [first, second] = [await open('/settings/calendar'), await open('/settings/calendar')];
    await second.getByRole('button', { name: '2 ca 12 giờ' }).click();
    await first.getByRole('button', { name: 'Giờ hành chính' }).click();
    await save(first, 'sup.lan', 'Chỉ làm ban ngày');
    await saved(first);
    await save(second, 'sup.hoa', 'Hai ca');
    await second.getByText('sup.lan đã lưu một phiên bản khác').waitFor();
    await second.getByText('“Chỉ làm ban ngày”').first().waitFor();
    const bys = async () =>
      (await read<Calendar>('/api/v1/calendar')).editions.flatMap(({ by }) => by ?? []);
    expect(await bys()).toEqual(['sup.lan']);
    await second.getByRole('button', { name: 'Giữ bản của tôi' }).click();
    await save(second, 'sup.hoa', 'Hai ca, đã hỏi Lan');
    await saved(second);
    expect(await bys()).toEqual(['sup.hoa', 'sup.lan']);
    // Lan's version is there to be compared and taken up again.
    await second.getByText('Các phiên bản (3)').click();
    await second.getByRole('button', { name: /sup\.lan/ }).click();
    await second.getByRole('button', { name: 'Dùng lại phiên bản này' }).click();
    await second.getByRole('group', { name: 'Ca HC' }).waitFor();
  });

  test('reasons are ordered by keyboard, renamed, and retired instead of deleted', async () => {
    const stop = {
      station: `${line}/EOL`,
      from: '2026-11-24T08:00:00+07:00',
      to: '2026-11-24T08:10:00+07:00',
      reason: 'jam',
    };
    const posted = await edge.get('/api/v1/stops', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(stop),
    });
    expect(posted.status).toBe(200);
    const page = await open('/settings/reasons');
    await page.getByRole('button', { name: 'Kẹt', exact: true }).press('Alt+ArrowUp');
    await page.getByRole('button', { name: 'Kẹt', exact: true }).click();
    expect(await page.getByRole('button', { name: 'Xoá' }).count()).toBe(0);
    await page.getByLabel('Tên tiếng Việt').fill('Kẹt phôi');
    await page.getByLabel('Báo động tự phân loại').fill('E417, E418');
    await page.getByRole('button', { name: 'Ngừng dùng' }).click();
    await save(page, 'sup.hoa', 'Máy mới không kẹt');
    await saved(page);
    const { current } = await read<{ current: { reasons: { code: string }[] } }>('/api/v1/reasons');
    expect(current.reasons.slice(0, 3)).toMatchObject([
      { code: 'machine' },
      { code: 'jam', name: { vi: 'Kẹt phôi' }, alarms: ['E417', 'E418'], retired: true },
      { code: 'breakdown' },
    ]);
  });

  test('a planned cycle that real pieces beat by far is explained, and can be taken from them', async () => {
    const pieces = Array.from({ length: 40 }, (_, n) => ({
      id: `piece-${n}`,
      type: 'unit_processed',
      at: new Date(startMs - 3_600_000 + n * 30_000).toISOString(),
      station: `${line}/EOL`,
      unit: `U-${n}`,
      operation: 'EOL',
      result: 'pass',
    }));
    await edge.post(pieces);
    const page = await open('/settings/targets');
    await page.getByText('Chưa có chu kỳ kế hoạch').waitFor();
    await page.getByLabel('Chu kỳ kế hoạch').first().fill('75,5');
    await page.getByText('Thực tế thường chỉ 30 giây').waitFor();
    await page.getByRole('button', { name: 'Lấy 30 giây làm chu kỳ kế hoạch' }).click();
    await page.getByLabel('OEE mục tiêu').first().fill('82');
    await save(page, 'sup.hoa', 'Theo số đo hôm qua');
    await saved(page);
    const { editions } = await read<{ editions: { body: object }[] }>('/api/v1/targets');
    expect(editions[0]?.body).toMatchObject({ line, plannedCycleMs: 30_000, oee: 0.82 });
  });

  test('what is changed before the page had time to draw is all kept, letter by letter', async () => {
    const page = await open('/settings/targets');
    const [cycle, oee] = await Promise.all(
      ['Chu kỳ kế hoạch', 'OEE mục tiêu'].map((label) =>
        page.getByLabel(label).first().elementHandle(),
      ),
    );
    await page.evaluate(
      async ([cycle, oee]) => {
        const press = async (field: Node | null | undefined, key: string) => {
          if (!(field instanceof HTMLInputElement)) throw new Error('there is no such field');
          field.focus();
          document.execCommand('insertText', false, key);
          // React draws what a key changed before the next key; timers come later.
          for (let step = 0; step < 50; step += 1) await undefined;
        };
        for (const key of '75,5') await press(cycle, key);
        for (const key of '82') await press(oee, key);
      },
      [cycle, oee],
    );
    await save(page, 'sup.hoa', 'Gõ nhanh');
    await saved(page);
    const { editions } = await read<{ editions: { body: object }[] }>('/api/v1/targets');
    expect(editions[0]?.body).toMatchObject({ line, plannedCycleMs: 75_500, oee: 0.82 });
  });

  test('andon settings are tried on this machine and saved', async () => {
    const page = await open('/settings/andon');
    await page.getByRole('button', { name: 'Thử âm khẩn' }).click();
    await page.getByText('Đã phát').waitFor();
    await page.getByLabel('Chưa ai nhận sau chừng này thì thành khẩn').fill('2,5');
    await page.getByLabel('Chấp nhận thiếu so với kế hoạch giờ').fill('10');
    await save(page, 'sup.hoa', 'Báo sớm hơn');
    await saved(page);
    expect(await read('/api/v1/andon/settings')).toMatchObject({
      current: { escalateAfterMs: 150_000, paceTolerance: 0.1, sound: true },
    });
  });
});

describe('settings that nobody saves', () => {
  beforeAll(startEdge);
  afterAll(stopEdge);

  test('what is wrong is said at its field, and cannot be saved', async () => {
    const page = await open('/settings/calendar');
    await page.getByLabel('Kết thúc').first().fill('15h');
    await page.getByText('Ca 2 bắt đầu (T2) khi ca 1 chưa kết thúc.').waitFor();
    expect(await page.getByRole('button', { name: 'Lưu phiên bản mới' }).isDisabled()).toBe(true);
    await page.getByLabel('Kết thúc').first().fill('sáng');
    await page.getByText('Gõ theo dạng hh:mm').waitFor();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByText('Type it as hh:mm').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('.save-bar').waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'End', exact: true }).first().inputValue()).toBe(
      '14:00',
    );
  });

  test('a calendar from yesterday names the closed shifts that it would revise, before it is saved', async () => {
    const page = await open('/settings/calendar');
    await page.getByRole('button', { name: '3 ca 8 giờ' }).click();
    await page.getByRole('textbox', { name: 'Áp dụng từ ngày' }).fill('23/11/2026');
    await page.getByText('3 ca đã đóng sẽ có bản sửa đổi mới').waitFor();
    await page.getByText('23/11/2026 · Ca 3: 8 giờ → 7 giờ 15 phút').waitFor();
    const { editions } = await read<Calendar>('/api/v1/calendar');
    expect(editions).toHaveLength(1);
  });

  test.each(['calendar', 'reasons', 'targets', 'andon'])(
    'axe finds nothing and nothing is cut off on the page of the %s',
    async (part) => {
      const page = await open(`/settings/${part}`);
      const faults = async (width: number) => {
        await page.setViewportSize({ width, height: 844 });
        const found = await axeFaultsOf(page);
        const cutOff = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        return { found, cutOff };
      };
      expect(await faults(1366)).toEqual({ found: [], cutOff: 0 });
      expect(await faults(390)).toEqual({ found: [], cutOff: 0 });
      await page.getByRole('button', { name: 'EN', exact: true }).click();
      expect(await faults(390)).toEqual({ found: [], cutOff: 0 });
    },
  );
});
