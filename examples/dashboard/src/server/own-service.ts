import { createLogger, startService, type Environment } from '@pcrm/api';
import { CannotOpen, openPcrm, systemActor, type Actor, type Pcrm } from '@pcrm/core';
import { holdsPlan, isEmpty, loadPlan } from '@pcrm/example-incheon-2013';
import type { ServiceAccess } from './ask-service.js';
import { loadDemonstration } from './load-demonstration.js';

/** A service of the dashboard's own. */
export interface OwnService extends ServiceAccess {
  readonly stop: () => Promise<void>;
}

/**
 * Starts the service over the plan of 2013 with the demonstration added, and issues a key that reads what the page shows.
 *
 * @throws CannotOpen when the database cannot be opened, or holds other data: inventing contacts in it would do harm.
 */
export async function startOwnService(environment: Environment, onProgress: (step: string) => void): Promise<OwnService> {
  const { databaseUrl, connections, dataDir, secret, logLevel = 'warn', ...settings } = environment;
  onProgress('opening the database');
  const target = databaseUrl === undefined ? { dataDir } : { databaseUrl, connections };
  const pcrm = await openPcrm(target, { secret: secret ?? { folder: dataDir } });
  try {
    if (!(await isEmpty(pcrm)) && !(await holdsPlan(pcrm))) throw otherData();
    const staff = await loadPlan(pcrm, onProgress);
    onProgress('contacts and judgements for the charts');
    await loadDemonstration(pcrm, staff);
    const key = await issueKey(pcrm);
    const service = await startService({ ...settings, pcrm, logger: createLogger(logLevel, 'stderr') });
    return {
      url: service.url,
      key,
      stop: async () => {
        await service.stop();
        await pcrm.close();
      },
    };
  } catch (error) {
    await pcrm.close();
    throw error;
  }
}

function otherData(): CannotOpen {
  return new CannotOpen(
    'The database holds other data than the plan of 2013, so nothing is added to it. Start its service, and name it with PCRM_URL and PCRM_KEY.',
  );
}

// What the page asks for, and no more.
const scopes = [
  'access:read',
  'bodies:read',
  'engagements:read',
  'engagements:read-internal',
  'meetings:read',
  'memberships:read',
  'policy-tasks:read',
  'stakeholders:read',
] as const;

const NAME = '시연 대시보드';

/** A new key that reads what the page shows. It stays in this process, so that each start needs one, and those before it end. */
export async function issueKey(pcrm: Pcrm): Promise<string> {
  const system = pcrm.as(systemActor);
  const actor: Actor =
    (await pcrm.db.actor.findFirst({ where: { kind: 'SERVICE', name: NAME } })) ??
    (await system.addActor({ kind: 'SERVICE', name: NAME, scopes: [...scopes] }));
  for (const { id } of await pcrm.db.apiKey.findMany({ where: { actorId: actor.id, revokedAt: null } })) await system.revokeApiKey({ id });
  return (await system.issueApiKey({ actorId: actor.id, label: 'dashboard' })).secret;
}
