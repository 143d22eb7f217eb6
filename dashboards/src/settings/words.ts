import { defineWords } from '../i18n/words.ts';

export const settingsWords = defineWords({
  vi: {
    title: 'Cài đặt',
    parts: {
      calendar: 'Lịch làm việc',
      reasons: 'Lý do dừng',
      targets: 'Chỉ tiêu',
      andon: 'Andon',
    },
    label: 'Các phần cài đặt',
  },
  en: {
    title: 'Settings',
    parts: { calendar: 'Calendar', reasons: 'Stop reasons', targets: 'Targets', andon: 'Andon' },
    label: 'Parts of the settings',
  },
});
