import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { databases, type StoredSummaries, TestCloud } from '../support/cloud.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { line, SendingPlant } from '../support/sending-plant.ts';

const glue = `${line}/GLUE`;
const end = `${line}/TEST`;
let lastId = 0;

function event(type: string, at: string, fields: object): { id: string } {
  return { id: `e-${++lastId}`, type, at: `2026-11-23T${at}+07:00`, ...fields } as { id: string };
}
const started = (unit: string, at: string, item: string) =>
  event('unit_started', at, { unit, item });
const passed = (unit: string, at: string, result = 'pass', station = end) =>
  event('unit_processed', at, { unit, station, operation: 'OP', result });
const state = (station: string, at: string, name: string) =>
  event('state_changed', at, { station, state: name });

const minutesMs = 60_000;
const ten = { kind: 'hour', from: '2026-11-23T03:00:00Z', to: '2026-11-23T04:00:00Z' };

describe.for(databases)('syncing to $database', ({ isHere, openServer }) => {
  let server: PostgresServer | undefined;
  let cloud: TestCloud;
  let plants = 0;

  beforeAll(async () => {
    if (!isHere) return;
    server = await openServer();
    cloud = new TestCloud(server);
    await cloud.start();
  }, 60_000);
  afterAll(async () => {
    await cloud?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  async function openPlant(): Promise<SendingPlant> {
    const plant = new SendingPlant(`BD${++plants}`);
    onTestFinished(() => plant[Symbol.asyncDispose]());
    await plant.open();
    return plant;
  }

  const testHere = test.runIf(isHere);

  testHere('an hour arrives with its products and how long each station did what', async () => {
    const plant = await openPlant();
    await plant.append([
      started('U-1', '09:50:00', 'SPK-40W'),
      started('U-2', '09:51:00', 'SPK-40W'),
      started('U-3', '09:52:00', 'SPK-60W'),
      state(glue, '10:00:00', 'producing'),
      passed('U-1', '10:05:00', 'pass', glue),
      passed('U-1', '10:06:00'),
      state(end, '10:10:00', 'producing'),
      passed('U-2', '10:20:00', 'fail'),
      passed('U-3', '10:21:00'),
      passed('U-unknown', '10:22:00'),
      state(glue, '10:40:00', 'unscheduled_down'),
      state(glue, '10:50:00', 'producing'),
      passed('U-2', '11:00:00'),
      event('heartbeat', '11:00:00', { station: glue }),
    ]);

    plant.startSync(cloud.url);
    await plant.sent();

    expect(await cloud.summaries(plant.site, ten)).toEqual([
      {
        plant: plant.site,
        kind: 'hour',
        line,
        from: '2026-11-23T03:00:00.000Z',
        to: '2026-11-23T04:00:00.000Z',
        complete: true,
        good: 3,
        reject: 1,
        products: [
          { item: 'SPK-40W', good: 1, reject: 1 },
          { item: null, good: 1, reject: 0 },
          { item: 'SPK-60W', good: 1, reject: 0 },
        ],
        stations: [
          {
            station: glue,
            statesMs: { producing: 50 * minutesMs, unscheduled_down: 10 * minutesMs },
          },
          { station: end, statesMs: { producing: 50 * minutesMs } },
        ],
        revision: 1,
        asOfSeq: 14,
        changedAt: expect.any(String),
      },
    ]);
    const [shift] = await cloud.summaries(plant.site, { kind: 'shift' });
    expect(shift).toMatchObject({
      shift: '1',
      from: '2026-11-22T23:00:00.000Z',
      to: '2026-11-23T07:00:00.000Z',
      complete: false,
      good: 4,
      reject: 1,
    });
    expect(await cloud.plant(plant.site)).toMatchObject({ hwm: 14 });
    expect(plant.status()).toMatchObject({ configured: true, connected: true, backlog: 0 });
  });

  testHere('a lot that was taken off arrives with where it was and how many it met', async () => {
    const plant = await openPlant();
    await plant.append([
      event('lot_received', '08:00:00', {
        lot: 'GLUE-1',
        item: 'GLUE-X',
        quantity: { value: 5, uom: 'kg' },
        supplier: 'Henkel',
        supplierLot: 'H-77',
      }),
      event('lot_mounted', '10:00:00', { lot: 'GLUE-1', station: glue, slot: 'T1' }),
      ...['U-1', 'U-2', 'U-2'].map((unit, index) =>
        event('unit_processed', `10:1${index}:00`, {
          unit,
          station: glue,
          startedAt: `2026-11-23T10:0${index + 5}:00+07:00`,
          operation: 'OP',
          result: 'pass',
        }),
      ),
      event('lot_mounted', '10:30:00', { lot: 'GLUE-2', station: glue, slot: 'T1' }),
    ]);

    plant.startSync(cloud.url);
    await plant.sent();

    const lots = await cloud.summaries(plant.site, { kind: 'lot' });
    expect(lots).toMatchObject([
      {
        lot: 'GLUE-1',
        complete: true,
        item: 'GLUE-X',
        supplier: 'Henkel',
        supplierLot: 'H-77',
        mounts: [
          {
            station: glue,
            slot: 'T1',
            from: '2026-11-23T03:00:00.000Z',
            to: '2026-11-23T03:30:00.000Z',
          },
        ],
        mountsTotal: 1,
        unitsExposed: 2,
        revision: 1,
      },
      { lot: 'GLUE-2', complete: false, mountsTotal: 1 },
    ]);
    // One that was in the machine meanwhile is told of only later.
    await plant.append([passed('U-late', '10:20:00', 'pass', glue)]);
    await plant.sent();
    expect(await cloud.summaries(plant.site, { kind: 'lot' })).toMatchObject([
      { lot: 'GLUE-1', unitsExposed: 3, revision: 2 },
      { lot: 'GLUE-2', complete: false },
    ]);
  });

  testHere('late, retracted and corrected events revise the old hour, visibly', async () => {
    const plant = await openPlant();
    const wrong = passed('U-1', '10:05:00');
    await plant.append([started('U-1', '10:00:00', 'SPK-40W'), wrong]);
    plant.startSync(cloud.url);
    await plant.sent();
    const hour = async () => (await cloud.summaries(plant.site, ten))[0];
    expect(await hour()).toMatchObject({ good: 1, reject: 0, revision: 1 });

    await plant.append([passed('U-2', '10:06:00', 'fail')]);
    await plant.sent();
    expect(await hour()).toMatchObject({ good: 1, reject: 1, revision: 2 });

    await plant.append([started('U-2', '10:01:00', 'SPK-60W')]);
    await plant.sent();
    expect(await hour()).toMatchObject({
      products: [
        { item: 'SPK-40W', good: 1, reject: 0 },
        { item: 'SPK-60W', good: 0, reject: 1 },
      ],
      revision: 3,
    });

    const replacement = { ...passed('U-1', '09:30:00'), id: wrong.id };
    const why = { event: wrong.id, reason: 'clock was wrong' };
    await plant.append([event('event_corrected', '11:00:00', { ...why, replacement })]);
    await plant.sent();
    expect(await hour()).toMatchObject({ good: 0, reject: 1, revision: 4 });
    const nine = { kind: 'hour', from: '2026-11-23T02:00:00Z', to: '2026-11-23T03:00:00Z' };
    expect(await cloud.summaries(plant.site, nine)).toMatchObject([{ good: 1, revision: 1 }]);

    await plant.append([event('event_retracted', '11:01:00', why)]);
    await plant.sent();
    expect(await cloud.summaries(plant.site, nine)).toMatchObject([{ good: 0, revision: 2 }]);
    // What changes nothing of an hour does not revise it.
    await plant.append([passed('U-1', '10:50:00', 'skipped')]);
    await plant.sent();
    expect(await hour()).toMatchObject({ revision: 4 });
  });

  testHere(
    'lost messages, lost answers and restarts of both sides count nothing twice',
    async () => {
      const plant = await openPlant();
      const items = ['SPK-40W', 'SPK-60W', 'SPK-80W'];
      const units = Array.from({ length: 600 }, (_, index) => `U-${index}`);
      // A step of 37 minutes mixes the hours; one in seven fails.
      const events = units.flatMap((unit, index) => {
        const minute = (index * 37) % 300;
        const at = `0${5 + Math.floor(minute / 60)}:${`${minute % 60}`.padStart(2, '0')}:00`;
        const item = items[index % 3] ?? '';
        return [passed(unit, at, index % 7 === 0 ? 'fail' : 'pass'), started(unit, at, item)];
      });
      let calls = 0;
      const flaky: typeof fetch = async (url, init) => {
        calls += 1;
        if (calls % 3 === 1) throw new TypeError('lost on the way there');
        const response = await fetch(url, init);
        if (calls % 3 === 2) throw new TypeError('lost on the way back');
        return response;
      };
      await plant.append(events.slice(0, 400));
      plant.startSync(cloud.url, flaky);
      await plant.sent();
      await plant.append(events.slice(400, 800));
      await cloud.stop();
      await plant.close();
      await plant.open();
      plant.startSync(cloud.url, flaky);
      await expect.poll(() => calls).toBeGreaterThan(4);
      expect(plant.status()).toMatchObject({ connected: false, backlog: 400 });
      await cloud.start();
      await plant.sent();
      await plant.append(events.slice(800));
      await plant.sent();

      const hours = await cloud.summaries(plant.site, { kind: 'hour' });
      expect(totals(hours)).toEqual({ good: 514, reject: 86 });
      const products = hours.flatMap((hour) => (hour.kind === 'hour' ? hour.products : []));
      for (const item of items) {
        const ofItem = products.filter((product) => product.item === item);
        expect(ofItem.reduce((sum, { good, reject }) => sum + good + reject, 0)).toBe(200);
      }
      expect(hours.filter((hour) => hour.kind === 'hour' && hour.good > 0)).toHaveLength(5);
      expect(totals(await cloud.summaries(plant.site, { kind: 'shift' }))).toEqual({
        good: 514,
        reject: 86,
      });
      expect(await cloud.plant(plant.site)).toMatchObject({ hwm: 1200 });
    },
  );

  testHere(
    'more than one message holds arrives whole, also when it breaks off between',
    async () => {
      const plant = await openPlant();
      const lots = Array.from({ length: 450 }, (_, index) => `R-${index}`);
      const place = { station: glue, slot: 'T1' };
      await plant.append(
        lots.flatMap((lot, index) => {
          const at = new Date(Date.parse('2026-11-23T01:00:00Z') + index * 10_000).toISOString();
          return [
            { ...event('lot_mounted', '08:00:00', { lot, ...place }), at },
            {
              ...event('lot_dismounted', '08:00:00', { lot, ...place }),
              at: at.replace('.000', '.900'),
            },
          ];
        }),
      );
      let calls = 0;
      const marks: unknown[] = [];
      plant.startSync(cloud.url, async (url, init) => {
        calls += 1;
        marks.push((await cloud.plant(plant.site))?.hwm);
        if (calls === 2) throw new TypeError('lost on the way there');
        return fetch(url, init);
      });
      await plant.sent();

      expect(marks).toEqual([undefined, 0, 0, 0, 0]);
      expect(await cloud.plant(plant.site)).toMatchObject({ hwm: 900 });
      const told = await cloud.summaries(plant.site, { kind: 'lot' });
      expect(told).toHaveLength(450);
      expect(told.every(({ complete, revision }) => complete && revision === 1)).toBe(true);
    },
  );

  testHere('a restored edge sends under its new epoch; the old history is closed', async () => {
    const plant = await openPlant();
    await plant.append([passed('U-1', '10:05:00'), passed('U-2', '10:06:00')]);
    plant.startSync(cloud.url);
    await plant.sent();
    const before = await cloud.plant(plant.site);
    await plant.close();

    const file = new Database(join(plant.dataDir, 'lotline.db'));
    file.prepare("UPDATE meta SET value = 'restored' WHERE key = 'epoch'").run();
    file.close();
    await plant.open();
    await plant.append([passed('U-3', '10:07:00')]);
    plant.startSync(cloud.url);
    await plant.sent();
    expect(await cloud.plant(plant.site)).toMatchObject({ epoch: 'restored', hwm: 3 });
    expect(await cloud.summaries(plant.site, ten)).toMatchObject([{ good: 3, revision: 2 }]);

    await plant.close();
    const old = new Database(join(plant.dataDir, 'lotline.db'));
    old.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(before?.epoch);
    old.close();
    await plant.open();
    await plant.append([passed('U-4', '10:08:00')]);
    const answers: number[] = [];
    plant.startSync(cloud.url, async (url, init) => {
      const response = await fetch(url, init);
      answers.push(response.status);
      return response;
    });
    await expect.poll(() => answers).toContain(409);
    expect(plant.status()).toMatchObject({ connected: false, backlog: 1 });
    expect(await cloud.summaries(plant.site, ten)).toMatchObject([{ good: 3 }]);
  });

  testHere('a receiver that lost its data is told everything again', async () => {
    const plant = await openPlant();
    await plant.append([passed('U-1', '10:05:00'), passed('U-2', '09:06:00')]);
    plant.startSync(cloud.url);
    await plant.sent();
    const before = await cloud.summaries(plant.site, { kind: 'hour', to: ten.to });
    await plant.stopSync();
    await using empty = new TestCloud(server);
    await empty.start();

    await plant.append([event('heartbeat', '11:00:00', { station: end })]);
    plant.startSync(empty.url);
    await plant.sent();

    const told = await empty.summaries(plant.site, { kind: 'hour', to: ten.to });
    expect(totals(told)).toEqual({ good: 2, reject: 0 });
    expect(told.map(({ revision }) => revision)).toEqual(before.map(() => 1));
  });
});

function totals(summaries: StoredSummaries): { good: number; reject: number } {
  const sums = { good: 0, reject: 0 };
  for (const summary of summaries) {
    if (summary.kind === 'lot') continue;
    sums.good += summary.good;
    sums.reject += summary.reject;
  }
  return sums;
}
