import { defineWords } from '../i18n/words.ts';

export const quarantineWords = defineWords({
  vi: {
    title: 'Bản tin cách ly',
    what: 'Bản tin mà trạm biên không hiểu được. Không bản tin nào bị bỏ: chúng được giữ ở đây, mới nhất trước.',
    none: 'Không có bản tin nào bị cách ly.',
    times: (count: string) => `${count} lần`,
    bytes: (count: string) => `${count} byte`,
    topic: 'Chủ đề',
    station: 'Trạm',
    source: 'Nguồn',
    first: 'lần đầu',
    last: 'lần cuối',
    payload: 'Nội dung',
    older: 'Cũ hơn',
    newest: 'Mới nhất',
  },
  en: {
    title: 'Messages in quarantine',
    what: 'Messages that the edge could not understand. None is dropped: they are kept here, the newest first.',
    none: 'No message is in quarantine.',
    times: (count) => `${count} times`,
    bytes: (count) => `${count} bytes`,
    topic: 'Topic',
    station: 'Station',
    source: 'Source',
    first: 'first',
    last: 'last',
    payload: 'Payload',
    older: 'Older',
    newest: 'Newest',
  },
});
