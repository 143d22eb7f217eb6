/** SQL: what counts of a logged event `l` that a projection names: of a correction, the event it puts in place. */
export const effectiveBody = `IIF(l.type = 'event_corrected', l.body -> '$.replacement', l.body)`;
