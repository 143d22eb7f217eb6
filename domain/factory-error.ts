/** A failure of the world around us (disk, network, load), with a code that callers may act on. */
export type FactoryErrorCode =
  | 'overloaded'
  | 'unavailable'
  | 'timeout'
  | 'invalid_config'
  | 'not_found';

export class FactoryError extends Error {
  override readonly name = 'FactoryError';
  readonly code: FactoryErrorCode;

  constructor(code: FactoryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
