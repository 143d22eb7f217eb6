import { z } from 'zod';

/** The languages of the pages and of what is printed. */
export const language = z.enum(['vi', 'en']);
export type Language = z.infer<typeof language>;

/** How a code is drawn. */
export const symbology = z.enum(['datamatrix', 'qrcode', 'code128']);
export type Symbology = z.infer<typeof symbology>;
