import { defineWords } from '../i18n/words.ts';

export const eventsWords = defineWords({
  vi: {
    results: { pass: 'Đạt', fail: 'Lỗi', aborted: 'Bỏ dở', skipped: 'Bỏ qua' } as Readonly<
      Record<string, string>
    >, // Results of other events are shown as they are.
    more: (count: string) => `… và ${count} nữa`,
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
    results: { pass: 'Pass', fail: 'Fail', aborted: 'Aborted', skipped: 'Skipped' },
    more: (count) => `… and ${count} more`,
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
