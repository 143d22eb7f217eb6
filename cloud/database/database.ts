/** What SQL can be said to: the database, or one transaction in it. */
export type Session = {
  /** One statement with `$1` parameters; its rows. */
  readonly query: <Row>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;
  /** Statements without parameters, separated by semicolons. */
  readonly run: (sql: string) => Promise<void>;
};

/** PostgreSQL, wherever it runs. What a transaction's work throws rolls it back. */
export type Database = Session & {
  readonly transaction: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};
