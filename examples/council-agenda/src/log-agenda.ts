import type { CommandOptions, PcrmAs } from '@pcrm/core';
import type { AgendaTables, StoredItem } from './agenda-tables.js';

/**
 * Logs an engagement for each item of a session that has none, and returns how many. Each is logged under a key made from the item, and its
 * id is stored after that: a program that dies in between logs the same item again and gets the engagement that
 * is there; where the item has changed in between, PCRM says so with a Conflict.
 */
export async function logAgenda(office: PcrmAs, tables: AgendaTables, session: string): Promise<number> {
  const items = (await tables.items(session)).filter(({ engagementId }) => engagementId === null);
  for (const item of items) {
    const stakeholderId = await stakeholderFor(office, tables, item.committee);
    await tables.keepEngagement(item, await logItem(office, item, stakeholderId));
  }
  return items.length;
}

async function logItem(office: PcrmAs, { session, number, title, startsAt }: StoredItem, stakeholderId: string): Promise<string> {
  const engagement = await office.logEngagement(
    {
      occurredAt: startsAt.toISOString(),
      channel: 'MEETING',
      direction: 'MUTUAL',
      subject: `${session} ${number}번 안건: ${title}`,
      stakeholderIds: [stakeholderId],
      topics: ['시의회 안건'],
    },
    keyOf('item', session, number),
  );
  return engagement.id;
}

async function stakeholderFor(office: PcrmAs, tables: AgendaTables, committee: string): Promise<string> {
  const known = await tables.stakeholderOf(committee);
  if (known !== undefined) return known;
  const { id } = await office.registerStakeholder(
    { kind: 'ORGANIZATION', name: committee, categories: ['CITY_COUNCIL'] },
    keyOf('committee', committee),
  );
  await tables.keepStakeholder(committee, id);
  return id;
}

// PCRM keeps keys for a day at least. Afterwards the ids in the tables tell what was done.
function keyOf(...record: readonly (string | number)[]): CommandOptions {
  return { idempotencyKey: ['council-agenda', ...record].join(':') };
}
