import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Language } from '../api/contract/exports.ts';
import type { Matrix } from './codes.ts';
import { drawCode, drawMatrix, type Point } from './draw-codes.ts';
import { wrap } from './wrap.ts';

const require = createRequire(import.meta.url);

/** Files that hold the Vietnamese letters too. pdfkit keeps fonts open by their paths. */
const fonts = {
  regular: require.resolve(
    '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  ),
  semibold: require.resolve(
    '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
  ),
} as const;

/** A4, upright. All lengths on paper are in points of 1/72 inch. */
export const page = { width: 595.28, height: 841.89, margin: 36 } as const;
const right = page.width - page.margin;

export type TextStyle = {
  readonly font: keyof typeof fonts;
  readonly size: number;
  /** Black unless said. */
  readonly ink?: string;
};

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** From one line of text to the next, in sizes of the letters. */
export const lineStep = 1.25;

export type Paper = ReturnType<typeof createPaper>;

type About = { readonly title: string; readonly language: Language; readonly at: string };

/** A PDF being drawn, page by page, from the top left. Call `end` after the last page. */
export function createPaper(about: About) {
  const doc = openDocument(about);
  const wrapped = new Map<string, readonly string[]>();
  const widthOf = (text: string, { font, size }: TextStyle) =>
    doc.font(fonts[font]).fontSize(size).widthOfString(text);
  const write = (line: string, { font, size, ink = 'black' }: TextStyle, { x, y }: Point) => {
    doc.font(fonts[font]).fontSize(size).fillColor(ink).text(line, x, y, { lineBreak: false });
  };

  return {
    /** The text in lines of at most `width`. */
    lines: (text: string, style: TextStyle, width: number): readonly string[] => {
      const key = `${style.font} ${style.size} ${width} ${text}`;
      const known = wrapped.get(key);
      if (known !== undefined) return known;
      const lines = wrap(text, (part) => widthOf(part, style) <= width);
      if (wrapped.size < wrappedMax) wrapped.set(key, lines);
      return lines;
    },
    write: (lines: readonly string[], style: TextStyle, { x, y }: Point): void => {
      lines.forEach((line, at) => {
        write(line, style, { x, y: y + at * style.size * lineStep });
      });
    },
    writeRight: (line: string, style: TextStyle, y: number): void => {
      write(line, style, { x: right - widthOf(line, style), y });
    },
    /** A line that ends at `x`. */
    writeUpTo: (line: string, style: TextStyle, { x, y }: Point): void => {
      write(line, style, { x: x - widthOf(line, style), y });
    },
    /** A line whose middle is at `x`. */
    writeAround: (line: string, style: TextStyle, { x, y }: Point): void => {
      write(line, style, { x: x - widthOf(line, style) / 2, y });
    },
    fill: ({ x, y, width, height }: Box, colour: string): void => {
      doc.rect(x, y, width, height).fill(colour);
    },
    rule: (y: number, colour = '#888888'): void => {
      doc.moveTo(page.margin, y).lineTo(right, y).lineWidth(0.5).stroke(colour);
    },
    box: ({ x, y }: Point, side: number): void => {
      doc.rect(x, y, side, side).lineWidth(0.8).stroke('black');
    },
    matrix: (matrix: Matrix, at: Point): void => {
      drawMatrix(doc, matrix, at);
    },
    /** A code at the right margin. Returns its height. */
    codeRight: (text: string, y: number, width: number): number =>
      drawCode(doc, text, { right, y, width }),
    addPage: (): void => {
      doc.addPage();
    },
    end: (): void => {
      doc.end();
    },
    /** What was written since the last call; a page is written when the next one begins. */
    taken: (): Uint8Array => (doc.read() as Buffer | null) ?? new Uint8Array(), // It reads no text.
  };
}

/** Most texts that are measured come again and again: reasons, customers. */
const wrappedMax = 1000;

function openDocument({ title, language, at }: About): PDFKit.PDFDocument {
  return new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    font: fonts.regular,
    info: { Title: title, Creator: 'Lotline', Producer: 'Lotline', CreationDate: new Date(at) },
  });
}
