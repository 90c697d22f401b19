import { openPcrm, type Pcrm } from '@pcrm/core';
import { createLogger, readEnvironment, runProgram, startService, stopOnSignals, type Environment, type Service } from '@pcrm/api';
import { demoKey } from './demo-key.js';
import { firstQueryHelp } from './first-query.js';
import { loadPlan, planIsLoaded } from './load-plan.js';
import { holdsPlan, isEmpty } from './plan-state.js';

// The service with the plan of 2013 in it, for whoever looks at PCRM for the first time.
await runProgram(async () => {
  const environment = readEnvironment();
  const pcrm = await open(environment);
  let stopping = false;
  try {
    // First of all, since a port in use is better told before minutes of loading than after. Nobody has a key yet.
    const logger = createLogger(environment.logLevel ?? 'warn', 'stderr');
    const service = await startService({ ...environment, pcrm, logger });
    stopOnSignals(async () => {
      stopping = true;
      console.log('\nStopping ...');
      await service.stop();
      await pcrm.close();
      console.log('Stopped. The data is kept.');
    });
    await welcome(pcrm, service, environment);
  } catch (error) {
    // Loading fails when the database is closed under it; the next start goes on where it stopped.
    if (stopping) return;
    await pcrm.close();
    throw error;
  }
});

async function open({ databaseUrl, connections, dataDir, secret }: Environment): Promise<Pcrm> {
  const target = databaseUrl === undefined ? { dataDir } : { databaseUrl, connections };
  console.log(databaseUrl === undefined ? `Opening the embedded database in ${dataDir} ...` : 'Opening the database in DATABASE_URL ...');
  const pcrm = await openPcrm(target, { secret: secret ?? { folder: dataDir } });
  if (pcrm.migrations.length > 0) console.log(`Brought the database up to date (${pcrm.migrations.join(', ')}).`);
  return pcrm;
}

async function welcome(pcrm: Pcrm, { url }: Service, { dataDir, graphiql }: Environment): Promise<void> {
  if (!(await isEmpty(pcrm)) && !(await holdsPlan(pcrm))) {
    console.log(
      `\nPCRM serves GraphQL at ${url}\nThe database holds other data than the plan, so nothing was loaded and there is no demo key.`,
    );
    return;
  }
  if (!(await planIsLoaded(pcrm))) console.log('Loading the work plan of 2013 ...');
  const actor = await loadPlan(pcrm, (step) => console.log(`  ${step}`));
  const key = await demoKey(pcrm, actor, dataDir);
  console.log(`\nPCRM serves GraphQL at ${url}\n\nKey of the demo member of staff, ${actor.name}:\n\n${key}\n`);
  console.log(`${firstQueryHelp({ url, key, graphiql })}\n\nCtrl-C stops it.`);
}
