import { defineWords } from '../i18n/words.ts';

export const labelWords = defineWords({
  vi: {
    title: (id: string) => `Nhãn ${id}`,
    symbology: 'Loại mã',
    symbologies: { datamatrix: 'DataMatrix', qrcode: 'QR', code128: 'Code 128' },
    copies: 'Số nhãn',
    print: 'In',
    back: 'Về truy xuất',
    drawing: (id: string) => `Mã để quét: ${id}`,
    notDrawn: 'Không vẽ được mã này: Code 128 chỉ nhận chữ không dấu; hãy chọn loại khác.',
    what: 'Nhãn in lại mã đã có; không ghi thêm sự kiện nào.',
  },
  en: {
    title: (id) => `Label ${id}`,
    symbology: 'Kind of code',
    symbologies: { datamatrix: 'DataMatrix', qrcode: 'QR', code128: 'Code 128' },
    copies: 'Labels',
    print: 'Print',
    back: 'Back to the trace',
    drawing: (id) => `Code to scan: ${id}`,
    notDrawn: 'This code cannot be drawn: Code 128 is for plain letters; choose another kind.',
    what: 'The label shows the code that is there already; nothing is recorded.',
  },
});
