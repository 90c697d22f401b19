import { destination, pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './environment.js';
import { describeFault } from './fault.js';

/** Where a program's log goes: lines of JSON on standard output or standard error, or what a test gives. */
export type LogTarget = 'stdout' | 'stderr' | DestinationStream;

// A write for each line costs about as much as a small query. Only what kills a process without its knowing loses a tenth of a second.
// Written by the process itself: what another thread still writes when the process ends comes after the last lines, or not at all.
const together = { minLength: 4_096, periodicFlush: 100, sync: true } as const;

let stdout: ReturnType<typeof destination> | undefined;

/** Standard output, which a process has once. Lines are written some at a time, and the last of them when the process ends. */
function openStdout(): DestinationStream {
  if (stdout === undefined) {
    const opened = destination({ dest: 1, ...together });
    process.on('exit', () => opened.flushSync());
    stdout = opened;
  }
  return stdout;
}

/** A log of JSON lines. An error goes under `err`, and only what {@link describeFault} leaves of it is written. */
export function createLogger(level: LogLevel, target: LogTarget = 'stdout'): Logger {
  const stream = target === 'stdout' ? openStdout() : target === 'stderr' ? destination(2) : target;
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
