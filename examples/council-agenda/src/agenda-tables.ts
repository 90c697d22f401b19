import type { Pcrm } from '@pcrm/core';
import type { Session } from './agenda.js';
import { migrations } from './migrations.js';

/** An item as the tables have it. */
export interface StoredItem {
  readonly session: string;
  readonly number: number;
  readonly committee: string;
  readonly title: string;
  readonly startsAt: Date;
  /** The engagement that was logged for it; null where none was yet. */
  readonly engagementId: string | null;
}

/** The tables of this project. */
export type AgendaTables = Awaited<ReturnType<typeof openAgendaTables>>;

/** Opens the project's own tables, beside those of PCRM. */
export async function openAgendaTables(pcrm: Pcrm) {
  const { query } = await pcrm.ownTables({ schema: 'council_agenda', migrations });
  return {
    /** Stores a session. Items that are there already take the new title, committee and time. */
    async save({ name, items }: Session): Promise<void> {
      const column = <Key extends keyof Session['items'][number]>(key: Key) => items.map((item) => item[key]);
      await query`
        INSERT INTO item (session, number, committee, title, starts_at)
        SELECT ${name}, * FROM unnest(${column('number')}::int[], ${column('committee')}::text[], ${column('title')}::text[], ${column('startsAt')}::timestamptz[])
        ON CONFLICT (session, number) DO UPDATE
        SET committee = excluded.committee, title = excluded.title, starts_at = excluded.starts_at`;
    },

    /** The items of a session, by their numbers. */
    items: (session: string) => query<StoredItem>`
      SELECT session, number, committee, title, starts_at AS "startsAt", engagement_id AS "engagementId"
      FROM item WHERE session = ${session} ORDER BY number`,

    /** Keeps which engagement was logged for an item. */
    async keepEngagement({ session, number }: StoredItem, engagementId: string): Promise<void> {
      await query`UPDATE item SET engagement_id = ${engagementId} WHERE session = ${session} AND number = ${number}`;
    },

    /** Which stakeholder a committee is in PCRM; undefined when it is not known yet. */
    async stakeholderOf(committee: string): Promise<string | undefined> {
      const [row] = await query<{ stakeholderId: string }>`
        SELECT stakeholder_id AS "stakeholderId" FROM committee WHERE name = ${committee}`;
      return row?.stakeholderId;
    },

    /** Keeps which stakeholder a committee is. */
    async keepStakeholder(committee: string, stakeholderId: string): Promise<void> {
      await query`INSERT INTO committee (name, stakeholder_id) VALUES (${committee}, ${stakeholderId}) ON CONFLICT DO NOTHING`;
    },
  };
}
