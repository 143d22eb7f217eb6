import { defineWords } from '../i18n/words.ts';

export const asOfWords = defineWords({
  vi: {
    label: 'Như đã biết lúc',
    show: 'Xem',
    today: 'Như bây giờ',
    knownOn: (time: string, seq: string) => `Như đã biết lúc ${time} (nhật ký đến số ${seq})`,
    counts: (units: string, containers: string, shipments: string) =>
      `${units} sản phẩm, ${containers} thùng, ${shipments} chuyến hàng`,
    now: 'bây giờ',
    changes: 'Điều gì đã thay đổi',
    headIsNow: 'Tình trạng ở đầu trang, lịch sử và bảng nguồn là của bây giờ.',
  },
  en: {
    label: 'As known on',
    show: 'Show',
    today: 'As of now',
    knownOn: (time, seq) => `As known on ${time} (log position ${seq})`,
    counts: (units, containers, shipments) =>
      `${units} units, ${containers} containers, ${shipments} shipments`,
    now: 'today',
    changes: 'What has changed',
    headIsNow:
      'The status in the head of the page, the history and the table of sources are those of today.',
  },
});
