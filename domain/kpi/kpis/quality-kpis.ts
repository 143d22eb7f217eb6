import { countHints, defineKpi, type Kpi, sumOf } from '../define-kpi.ts';
import type { ElementName } from '../elements.ts';

const pq = sumOf('producedQuantity');
const material = sumOf('consumedMaterialQuantity');

type Ratio = Pick<Kpi, 'id' | 'name' | 'formula' | 'trend'> & {
  readonly parts: ElementName;
  readonly whole: ReturnType<typeof sumOf>;
  readonly max?: number;
};

/** A ratio of counts; one that is a part of the whole, with `max` 1, says so when it is more. */
function ratioKpi({ parts, whole, ...words }: Ratio): Kpi {
  const hints = words.max === 1 ? { hints: countHints } : {};
  return defineKpi({ ...words, ...hints, unit: 'ratio', factors: [[sumOf(parts), whole]] });
}

/** What became of pieces and material. */
export const qualityKpis = [
  ratioKpi({
    id: 'quality_ratio',
    name: 'Quality ratio',
    formula: 'GQ / PQ',
    trend: 'up',
    parts: 'goodQuantity',
    whole: pq,
    max: 1,
  }),
  ratioKpi({
    id: 'actual_to_planned_scrap_ratio',
    name: 'Actual to planned scrap ratio',
    formula: 'SQ / PSQ',
    trend: 'down',
    parts: 'scrapQuantity',
    whole: sumOf('plannedScrapQuantity'),
  }),
  ratioKpi({
    id: 'first_pass_yield',
    name: 'First pass yield',
    formula: 'GP / IP',
    trend: 'up',
    parts: 'goodParts',
    whole: sumOf('inspectedParts'),
    max: 1,
  }),
  ratioKpi({
    id: 'scrap_ratio',
    name: 'Scrap ratio',
    formula: 'SQ / PQ',
    trend: 'down',
    parts: 'scrapQuantity',
    whole: pq,
    max: 1,
  }),
  ratioKpi({
    id: 'rework_ratio',
    name: 'Rework ratio',
    formula: 'RQ / PQ',
    trend: 'down',
    parts: 'reworkQuantity',
    whole: pq,
  }),
  ratioKpi({
    id: 'fall_off_ratio',
    name: 'Fall off ratio',
    formula: 'SQ / PQ of the first operation',
    trend: 'down',
    parts: 'scrapQuantity',
    whole: sumOf('firstStepQuantity'),
    max: 1,
  }),
  ratioKpi({
    id: 'finished_goods_ratio',
    name: 'Finished goods ratio',
    formula: 'GQ / CM',
    trend: 'up',
    parts: 'goodQuantity',
    whole: material,
  }),
  ratioKpi({
    id: 'integrated_goods_ratio',
    name: 'Integrated goods ratio',
    formula: 'IGQ / CM',
    trend: 'up',
    parts: 'integratedGoodQuantity',
    whole: material,
  }),
  ratioKpi({
    id: 'production_loss_ratio',
    name: 'Production loss ratio',
    formula: 'PL / CM',
    trend: 'down',
    parts: 'productionLossQuantity',
    whole: material,
    max: 1,
  }),
  ratioKpi({
    id: 'storage_and_transportation_loss_ratio',
    name: 'Storage and transportation loss ratio',
    formula: 'STL / CM',
    trend: 'down',
    parts: 'storageLossQuantity',
    whole: material,
    max: 1,
  }),
  ratioKpi({
    id: 'other_loss_ratio',
    name: 'Other loss ratio',
    formula: 'OL / CM',
    trend: 'down',
    parts: 'otherLossQuantity',
    whole: material,
    max: 1,
  }),
];
