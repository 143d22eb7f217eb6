import { defineWords } from '../i18n/words.ts';

export const targetWords = defineWords({
  vi: {
    what: 'Chuyền phải làm được bao nhiêu. Giá trị hẹp nhất được dùng: trạm và sản phẩm, rồi sản phẩm, rồi trạm, rồi cả chuyền. Ô trống nghĩa là lấy theo mức rộng hơn.',
    line: 'Chuyền',
    noLines:
      'Chưa có chuyền nào: chuyền xuất hiện khi được khai báo hoặc khi máy đầu tiên gửi dữ liệu.',
    whole: 'Cả chuyền, mọi sản phẩm',
    values: {
      plannedPerHour: 'Kế hoạch mỗi giờ',
      plannedCycleMs: 'Chu kỳ kế hoạch',
      taktMs: 'Takt của khách',
      oee: 'OEE mục tiêu',
    },
    units: { plannedPerHour: 'cái/giờ', plannedCycleMs: 'giây/cái', taktMs: 'giây/cái', oee: '%' },
    real: (median: string, fast: string, count: string) =>
      `24 giờ qua, giữa hai cái: thường ${median}, nhanh ${fast} (${count} cái)`,
    seconds: (count: string) => `${count} giây`,
    noReal: '24 giờ qua chưa đủ sản phẩm để so.',
    take: (cycle: string) => `Lấy ${cycle} làm chu kỳ kế hoạch`,
    remove: (scope: string) => `Bỏ chỉ tiêu riêng của ${scope}`,
    add: 'Thêm chỉ tiêu riêng',
    product: 'Sản phẩm',
    anyProduct: 'mọi sản phẩm',
    station: 'Trạm',
    anyStation: 'cả chuyền',
    exists: 'Chỉ tiêu này đã có ở trên.',
    choose: 'Chọn sản phẩm, trạm, hoặc cả hai.',
    none: 'trống',
    hints: {
      no_cycle: 'Chưa có chu kỳ kế hoạch: không tính được hiệu suất và OEE.',
      no_plan:
        'Chưa có kế hoạch mỗi giờ: bảng chuyền không so được với kế hoạch và không báo chậm nhịp.',
      oee_high: 'OEE trên 95 % rất hiếm: hãy chắc chắn chu kỳ kế hoạch không quá dài.',
      oee_zero: 'OEE mục tiêu 0 % thì lúc nào cũng đạt.',
      beaten: (median: string) =>
        `Thực tế thường chỉ ${median}: nhanh hơn kế hoạch nhiều. Hiệu suất sẽ vượt 100 %, chu kỳ kế hoạch có lẽ quá dài.`,
      never_reached: (fast: string) =>
        `24 giờ qua chưa lúc nào nhanh như vậy (nhanh nhất ${fast}). Hiệu suất sẽ luôn thấp.`,
      plan_too_high: (needed: string, cycle: string) =>
        `Không thể: kế hoạch này cần ${needed} một cái, chu kỳ kế hoạch là ${cycle}.`,
      slower_than_takt: (cycle: string, takt: string) =>
        `Chu kỳ ${cycle} dài hơn takt ${takt}: không kịp nhu cầu của khách.`,
    },
  },
  en: {
    what: 'What lines are to do. The narrowest value counts: station and product, then product, then station, then the whole line. An empty field takes the next wider one.',
    line: 'Line',
    noLines:
      'No lines yet: a line appears when it is configured or when its first machine sends data.',
    whole: 'Whole line, all products',
    values: {
      plannedPerHour: 'Planned per hour',
      plannedCycleMs: 'Planned cycle',
      taktMs: 'Takt of the customer',
      oee: 'OEE target',
    },
    units: { plannedPerHour: 'pcs/h', plannedCycleMs: 's/piece', taktMs: 's/piece', oee: '%' },
    real: (median, fast, count) =>
      `Last 24 hours, from piece to piece: usually ${median}, fast ${fast} (${count} pieces)`,
    seconds: (count) => `${count} s`,
    noReal: 'Too few pieces in the last 24 hours to compare with.',
    take: (cycle) => `Take ${cycle} as the planned cycle`,
    remove: (scope) => `Remove the targets of ${scope}`,
    add: 'Add targets of their own',
    product: 'Product',
    anyProduct: 'all products',
    station: 'Station',
    anyStation: 'whole line',
    exists: 'These targets are listed above.',
    choose: 'Choose a product, a station, or both.',
    none: 'empty',
    hints: {
      no_cycle: 'No planned cycle: effectiveness and OEE cannot be computed.',
      no_plan:
        'No plan per hour: the board has nothing to compare with, and the pace never alarms.',
      oee_high: 'An OEE above 95 % is very rare: make sure that the planned cycle is not too long.',
      oee_zero: 'An OEE target of 0 % is always reached.',
      beaten: (median) =>
        `Pieces usually took ${median} only, much faster than planned. Effectiveness will be above 100 %: the planned cycle may be too long.`,
      never_reached: (fast) =>
        `Nothing was this fast in the last 24 hours (the fastest took ${fast}). Effectiveness will always be low.`,
      plan_too_high: (needed, cycle) =>
        `Impossible: this plan needs ${needed} a piece, the planned cycle is ${cycle}.`,
      slower_than_takt: (cycle, takt) =>
        `The cycle of ${cycle} is longer than the takt of ${takt}: it cannot keep up with the customer.`,
    },
  },
});

export type TargetWords = (typeof targetWords)['vi'];
