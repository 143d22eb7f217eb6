import { z } from 'zod';

/** One short line: a name, a reason code, a unit of measure's label. */
export const label = z.string().trim().min(1).max(200);

/** What a person wrote: a reason, a description. */
export const note = z.string().trim().min(1).max(2000);
