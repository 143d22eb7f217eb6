import type { Fact } from '../../simulators/truth/facts.ts';

/** Every way in which material and units join and part in the simulated plant, and what disturbs it. */
export const joins = [
  'a lot on a slot goes into a unit',
  'a lot is mounted again after its return to the store',
  'a lot goes back to its supplier',
  'a lot is counted',
  'a lot is scrapped',
  'a lot is split',
  'lots are joined',
  'a vat gives lots of several fillings',
  'a tank is topped up',
  'a unit gets a mixture of three lots or more',
  'a lot is booked to a unit',
  'a lot is booked to a lot',
  'a lot is booked to an order',
  'something is booked late',
  'another supplier uses a lot id again',
  'a program leaves out a slot',
  'a panel is separated',
  'a component is taken out',
  'a component goes into a second unit',
  'units are in units three deep',
  'a unit gets another serial',
  'a unit is packed under its former serial',
  'a unit is scrapped',
  'a unit is packed a second time',
  'a unit comes back',
  'a carton comes back',
  'a pallet comes back',
  'a pallet is shipped to two customers',
  'a tool is used though its calibration is overdue',
  'a scan is wrong',
  'a message is garbage',
] as const;
type Join = (typeof joins)[number];

/** Which of them occurred, by what truly happened. */
export function joinsIn(facts: readonly Fact[]): ReadonlySet<Join> {
  const seen = new Set<Join>(facts.flatMap(joinsOf));
  const of = <K extends Fact['fact']>(kind: K) =>
    facts.filter((fact): fact is Extract<Fact, { fact: K }> => fact.fact === kind);
  const note = (join: Join, hasOccurred: boolean): void => {
    if (hasOccurred) seen.add(join);
  };
  const backInStore = new Map(
    of('lot_returned').flatMap(({ lot, to, atMs }) => (to === 'store' ? [[lot, atMs]] : [])),
  );
  note(
    'a lot is mounted again after its return to the store',
    of('consumed').some(({ lot, atMs }) => atMs > (backInStore.get(lot) ?? Infinity)),
  );
  const drawn = Map.groupBy(of('drawn'), ({ vat, atMs }) => `${vat} ${atMs}`);
  const vatsDrawn = [...drawn.keys()].map((key) => key.split(' ')[0] ?? '');
  note('a vat gives lots of several fillings', isRepeated(vatsDrawn));
  const mixed = of('consumed').filter(({ share }) => share !== undefined);
  const partsOf = Map.groupBy(mixed, ({ unit, slot }) => `${unit} ${slot}`);
  note(
    'a unit gets a mixture of three lots or more',
    [...partsOf.values()].some((parts) => new Set(parts.map(({ lot }) => lot)).size > 2),
  );
  const installed = of('installed').filter(({ component }) => component.startsWith('unit:'));
  note(
    'a component goes into a second unit',
    isRepeated(installed.map(({ component }) => component)),
  );
  const holders = new Set(installed.map(({ unit }) => `unit:${unit}`));
  const inner = new Set(
    installed.flatMap(({ unit, component }) => (holders.has(component) ? [`unit:${unit}`] : [])),
  );
  note(
    'units are in units three deep',
    [...installed].some(({ component }) => inner.has(component)),
  );
  const renamedMs = new Map(of('relabelled').map(({ from, atMs }) => [`unit:${from}`, atMs]));
  note(
    'a unit is packed under its former serial',
    of('packed').some(({ object, atMs }) => atMs > (renamedMs.get(object) ?? Infinity)),
  );
  note('a unit is packed a second time', isRepeated(of('packed').map(({ object }) => object)));
  const sent = new Set(of('shipped').map(({ object, customer }) => `${object} ${customer}`));
  note(
    'a pallet is shipped to two customers',
    isRepeated([...sent].map((each) => each.split(' ')[0] ?? '')),
  );
  note('a program leaves out a slot', leavesOut(of('slots_used')));
  note('a tool is used though its calibration is overdue', isOverdue(facts));
  return seen;
}

function joinsOf(fact: Fact): Join[] {
  switch (fact.fact) {
    case 'consumed':
      return ['a lot on a slot goes into a unit'];
    case 'lot_returned':
      return fact.to === 'supplier' ? ['a lot goes back to its supplier'] : [];
    case 'lot_counted':
      return ['a lot is counted'];
    case 'lot_scrapped':
      return ['a lot is scrapped'];
    case 'split':
      return ['a lot is split'];
    case 'joined':
      return ['lots are joined'];
    case 'topped_up':
      return ['a tank is topped up'];
    case 'booked_to':
      return [
        fact.object.startsWith('unit:') ? 'a lot is booked to a unit' : 'a lot is booked to a lot',
      ];
    case 'booked_to_order':
      return ['a lot is booked to an order'];
    case 'booked_late':
      return ['something is booked late'];
    case 'id_reused':
      return ['another supplier uses a lot id again'];
    case 'separated':
      return ['a panel is separated'];
    case 'removed':
      return ['a component is taken out'];
    case 'relabelled':
      return ['a unit gets another serial'];
    case 'scrapped':
      return ['a unit is scrapped'];
    case 'returned':
      return [cameBack(fact)];
    case 'mis_scanned':
      return ['a scan is wrong'];
    case 'garbage_sent':
      return ['a message is garbage'];
    default:
      return [];
  }
}

function cameBack({ object, from }: { object: string; from: string }): Join {
  if (object.startsWith('unit:')) return 'a unit comes back';
  return from.startsWith('shipment:') ? 'a pallet comes back' : 'a carton comes back';
}

function leavesOut(used: readonly { station: string; slots: readonly string[] }[]): boolean {
  const byStation = Map.groupBy(used, ({ station }) => station);
  return [...byStation.values()].some(
    (lists) => new Set(lists.map(({ slots }) => slots.length)).size > 1,
  );
}

function isOverdue(facts: readonly Fact[]): boolean {
  const dueMs = new Map<string, number>();
  for (const fact of facts) {
    if (fact.fact === 'calibrated') dueMs.set(fact.tool, fact.dueAtMs);
    if (fact.fact !== 'passed') continue;
    if (fact.tools?.some((tool) => fact.atMs > (dueMs.get(tool) ?? Infinity))) return true;
  }
  return false;
}

function isRepeated(list: readonly string[]): boolean {
  return new Set(list).size < list.length;
}
