import { CannotOpen } from '@pcrm/core';
import { DevelopmentLoginRefused } from './development-login.js';
import { InvalidEnvironment } from './environment.js';
import { CannotListen } from './listen.js';
import { createLogger } from './logger.js';
import { CannotReadOperations } from './persisted-operations.js';

/** Runs a program. When it cannot start, the reason goes to standard error and the exit code is 1. */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.exitCode = 1;
    if (
      error instanceof InvalidEnvironment ||
      error instanceof CannotOpen ||
      error instanceof CannotListen ||
      error instanceof DevelopmentLoginRefused ||
      error instanceof CannotReadOperations
    )
      console.error(error.message);
    else createLogger('fatal', 'stderr').fatal({ err: error }, 'PCRM has ended because of an unexpected error.');
  }
}
