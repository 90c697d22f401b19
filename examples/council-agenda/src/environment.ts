import { fileURLToPath } from 'node:url';
import type { DatabaseTarget } from '@pcrm/core';

/** Where the data are, and who logs. */
export interface AgendaEnvironment {
  readonly target: DatabaseTarget;
  /** The API key of this project; undefined on a database of its own, where it makes itself an actor. */
  readonly key: string | undefined;
}

/** Reads DATABASE_URL or PCRM_DATA_DIR, with PCRM_KEY; without any of them it is the folder `data` of this example. */
export function readAgendaEnvironment(): AgendaEnvironment {
  const { DATABASE_URL: databaseUrl, PCRM_DATA_DIR: dataDir, PCRM_KEY: key } = process.env;
  if (databaseUrl) return { target: { databaseUrl }, key };
  return { target: { dataDir: dataDir ?? fileURLToPath(new URL('../data', import.meta.url)) }, key };
}
