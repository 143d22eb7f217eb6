/**
 * What became of one event. All three are success towards the sender: it need not send again.
 * `seq` is the position in the log.
 */
export type Receipt =
  | { readonly id: string; readonly outcome: 'recorded'; readonly seq: number }
  | { readonly id: string; readonly outcome: 'duplicate'; readonly seq: number }
  | { readonly id: string; readonly outcome: 'quarantined'; readonly reason: string };
