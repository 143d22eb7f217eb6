import { defineWords } from '../i18n/words.ts';
import type { FlagKind } from './kinds.ts';

const vi: Record<FlagKind, string> = {
  held: 'Đang giữ',
  failed: 'Lỗi',
  expired: 'Hết hạn',
  scrapped: 'Đã huỷ',
  repaired: 'Đã sửa',
  unsourced: 'Không rõ nguồn',
};

export const flagsWords = defineWords({
  vi: {
    kinds: vi,
    /** On a row there is little room. */
    short: { ...vi, held: 'Giữ', unsourced: 'Chưa rõ', scrapped: 'Huỷ' },
    held: (hold: string, reason: string) => `${hold}: ${reason}`,
    heldWith: (hold: string, on: string, reason: string) => `${hold}, cùng ${on}: ${reason}`,
    expiredAt: (time: string) => `Hết hạn lúc ${time}`,
    repairs: (count: string) => `Đã sửa ${count} lần`,
    unsourced: 'Không có bản ghi nhập kho hay bắt đầu: không biết từ đâu đến',
    among: (count: string, all: string) => `${count} trong ${all} mục`,
    asking: 'Đang xem mục nào bị giữ…',
    failedToAsk: 'Chưa biết mục nào bị giữ: trạm biên không trả lời.',
    ofToday: 'Giữ, hết hạn và số lần sửa là của bây giờ.',
  },
  en: {
    kinds: {
      held: 'On hold',
      failed: 'Failed',
      expired: 'Expired',
      scrapped: 'Scrapped',
      repaired: 'Repaired',
      unsourced: 'Origin unknown',
    },
    short: {
      held: 'Hold',
      failed: 'NG',
      expired: 'Expired',
      scrapped: 'Scrap',
      repaired: 'Repaired',
      unsourced: 'Unknown',
    },
    held: (hold, reason) => `${hold}: ${reason}`,
    heldWith: (hold, on, reason) => `${hold}, with ${on}: ${reason}`,
    expiredAt: (time) => `Expired ${time}`,
    repairs: (count) => (count === '1' ? 'Repaired once' : `Repaired ${count} times`),
    unsourced: 'No receipt or start was recorded: nobody knows where it is from',
    among: (count, all) => `${count} of ${all} objects`,
    asking: 'Asking what is on hold…',
    failedToAsk: 'What is on hold is not known: the edge did not answer.',
    ofToday: 'Holds, expiry and repairs are those of today.',
  },
});

export type FlagsText = (typeof flagsWords)['vi'];
