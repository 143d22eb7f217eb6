import type { KpiRow } from '../../../edge/api/contract/kpis.ts';

type Elements = KpiRow['elements'];
export type ElementName = keyof Elements;

/** What an abbreviation of a formula stands for: an element, a sum of them, or another KPI. */
type Term =
  | { readonly kind: 'elements'; readonly of: readonly ElementName[] }
  | { readonly kind: 'kpi'; readonly id: string };

const elements = (...of: readonly ElementName[]): Term => ({ kind: 'elements', of });
const kpi = (id: string): Term => ({ kind: 'kpi', id });

const busyElements = ['actualProductionTimeMs', 'actualSetupTimeMs', 'actualDelayTimeMs'] as const;

/** The longer ones first: `sum(PRU_i x PQ_i)` holds `PQ`. */
const terms: readonly (readonly [string, Term])[] = [
  ['sum(PRU_i x PQ_i)', elements('plannedRunTimeMs')],
  ['PQ of the first operation', elements('firstStepQuantity')],
  ['average inventory', elements('inventoryMs')],
  ['sum(AUBT)', elements(...busyElements)],
  ['sum(APT)', elements('actualProductionTimeMs')],
  ['sum(TBF)', elements('timeBetweenFailuresMs')],
  ['sum(TTF)', elements('timeToFailureMs')],
  ['sum(TTR)', elements('timeToRepairMs')],
  ['Quality ratio', kpi('quality_ratio')],
  ['Availability', kpi('availability')],
  ['Effectiveness', kpi('effectiveness')],
  ['APWT', elements('personnelWorkTimeMs')],
  ['APAT', elements('personnelAttendanceTimeMs')],
  ['AUBT', elements(...busyElements)],
  ['AUPT', elements('actualProductionTimeMs', 'actualSetupTimeMs')],
  ['ASUT', elements('actualSetupTimeMs')],
  ['ADET', elements('actualDelayTimeMs')],
  ['AOET', elements('orderExecutionTimeMs')],
  ['APT', elements('actualProductionTimeMs')],
  ['PBT', elements('plannedBusyTimeMs')],
  ['CMT', elements('correctiveMaintenanceTimeMs')],
  ['PMT', elements('plannedMaintenanceTimeMs')],
  ['EPC', elements('equipmentProductionCapacity')],
  ['PSQ', elements('plannedScrapQuantity')],
  ['IGQ', elements('integratedGoodQuantity')],
  ['STL', elements('storageLossQuantity')],
  ['PQ', elements('producedQuantity')],
  ['GQ', elements('goodQuantity')],
  ['SQ', elements('scrapQuantity')],
  ['RQ', elements('reworkQuantity')],
  ['GP', elements('goodParts')],
  ['IP', elements('inspectedParts')],
  ['FE', elements('failureCount')],
  ['CM', elements('consumedMaterialQuantity')],
  ['PL', elements('productionLossQuantity')],
  ['OL', elements('otherLossQuantity')],
  ['E', elements('energyKilowattHours')],
];

export type FormulaPart =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | {
      readonly kind: 'amount';
      /** Where it stands in the formula. */
      readonly at: number;
      readonly name: string;
      readonly value: number | null;
      /** How to show the value. */
      readonly of: 'ms' | 'quantity' | 'energy' | 'ratio';
    };

/** A formula with what each of its terms came to; null: not known. */
export function formulaParts(
  formula: string,
  { elements: known, values }: Pick<KpiRow, 'elements' | 'values'>,
): FormulaPart[] {
  const parts: FormulaPart[] = [];
  let rest = formula;
  while (rest !== '') {
    const at = formula.length - rest.length;
    const found = terms.find(([name]) => startsWithTerm(rest, name));
    if (found === undefined) {
      const last = parts[parts.length - 1];
      const [character = ''] = rest;
      if (last?.kind === 'text') {
        parts[parts.length - 1] = { ...last, text: last.text + character };
      } else parts.push({ kind: 'text', text: character, at });
      rest = rest.slice(character.length);
      continue;
    }
    const [name, term] = found;
    parts.push({ kind: 'amount', at, name, ...amountOf(term, known, values) });
    rest = rest.slice(name.length);
  }
  return parts;
}

/** An abbreviation is a word of its own, not the beginning of another. */
function startsWithTerm(text: string, name: string): boolean {
  return text.startsWith(name) && !/^\w/.test(text.slice(name.length));
}

function amountOf(
  term: Term,
  known: Elements,
  values: KpiRow['values'],
): { readonly value: number | null; readonly of: 'ms' | 'quantity' | 'energy' | 'ratio' } {
  if (term.kind === 'kpi') return { value: values[term.id]?.value ?? null, of: 'ratio' };
  const amounts = term.of.map((name) => known[name]);
  const value = amounts.every((amount) => typeof amount === 'number')
    ? amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
    : null;
  const [first = ''] = term.of;
  if (first === 'energyKilowattHours') return { value, of: 'energy' };
  return { value, of: first.endsWith('Ms') ? 'ms' : 'quantity' };
}
