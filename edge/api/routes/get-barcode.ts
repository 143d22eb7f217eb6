import { barcodeQuery, objectParams } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';
import { badRequest } from '../problem.ts';

export const getBarcode = defineRoute({
  method: 'GET',
  path: '/api/v1/objects/:kind/:id/barcode.svg',
  summary: 'The id of an object as a code to print and scan; the object need not be known yet.',
  params: objectParams,
  query: barcodeQuery,
  reply: { 'image/svg+xml': 'The drawing, with its quiet zone.' },
  handle: async ({ params: { id: text }, query: { symbology } }, { exporter }) => {
    if (symbology === 'code128' && /[^ -~]/.test(text)) {
      throw badRequest([
        { path: ['symbology'], message: 'expected datamatrix or qrcode: Code 128 is for ASCII' },
      ]);
    }
    const content = new TextEncoder().encode(JSON.stringify({ text, symbology }));
    return { type: 'image/svg+xml', body: await exporter.stream('barcode_svg', content, 'en') };
  },
});
