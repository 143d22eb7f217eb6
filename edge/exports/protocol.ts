import type { ExportContext } from './define-export.ts';

/** What the exports' thread is started with. */
export type ExportSettings = Pick<ExportContext, 'plant'>;

/** To the thread. `start` is answered with the first piece, `next` with the one after. */
export type ExportRequest =
  | {
      readonly kind: 'start';
      readonly id: number;
      readonly name: string;
      /** JSON in UTF-8. */
      readonly content: Uint8Array;
      readonly language: ExportContext['language'];
    }
  | { readonly kind: 'next' | 'cancel'; readonly id: number };

/** From the thread. Without a piece the document is at its end. */
export type ExportReply =
  | { readonly id: number; readonly piece?: Uint8Array }
  | {
      readonly id: number;
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
    };
