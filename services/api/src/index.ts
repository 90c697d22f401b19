// Running the service inside a program: read the environment, start, stop on signals.
export { InvalidEnvironment, readEnvironment, type Environment, type LogLevel } from './environment.js';
export { createLogger, type LogTarget } from './logger.js';
export { runProgram } from './run-program.js';
export { CannotListen } from './listen.js';
export { startService, type Service } from './start-service.js';
export { stopOnSignals } from './stop-on-signals.js';
