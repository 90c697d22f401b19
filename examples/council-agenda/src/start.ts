import { openPcrm, PcrmError, systemActor, type Actor, type Pcrm } from '@pcrm/core';
import { exampleSession } from './agenda.js';
import { openAgendaTables } from './agenda-tables.js';
import { readAgendaEnvironment } from './environment.js';
import { logAgenda } from './log-agenda.js';
import { printAgenda } from './print-agenda.js';

/** Stores the agenda of the session, logs its items and prints what there is. */
async function main(): Promise<void> {
  const { target, key } = readAgendaEnvironment();
  const pcrm = await openPcrm(target);
  try {
    const office = pcrm.as(await actorOf(pcrm, key));
    const tables = await openAgendaTables(pcrm);
    await tables.save(exampleSession);
    const logged = await logAgenda(office, tables, exampleSession.name);
    console.log(await printAgenda(office, await tables.items(exampleSession.name)));
    console.log(`${logged} of ${exampleSession.items.length} items were logged now; the others have been before.`);
  } finally {
    await pcrm.close();
  }
}

const NAME = '의회 안건 관리';
const scopes = ['engagements:read', 'engagements:read-internal', 'engagements:write', 'stakeholders:read', 'stakeholders:write'] as const;

// A project of the city has a key from an administrator. On a database of its own it is the administrator.
async function actorOf(pcrm: Pcrm, key: string | undefined): Promise<Actor> {
  if (key !== undefined) {
    const actor = await pcrm.authenticate(key);
    if (actor === undefined) throw new NoEntry('The key in PCRM_KEY opens nothing. Ask an administrator for one, or leave it out.');
    return actor;
  }
  return (
    (await pcrm.db.actor.findFirst({ where: { kind: 'SERVICE', name: NAME } })) ??
    (await pcrm.as(systemActor).addActor({ kind: 'SERVICE', name: NAME, scopes: [...scopes] }))
  );
}

class NoEntry extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof PcrmError) && !(error instanceof NoEntry)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
