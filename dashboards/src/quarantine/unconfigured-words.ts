import { defineWords } from '../i18n/words.ts';

export const unconfiguredWords = defineWords({
  vi: {
    title: (count: string) => `Trạm chưa khai báo (${count})`,
    what: 'Cấu hình nhà máy không có các trạm này nên chúng không lên bảng chuyền. Sự kiện của chúng vẫn được ghi và truy xuất được. Gõ nhầm tên trạm: sửa ở máy gửi. Máy mới: thêm vào plant.yaml rồi khởi động lại trạm biên.',
    station: 'Trạm',
    meant: 'Có phải là',
    events: 'Sự kiện',
    firstAt: 'Thấy từ',
    lastAt: 'Lần cuối',
    notice: (count: string) => `▲ ${count} trạm chưa khai báo đang gửi dữ liệu`,
  },
  en: {
    title: (count) => `Stations that are not configured (${count})`,
    what: 'The plant’s configuration does not name these stations, so they are on no board. Their events are recorded and can be traced. A typo: correct it where it is sent. A new machine: add it to plant.yaml and start the edge again.',
    station: 'Station',
    meant: 'Perhaps',
    events: 'Events',
    firstAt: 'Heard since',
    lastAt: 'Last heard',
    notice: (count) =>
      count === '1'
        ? '▲ One station that sends is not configured'
        : `▲ ${count} stations that send are not configured`,
  },
});
