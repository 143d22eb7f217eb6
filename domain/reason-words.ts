import type { Bilingual } from './plant.ts';

/** Why a link is not certain, or what limits an answer, as people say it. */
const words: Readonly<Partial<Record<string, Bilingual>>> = {
  splice_grey_zone: {
    vi: 'trong vùng không chắc của chỗ nối: có thể dùng lô này hoặc lô kia',
    en: 'within the grey zone of a splice: either lot may have been used',
  },
  clock_offset: {
    vi: 'đồng hồ của hai nguồn lệch nhau: không rõ việc nào trước',
    en: 'the clocks of the two sources differ: which came first is not known',
  },
  start_of_passage_unknown: {
    vi: 'trạm không báo lúc bắt đầu: không rõ sản phẩm vào máy khi nào',
    en: 'the station tells no start: when the unit entered is not known',
  },
  in_machine_at_changeover: {
    vi: 'sản phẩm đang trong máy lúc đổi lô',
    en: 'the unit was in the machine while lots were changed',
  },
  booked_by_count: {
    vi: 'tính theo số lượng tiêu hao, không theo lần lắp',
    en: 'booked by count, not seen at a mount',
  },
  booked_to_order: {
    vi: 'lô được ghi cho cả lệnh sản xuất, không cho từng sản phẩm',
    en: 'the lot was booked to the whole order, not to this unit',
  },
  booked_after_use: { vi: 'được ghi sau khi đã dùng', en: 'booked after it was used' },
  tank_mixture: {
    vi: 'bồn được châm thêm khi đang dùng: bên trong là hỗn hợp nhiều lô',
    en: 'the tank was topped up in use: its content is a mixture of lots',
  },
  slot_use_unknown: {
    vi: 'không rõ chương trình của sản phẩm có lấy từ khe này không',
    en: 'whether the program of the unit takes from this slot is not known',
  },
  other_lot_was_on_slot: {
    vi: 'lần tháo cho thấy một lô khác đã ở trên khe',
    en: 'a dismount shows that another lot was on the slot',
  },
  lot_never_received: { vi: 'lô chưa từng được nhận', en: 'the lot was never received' },
  unit_never_started: {
    vi: 'sản phẩm không có bản ghi bắt đầu',
    en: 'the unit has no record of a start',
  },
  unit_without_item: {
    vi: 'chưa ai ghi sản phẩm là mã hàng nào: lọc theo mã hàng thì không thấy nó',
    en: 'nobody said which item the unit is: a list by item leaves it out',
  },
  lot_taken_off_but_never_mounted: {
    vi: 'lô được tháo khỏi máy nhưng không có bản ghi lắp',
    en: 'the lot was taken off, but nobody saw it put on',
  },
  lot_id_of_two_suppliers: {
    vi: 'hai nhà cung cấp dùng cùng một mã lô',
    en: 'two suppliers use the same lot code',
  },
  lot_of_two_items: {
    vi: 'cùng một mã lô được nhận cho hai mã hàng',
    en: 'the same lot code was received as two items',
  },
  unit_of_two_items: {
    vi: 'cùng một sản phẩm được ghi hai mã hàng (kể cả dưới mã cũ)',
    en: 'the same unit was recorded as two items (former labels included)',
  },
  no_data: { vi: 'máy mất tín hiệu', en: 'the machine gave no signal' },
  station_silent: {
    vi: 'trạm đang im lặng lâu hơn bình thường',
    en: 'the station has been silent for longer than usual',
  },
  station_never_heard: {
    vi: 'trạm chưa từng gửi dữ liệu',
    en: 'the station has never sent anything',
  },
  unreadable_messages_in_quarantine: {
    vi: 'có bản tin không đọc được đang cách ly',
    en: 'unreadable messages are in quarantine',
  },
  messages_with_a_used_id_in_quarantine: {
    vi: 'có bản tin trùng mã sự kiện đang cách ly',
    en: 'messages with a used id are in quarantine',
  },
  queue_lost_messages: {
    vi: 'hàng đợi của máy đã mất bản tin',
    en: 'the queue of the machine lost messages',
  },
};

/** A reason in a reader's language; one that this version does not know is shown as it came. */
export function reasonWords(reason: string, language: keyof Bilingual): string {
  return words[reason]?.[language] ?? reason.replaceAll('_', ' ');
}
