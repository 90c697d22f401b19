import type { Pcrm } from '@pcrm/core';
import { planIsLoaded } from './load-plan.js';

/** Whether nothing has ever been entered: every command leaves an audit record. */
export async function isEmpty({ db }: Pcrm): Promise<boolean> {
  return (await db.auditRecord.findFirst({ select: { id: true } })) === null;
}

/** Whether loading the plan has begun here, and may have been broken off. */
export async function holdsPlan(pcrm: Pcrm): Promise<boolean> {
  const begun = await pcrm.db.idempotencyRecord.findFirst({ where: { key: { startsWith: 'incheon-2013:' } }, select: { key: true } });
  return begun !== null || (await planIsLoaded(pcrm));
}
