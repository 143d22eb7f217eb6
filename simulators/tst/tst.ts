import { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import type { Line } from '../lines/line.ts';
import type { Good, Speaker } from '../lines/speakers.ts';
import type { Stock, Supply } from '../plant/stock.ts';
import type { Machine } from '../plant/voices.ts';
import type { Board } from '../smt/panels.ts';
import { microphone, runCalibrations } from './calibration.ts';
import { startLabelling } from './labelling.ts';
import { type Carton, Packing, type Pallet } from './packing.ts';
import { ReworkBench } from './rework-bench.ts';
import { SetBench } from './set-bench.ts';
import { runShipping } from './shipping.ts';
import { test } from './speaker-test.ts';

export type Tst = {
  readonly line: Line;
  readonly census: Census;
  /** Speakers from assembly; those from rework and from the audit come in here again. */
  readonly input: Buffer<Speaker>;
  /** What the rework bench takes: other crossover boards, and capacitors to repair boards. */
  readonly store: { readonly take: () => Promise<Board> };
  readonly capacitors: Supply;
  readonly stock: Stock;
  readonly dockMachine: Machine;
};

/** Shelves beside the line are large: a full one would block the test that empties them. */
const shelfPlaces = 10_000;

/** Test with a rework bench, label, packing and shipping. */
export function startTst(tst: Tst): void {
  const { line, census, input } = tst;
  const failed = new Buffer<Speaker>(shelfPlaces);
  const good = new Buffer<Speaker>(6);
  const labelled = new Buffer<Speaker>(6);
  const back = new Buffer<Speaker>(shelfPlaces);
  const goods = new Buffer<Good>(6);
  const dock = new Buffer<Pallet | 'last'>(20);
  testSpeakers(tst, failed, good);
  const bench = { line, boards: tst.store, capacitors: tst.capacitors };
  new ReworkBench(bench).start(failed, {
    retest: (speaker) => input.put(speaker),
    scrapped: () => census.scrapped(),
  });
  startLabelling({ line, stock: tst.stock, from: good, to: labelled });
  const sets = new SetBench(line);
  const packing = new Packing({ line, census, dock });
  const again = (returned: Good): void => {
    for (const speaker of sets.takeApart(returned)) void back.put(speaker);
  };
  packing.start(goods, again);
  const ways = {
    test: again,
    palletise: (carton: Carton) => packing.palletise(carton),
    load: (pallet: Pallet) => void dock.put(pallet),
  };
  // They never end; should one fail, that is our own mistake and ends the process.
  void sets.run(labelled, goods);
  void carry(back, input);
  void runShipping({ line, census, dock, machine: tst.dockMachine, back: ways });
  void runCalibrations(line);
}

function testSpeakers(tst: Tst, failed: Buffer<Speaker>, good: Buffer<Speaker>): void {
  const { line } = tst;
  const { time, scenario } = line.world;
  const station = line.station('TEST');
  line.run<Speaker>(station, {
    input: tst.input,
    program: ({ item }) => `TEST-${item.slice('SPK-'.length)}`,
    stopReasons: ['microphone_fault', 'adapter_change'],
    process: async (speaker) => {
      await time.sleep(line.cycleMs(station, speaker, scenario.taktMs * 0.88));
      return { ...test(line.world, speaker), tools: [microphone] };
    },
    deliver: (speaker, { result }) => (result === 'pass' ? good : failed).put(speaker),
  });
}

async function carry(from: Buffer<Speaker>, to: Buffer<Speaker>): Promise<never> {
  for (;;) await to.put(await from.take());
}
