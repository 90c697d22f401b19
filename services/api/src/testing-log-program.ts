import { fstatSync } from 'node:fs';
import { createLogger } from './logger.js';
import { stopOnSignals } from './stop-on-signals.js';

// A program that logs a thousand lines, as fast as it can, and ends in the way it is told.
const logger = createLogger('info');
for (let line = 1; line <= 1_000; line += 1) logger.info({ line }, 'counted');
// Said on standard error: how many bytes standard output, when it is a file, has by then.
console.error(fstatSync(1).size);
const end = process.argv.at(-1);
if (end === 'exit') process.exit(0);
if (end === 'fail') {
  setTimeout(() => {
    throw new Error('unexpected');
  }, 1);
}
if (end === 'signal') {
  stopOnSignals(async () => {
    logger.info({ line: 1_001 }, 'stopped');
  });
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), 1);
  // It would go on: a signal takes its time, and whoever has nothing left to do is gone before.
  setInterval(() => {}, 60_000);
}
