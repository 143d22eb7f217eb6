import {
  type AndonSettings,
  andonSettings,
  type ReasonTree,
} from '../../domain/events/throughput.ts';

const reason = (
  code: string,
  name: { vi: string; en: string },
  rest: Partial<ReasonTree['reasons'][number]> = {},
): ReasonTree['reasons'][number] => ({ code, name, loss: 'other', alarms: [], ...rest });

/** What people may choose from until a plant sets its own reasons. */
export const reasonsDefault: ReasonTree = {
  reasons: [
    reason('machine', { vi: 'Máy', en: 'Machine' }, { loss: 'failure' }),
    reason(
      'breakdown',
      { vi: 'Hỏng máy', en: 'Breakdown' },
      { parent: 'machine', loss: 'failure' },
    ),
    reason('jam', { vi: 'Kẹt', en: 'Jam' }, { parent: 'machine', loss: 'failure' }),
    reason('material', { vi: 'Vật tư', en: 'Material' }, { loss: 'material' }),
    reason(
      'material_missing',
      { vi: 'Thiếu vật tư', en: 'Material missing' },
      { parent: 'material', loss: 'material' },
    ),
    reason('people', { vi: 'Con người', en: 'People' }),
    reason('no_operator', { vi: 'Thiếu người', en: 'No operator' }, { parent: 'people' }),
    reason('quality', { vi: 'Chất lượng', en: 'Quality' }, { loss: 'quality' }),
    reason(
      'quality_check',
      { vi: 'Kiểm tra chất lượng', en: 'Quality check' },
      { parent: 'quality', loss: 'quality' },
    ),
    reason('changeover', { vi: 'Chuyển đổi', en: 'Changeover' }, { loss: 'setup' }),
    reason('planned', { vi: 'Có kế hoạch', en: 'Planned' }, { loss: 'planned' }),
    reason(
      'maintenance',
      { vi: 'Bảo trì', en: 'Maintenance' },
      { parent: 'planned', loss: 'planned' },
    ),
  ],
};

export const andonDefault: AndonSettings = andonSettings.parse({});
