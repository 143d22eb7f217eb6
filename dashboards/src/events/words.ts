import { defineWords } from '../i18n/words.ts';

export const eventsWords = defineWords({
  vi: {
    title: 'Sự kiện trong nhật ký',
    event: (seq: string) => `sự kiện ${seq}`,
    events: (count: string) => `${count} sự kiện`,
    at: 'Xảy ra',
    recorded: 'Ghi nhận',
    later: (duration: string) => `sau ${duration}`,
    source: 'Nguồn',
    station: 'Trạm',
    id: 'Mã sự kiện',
    raw: 'Nguyên văn (JSON)',
    none: 'Nhật ký không có sự kiện ở số này.',
    close: 'Đóng (Esc)',
  },
  en: {
    title: 'Events in the log',
    event: (seq) => `event ${seq}`,
    events: (count) => `${count} events`,
    at: 'Happened',
    recorded: 'Recorded',
    later: (duration) => `${duration} later`,
    source: 'Source',
    station: 'Station',
    id: 'Event id',
    raw: 'As it came (JSON)',
    none: 'The log has no event at this number.',
    close: 'Close (Esc)',
  },
});
