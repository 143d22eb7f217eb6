import type { Buffer } from '../base/buffer.ts';
import { type Line, passed } from '../lines/line.ts';
import type { Speaker } from '../lines/speakers.ts';
import { items } from '../plant/items.ts';
import { stationAt } from '../plant/layout.ts';
import type { Stock } from '../plant/stock.ts';

/** One speaker in so many gets a felt, which is booked by count. */
const feltRate = 0.3;

type LabellingOptions = {
  readonly line: Line;
  readonly stock: Stock;
  readonly from: Buffer<Speaker>;
  readonly to: Buffer<Speaker>;
};

/** Labels from a roll. Nobody says that the labeller takes from its slot; some labels get a new number. */
export function startLabelling({ line, stock, from, to }: LabellingOptions): void {
  const { time, scenario } = line.world;
  const station = line.station('LABEL');
  const { perSpeaker: perProduct } = items.labels;
  const supply = stock.supplyOf(items.labels, station.path);
  const roll = line.slot(station, { slot: 'ROLL', supply, perProduct });
  const glueFelt = createFelts(line, stock);
  const relabel = createRelabelling(line);
  line.run<Speaker>(station, {
    input: from,
    program: ({ item }) => `LBL-${item.slice('SPK-'.length)}`,
    stopReasons: ['ribbon_out', 'print_unreadable'],
    prepare: async () => {
      await roll.prepare();
      return true;
    },
    process: async (speaker) => {
      const cycleMs = line.cycleMs(station, speaker, scenario.taktMs * 0.5);
      await time.sleep(cycleMs * 0.5);
      await roll.feed(speaker);
      await time.sleep(cycleMs * 0.5);
      return passed;
    },
    deliver: async (speaker) => {
      const named = relabel(speaker);
      glueFelt(named);
      await to.put(named);
    },
  });
}

/** A speaker whose number cannot be read gets another one, and keeps it. */
function createRelabelling(line: Line): (speaker: Speaker) => Speaker {
  const { random, scenario, truth, time, id } = line.world;
  const station = stationAt('tst', 'LABEL');
  let relabelled = 0;
  let last = id('SPK-N', 0);
  return (speaker) => {
    const chance = random('relabel', speaker.id, speaker.tests);
    const { id: previous } = speaker;
    if (!chance.chance(scenario.relabelRate)) {
      last = previous;
      return speaker;
    }
    relabelled += 1;
    const unit = id('SPK-N', relabelled);
    const right = { unit, previous, reason: 'label not readable' };
    const scan = { station, type: 'unit_relabelled', right } as const;
    line.terminal('LABEL').sayAsPeopleDo(scan, { unit, previous: last });
    truth.record({ fact: 'relabelled', from: previous, to: unit, atMs: time.nowMs() });
    last = unit;
    return { ...speaker, id: unit, former: previous };
  };
}

function createFelts(line: Line, stock: Stock): (speaker: Speaker) => void {
  const { random, truth, time } = line.world;
  const station = stationAt('tst', 'LABEL');
  const felts = stock.supplyOf(items.felt, station);
  return (speaker) => {
    if (!random('felt', speaker.id, speaker.tests).chance(feltRate)) return;
    const bag = felts.next();
    bag.left -= 1;
    const object = `unit:${speaker.id}`;
    const right = { lot: bag.id, quantity: { value: 1, uom: '1' }, by: { object } };
    line.terminal('LABEL').sayNowOrLate({ station, type: 'lot_consumed', right });
    truth.record({ fact: 'booked_to', lot: bag.id, object, atMs: time.nowMs() });
    if (bag.left > 0) felts.giveBack(bag);
  };
}
