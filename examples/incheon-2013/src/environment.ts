import type { DatabaseTarget } from '@pcrm/core';

/** The database that the environment names: DATABASE_URL, or else the folder in PCRM_DATA_DIR; undefined when it names none. */
export function databaseOfEnvironment(): DatabaseTarget | undefined {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl) return { databaseUrl };
  const dataDir = process.env['PCRM_DATA_DIR'];
  return dataDir ? { dataDir } : undefined;
}
