import DataLoader from 'dataloader';
import type pg from 'pg';

export interface StakeholderRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly region: string | null;
}
export interface EngagementRow {
  readonly id: string;
  readonly occurredAt: Date;
  readonly channel: string;
  readonly subject: string;
}
interface ContactPointRow {
  readonly id: string;
  readonly kind: string;
  readonly value: string;
}
interface MembershipRow {
  readonly id: string;
  readonly organizationId: string;
}
/** A row below a parent. */
type Below<Row> = Row & { readonly parentId: string };

export const STAKEHOLDER = 's.id, s.kind, s.name, s.region';
export const ENGAGEMENT = 'e.id, e."occurredAt", e.channel, e.subject';

/** The loaders of one request. */
export interface Loaders {
  readonly stakeholder: DataLoader<string, StakeholderRow>;
  readonly contactPoints: DataLoader<string, ContactPointRow[]>;
  readonly participants: DataLoader<string, StakeholderRow[]>;
  readonly memberships: (first: number) => DataLoader<string, MembershipRow[]>;
  readonly engagements: (first: number) => DataLoader<string, EngagementRow[]>;
}

/** Makes the loaders of one request: each list below many parents is one statement, with the limit for each parent inside it. */
export function loadersOn(pool: pg.Pool): Loaders {
  const below = <Row>(name: string, text: string, values: readonly unknown[] = []) =>
    new DataLoader<string, Row[]>(async (ids) => {
      const { rows } = await pool.query<Below<Row>>({ name, text, values: [ids, ...values] });
      const lists = new Map<string, Row[]>(ids.map((id) => [id, []]));
      for (const row of rows) lists.get(row.parentId)?.push(row);
      return ids.map((id) => lists.get(id) ?? []);
    });
  return {
    stakeholder: new DataLoader(async (ids) => {
      const { rows } = await pool.query<StakeholderRow>({
        name: 'stakeholders',
        text: `SELECT ${STAKEHOLDER} FROM "Stakeholder" s WHERE s.id = ANY ($1::uuid[])`,
        values: [ids],
      });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? new Error(`There is no stakeholder ${id}.`));
    }),
    contactPoints: below(
      'contact points',
      `SELECT id, "stakeholderId" AS "parentId", kind, value FROM "ContactPoint" WHERE "stakeholderId" = ANY ($1::uuid[]) ORDER BY kind, id`,
    ),
    participants: below(
      'participants',
      `SELECT p."engagementId" AS "parentId", ${STAKEHOLDER} FROM "EngagementStakeholder" p JOIN "Stakeholder" s ON s.id = p."stakeholderId"
      WHERE p."engagementId" = ANY ($1::uuid[]) ORDER BY s.name, s.id`,
    ),
    memberships: keyed((first) =>
      below(
        'memberships',
        `SELECT m.* FROM unnest($1::uuid[]) AS parent (id) CROSS JOIN LATERAL (
          SELECT id, "memberId" AS "parentId", "organizationId" FROM "Membership" WHERE "memberId" = parent.id ORDER BY id LIMIT $2) m`,
        [first],
      ),
    ),
    engagements: keyed((first) =>
      below(
        'engagements',
        `SELECT parent.id AS "parentId", ${ENGAGEMENT} FROM unnest($1::uuid[]) AS parent (id) CROSS JOIN LATERAL (
          SELECT "engagementId", "occurredAt" FROM "EngagementStakeholder" WHERE "stakeholderId" = parent.id ORDER BY "occurredAt" DESC, "engagementId" DESC LIMIT $2) p
        JOIN "Engagement" e ON e.id = p."engagementId" ORDER BY p."occurredAt" DESC, p."engagementId" DESC`,
        [first],
      ),
    ),
  };
}

// A loader for each page size that a request asks for.
function keyed<Loader>(make: (first: number) => Loader): (first: number) => Loader {
  const made = new Map<number, Loader>();
  return (first) => {
    const loader = made.get(first) ?? make(first);
    made.set(first, loader);
    return loader;
  };
}
