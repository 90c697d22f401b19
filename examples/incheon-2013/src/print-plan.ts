import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPcrm, PcrmError, type DatabaseTarget } from '@pcrm/core';
import { databaseOfEnvironment } from './environment.js';
import { findInconsistencies } from './inconsistencies.js';
import { loadPlan, planIsLoaded } from './load-plan.js';
import { planTables } from './plan-tables.js';
import { viewOf } from './view.js';

/** Prints the plan from the database that is named, or from one that is made for this and thrown away. */
async function main(): Promise<void> {
  const named = databaseOfEnvironment();
  if (named) return print(named);
  const dataDir = await mkdtemp(join(tmpdir(), 'pcrm-incheon-2013-'));
  try {
    await print({ dataDir }, (step) => console.error(`Loading ${step} ...`));
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

// A database that somebody names is read and not filled.
async function print(target: DatabaseTarget, onProgress?: (step: string) => void): Promise<void> {
  const pcrm = await openPcrm(target);
  try {
    if (!onProgress && !(await planIsLoaded(pcrm))) {
      console.error('The plan is not in this database. Load it with `npm start`, or name no database to print it from a new one.');
      process.exitCode = 1;
      return;
    }
    const view = viewOf(pcrm, await loadPlan(pcrm, onProgress));
    for (const { heading, table } of await planTables(view)) console.log(`\n${heading}\n${table}`);
    console.log('\nWhere the plan does not agree with itself');
    for (const { about, sentence } of await findInconsistencies(view)) console.log(`- ${about}: ${sentence}`);
  } finally {
    await pcrm.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof PcrmError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
