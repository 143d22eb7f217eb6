import { toSVG } from 'bwip-js/node';
import type { Symbology } from '../api/contract/exports.ts';
import { defineExport } from './define-export.ts';

/** A code as a drawing to print, with the quiet zone and the white ground that scanners need. */
export const barcodeSvg = defineExport({
  name: 'barcode_svg',
  write: ({ text, symbology }: { readonly text: string; readonly symbology: Symbology }) => {
    const quiet = symbology === 'qrcode' ? 4 : 2; // In modules: ISO/IEC 18004 and 16022; twice for the latter.
    const isLinear = symbology === 'code128';
    return [
      toSVG({
        bcid: symbology,
        text,
        includetext: isLinear,
        paddingwidth: isLinear ? 10 : quiet,
        paddingheight: quiet,
        backgroundcolor: 'FFFFFF',
      }),
    ];
  },
});
