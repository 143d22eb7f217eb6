import { defineWords } from '../i18n/words.ts';

export const filterWords = defineWords({
  vi: {
    fields: (count: string) => (count === '0' ? 'Bộ lọc' : `Bộ lọc (${count})`),
    machine: 'Máy',
    flag: 'Lưu ý',
    onSite: 'Còn trong nhà máy',
    clear: 'Bỏ lọc',
    time: 'Khoảng giờ',
    from: 'Từ',
    to: 'Đến',
    apply: 'Lọc',
    anyTime: 'Mọi lúc',
    what: 'Mục đi qua máy, được lắp, đóng gói hay xuất trong khoảng giờ này.',
    since: (time: string) => `từ ${time}`,
    until: (time: string) => `đến ${time}`,
  },
  en: {
    fields: (count) => (count === '0' ? 'Filters' : `Filters (${count})`),
    machine: 'Machine',
    flag: 'Flags',
    onSite: 'Still on site',
    clear: 'Clear the filter',
    time: 'Time window',
    from: 'From',
    to: 'To',
    apply: 'Filter',
    anyTime: 'Any time',
    what: 'What passed a machine, was installed, packed or shipped in this time.',
    since: (time) => `from ${time}`,
    until: (time) => `to ${time}`,
  },
});
