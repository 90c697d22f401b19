import { systemActor, type Actor, type Pcrm } from '@pcrm/core';
import type { Load, Writer } from './load.js';

/** A key of the member of staff, and a stakeholder for the load to write about. */
export async function prepareWriter(pcrm: Pcrm, staff: Actor): Promise<Omit<Writer, 'url'>> {
  const { secret } = await pcrm.as(systemActor).issueApiKey({ actorId: staff.id, label: 'bar' });
  const { id } = await pcrm.as(staff).registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회', categories: ['CITY_COUNCIL'] });
  return { key: secret, stakeholderId: globalId('Organization', id) };
}

// As the schema makes ids.
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');

/** How many acknowledged engagements are not there, how many are there more than once, and how many nobody was told of. */
export async function compare(pcrm: Pcrm, { acknowledged }: Pick<Load, 'acknowledged'>, name: string) {
  const rows = await pcrm.db.engagement.findMany({ where: { subject: { startsWith: `${name} ` } }, select: { id: true, subject: true } });
  const ids = new Set(rows.map(({ id }) => globalId('Engagement', id)));
  const subjects = new Set(rows.map(({ subject }) => subject));
  return {
    lost: [...acknowledged.values()].filter((id) => !ids.has(id)).length,
    doubled: rows.length - subjects.size,
    untold: [...subjects].filter((subject) => !acknowledged.has(subject)).length,
  };
}
