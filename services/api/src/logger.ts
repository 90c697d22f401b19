import { destination, pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './environment.js';
import { describeFault } from './fault.js';

/** Where a program's log goes: lines of JSON on standard output or standard error, or what a test gives. */
export type LogTarget = 'stdout' | 'stderr' | DestinationStream;

/** A log of JSON lines. An error goes under `err`, and only what {@link describeFault} leaves of it is written. */
export function createLogger(level: LogLevel, target: LogTarget = 'stdout'): Logger {
  const stream = target === 'stdout' ? destination(1) : target === 'stderr' ? destination(2) : target;
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describeFault(error) },
    },
    stream,
  );
}
