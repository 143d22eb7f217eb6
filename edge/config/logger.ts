import { destination, type Logger, pino } from 'pino';
import type { LogConfig } from './sections.ts';

/** JSON lines on stderr: what a service manager collects. Standard output is for answers. */
export function createLogger({ level }: LogConfig): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination(2));
}
