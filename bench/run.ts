/** What a benchmark is given. It takes about so many seconds and returns its report. */
export type Run = {
  readonly seconds: number;
  /** How many edges a benchmark of the genealogy makes, about. */
  readonly edges: number;
  /** Its own, and removed afterwards. */
  readonly folder: string;
  /** Ends what is put there, however the benchmark ends. */
  readonly processes: AsyncDisposableStack;
};
export type Benchmark = (run: Run) => Promise<string>;
