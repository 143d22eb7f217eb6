import { code128, dataMatrix, type Matrix } from './codes.ts';

export type Point = { readonly x: number; readonly y: number };

/** Of a symbol: 0.53 mm, which hand scanners read at arm's length. */
const modulePt = 1.5;
const barHeightPt = 34;

/** The side of a matrix on paper. */
export function heightOf({ rows }: Matrix): number {
  return rows * modulePt;
}

export function drawMatrix(doc: PDFKit.PDFDocument, matrix: Matrix, { x, y }: Point): void {
  const { columns, rows, bits } = matrix;
  const [width, height] = [columns * modulePt, rows * modulePt];
  // An image counts from its bottom, this page from its top.
  doc.addContent(`q ${width} 0 0 ${-height} ${x} ${y + height} cm`);
  doc.addContent(`BI /W ${columns} /H ${rows} /IM true /D [1 0] /F /AHx ID ${bits}> EI Q`);
}

type Room = { readonly right: number; readonly y: number; readonly width: number };

/** Bars where they fit, else a matrix, up to a right edge. Returns the height. */
export function drawCode(doc: PDFKit.PDFDocument, text: string, { right, y, width }: Room): number {
  const bars = code128(text);
  const modules = bars?.reduce((sum, bar) => sum + bar, 0) ?? 0;
  if (bars === undefined || modules * modulePt > width) {
    const matrix = dataMatrix(text);
    drawMatrix(doc, matrix, { x: right - matrix.columns * modulePt, y });
    return heightOf(matrix);
  }
  let x = right - modules * modulePt;
  bars.forEach((bar, index) => {
    if (index % 2 === 0) doc.rect(x, y, bar * modulePt, barHeightPt);
    x += bar * modulePt;
  });
  doc.fill('black');
  return barHeightPt;
}
