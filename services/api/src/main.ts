import { openPcrm } from '@pcrm/core';
import { readEnvironment } from './environment.js';
import { createLogger } from './logger.js';
import { readPersistedOperations } from './persisted-operations.js';
import { runProgram } from './run-program.js';
import { startService } from './start-service.js';
import { stopOnSignals } from './stop-on-signals.js';

// The service alone: opens and migrates the database, and serves until it is told to stop.
await runProgram(async () => {
  const { databaseUrl, connections, dataDir, secret, logLevel = 'info', persistedOperationsPath, ...settings } = readEnvironment();
  const logger = createLogger(logLevel);
  const persistedOperations = persistedOperationsPath === undefined ? undefined : await readPersistedOperations(persistedOperationsPath);
  const target = databaseUrl === undefined ? { dataDir } : { databaseUrl, connections };
  const pcrm = await openPcrm(target, { secret: secret ?? { folder: dataDir } });
  if (pcrm.migrations.length > 0) logger.info({ migrations: pcrm.migrations }, 'migrated');
  try {
    const service = await startService({ pcrm, logger, ...settings, ...(persistedOperations && { persistedOperations }) });
    stopOnSignals(async () => {
      logger.info('stopping');
      await service.stop();
      await pcrm.close();
      logger.info('stopped');
    });
    logger.info({ url: service.url, metricsUrl: service.metricsUrl }, 'serving');
    logger.flush();
  } catch (error) {
    await pcrm.close();
    throw error;
  }
});
