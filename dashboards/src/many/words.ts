import { defineWords } from '../i18n/words.ts';

export const manyWords = defineWords({
  vi: {
    title: 'Truy xuất nhiều mã',
    prompt: 'Quét, dán hoặc gõ các mã, mỗi dòng một mã',
    help: 'Máy quét thêm một dòng sau mỗi lần quét. Có thể dán một cột từ bảng tính.',
    kind: 'Mã là của',
    kinds: {
      any: 'loại nào cũng được',
      unit: 'sản phẩm',
      lot: 'lô',
      container: 'thùng',
      shipment: 'chuyến hàng',
    },
    codes: (count: string) => `${count} mã`,
    tooMany: (max: string) => `Nhiều nhất ${max} mã một lần; chọn một loại thì được nhiều hơn.`,
    trace: 'Truy xuất',
    clear: 'Xoá danh sách',
    change: 'Sửa danh sách',
    known: (known: string, all: string) => `${known} / ${all} mã có trong nhật ký`,
    unknown: (count: string) => `${count} mã không có trong nhật ký`,
    ambiguous: (count: string) => `${count} mã là của nhiều thứ; tất cả đều được truy xuất`,
    noneKnown: 'Nhật ký không có mã nào trong danh sách.',
    gone: 'Danh sách này không còn ở đây',
    goneWhy: 'Danh sách dài chỉ được giữ trong thẻ trình duyệt đã mở nó. Hãy dán lại danh sách.',
    onlyHere: 'Danh sách dài: đường dẫn này chỉ mở được trong thẻ trình duyệt này.',
    asked: 'Các mã trong danh sách, và nơi của chúng bây giờ',
    codesView: 'Các mã',
    downloading: 'Đang tải…',
  },
  en: {
    title: 'Trace many codes',
    prompt: 'Scan, paste or type the codes, one a line',
    help: 'A scanner adds a line with each scan. A column of a spreadsheet can be pasted.',
    kind: 'The codes are of',
    kinds: {
      any: 'any kind',
      unit: 'units',
      lot: 'lots',
      container: 'containers',
      shipment: 'shipments',
    },
    codes: (count) => `${count} codes`,
    tooMany: (max) => `At most ${max} codes at once; more when a kind is chosen.`,
    trace: 'Trace',
    clear: 'Clear the list',
    change: 'Change the list',
    known: (known, all) => `${known} of ${all} codes are in the log`,
    unknown: (count) =>
      count === '1' ? '1 code is not in the log' : `${count} codes are not in the log`,
    ambiguous: (count) =>
      count === '1'
        ? '1 code names several things; all of them are traced'
        : `${count} codes name several things; all of them are traced`,
    noneKnown: 'The log has none of the codes of the list.',
    gone: 'This list is not here any more',
    goneWhy: 'A long list is kept only by the browser tab that opened it. Paste it again.',
    onlyHere: 'A long list: this address opens only in this browser tab.',
    asked: 'The codes of the list, and where they are now',
    codesView: 'Codes',
    downloading: 'Downloading…',
  },
});
