/** From `fromMs` up to but not including `toMs`, epoch milliseconds. */
export type Interval = { readonly fromMs: number; readonly toMs: number };

/** One shift on one day. `date` is the local day on which it begins, `YYYY-MM-DD`. */
export type Shift = Interval & { readonly id: string; readonly date: string };
