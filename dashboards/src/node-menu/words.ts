import { defineWords } from '../i18n/words.ts';

export const nodeMenuWords = defineWords({
  vi: {
    open: 'Thao tác',
    menu: (id: string) => `Thao tác với ${id}`,
    backward: '◀ Nguồn gốc của mục này',
    forward: 'Ảnh hưởng của mục này ▶',
    machine: (station: string, time: string) => `Máy ${station} lúc ${time}`,
    units: 'Những gì qua máy lúc đó',
    alarms: 'Hàng qua máy khi có báo động lúc đó',
    label: 'In nhãn…',
    copy: 'Chép mã',
    copyLink: 'Chép liên kết đến mục này',
    copied: (text: string) => `Đã chép ${text}`,
    notCopied: 'Trình duyệt không cho chép: hãy bôi đen và chép bằng tay.',
  },
  en: {
    open: 'Actions',
    menu: (id) => `Actions for ${id}`,
    backward: '◀ Origin of this',
    forward: 'Impact of this ▶',
    machine: (station, time) => `Machine ${station} at ${time}`,
    units: 'What passed the machine then',
    alarms: 'Units there during an alarm then',
    label: 'Print a label…',
    copy: 'Copy the code',
    copyLink: 'Copy a link to this',
    copied: (text) => `Copied ${text}`,
    notCopied: 'The browser does not let pages copy: mark it and copy by hand.',
  },
});
