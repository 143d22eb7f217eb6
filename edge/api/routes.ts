import type { Route } from './define-route.ts';
import { getLines } from './routes/get-lines.ts';

/** Every call of the API, in the order of its document. */
export const routes: readonly Route[] = [getLines];
