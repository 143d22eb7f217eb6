import { defineWords } from '../i18n/words.ts';

export const momentWords = defineWords({
  vi: {
    shape: 'ngày/tháng/năm giờ:phút',
    expected: (typed: string) =>
      `Không hiểu "${typed}". Hãy gõ ngày/tháng/năm giờ:phút, ví dụ 28/11/2026 21:36, hoặc chỉ 21:36 cho hôm nay.`,
    choose: 'Chọn trên lịch',
  },
  en: {
    shape: 'day/month/year hour:minute',
    expected: (typed) =>
      `Cannot read "${typed}". Type day/month/year hour:minute, such as 28/11/2026 21:36, or only 21:36 for today.`,
    choose: 'Choose in a calendar',
  },
});
