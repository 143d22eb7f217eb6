import type { BalanceKind } from '../../../edge/api/contract/balance.ts';
import { defineWords } from '../i18n/words.ts';

const kindsVi: Record<BalanceKind, string> = {
  received: 'Nhận vào',
  split_in: 'Tách từ lô khác',
  joined_in: 'Gộp từ lô khác',
  made: 'Chế biến ra',
  installed: 'Lắp vào sản phẩm',
  booked: 'Xuất theo sổ',
  by_recipe: 'Dùng theo chương trình máy',
  split_out: 'Tách sang lô khác',
  joined_out: 'Gộp vào lô khác',
  transformed: 'Đưa vào chế biến',
  scrapped: 'Huỷ',
  returned: 'Trả nhà cung cấp',
};

export const balanceWords = defineWords({
  vi: {
    title: 'Cân bằng vật tư',
    kinds: kindsVi,
    in: 'Vào',
    out: 'Ra',
    counted: (time: string) => `Còn lại, đếm lúc ${time}`,
    left: 'Còn lại theo tính toán',
    unexplained: 'Chưa giải thích được',
    balanced: 'Khớp: không có lượng nào chưa giải thích được',
    share: (percent: string) => `${percent} lượng vào`,
    times: (count: string) => `${count} lần`,
    untold: (count: string) =>
      `${count} lần dùng hay nhận không ghi lượng, hoặc ghi theo đơn vị khác: không tính ở đây.`,
    none: 'Không ai ghi lượng của lô này.',
    pieces: 'cái',
    failed: 'Không tải được cân bằng.',
  },
  en: {
    title: 'Mass balance',
    kinds: {
      received: 'Received',
      split_in: 'Split from another lot',
      joined_in: 'Joined from other lots',
      made: 'Made',
      installed: 'Installed in units',
      booked: 'Booked',
      by_recipe: 'Used, by the machine’s program',
      split_out: 'Split into other lots',
      joined_out: 'Joined into another lot',
      transformed: 'Put into a batch',
      scrapped: 'Scrapped',
      returned: 'Returned to the supplier',
    },
    in: 'In',
    out: 'Out',
    counted: (time) => `Left, counted ${time}`,
    left: 'Left, as calculated',
    unexplained: 'Unexplained',
    balanced: 'It balances: nothing is unexplained',
    share: (percent) => `${percent} of what came in`,
    times: (count) => `${count} times`,
    untold: (count) =>
      `${count} movements told no amount, or one in another unit: not counted here.`,
    none: 'Nobody recorded an amount of this lot.',
    pieces: 'pcs',
    failed: 'The balance could not be loaded.',
  },
});
