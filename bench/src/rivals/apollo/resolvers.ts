import type pg from 'pg';
import { ENGAGEMENT, loadersOn, STAKEHOLDER, type EngagementRow, type Loaders, type StakeholderRow } from './loaders.js';

/** What a resolver is given for one request. */
export interface ApolloContext {
  readonly pool: pg.Pool;
  readonly loaders: Loaders;
}

interface Paged {
  readonly first: number;
  readonly after?: string;
}
interface CommitmentRow {
  readonly id: string;
  readonly text: string;
  readonly due: string;
  readonly stakeholderId: string;
}

export const contextOn = (pool: pg.Pool): ApolloContext => ({ pool, loaders: loadersOn(pool) });

async function rowsOf<Row extends pg.QueryResultRow>({ pool }: ApolloContext, query: pg.QueryConfig): Promise<Row[]> {
  return (await pool.query<Row>(query)).rows;
}

async function engagementPage({ first, after }: Paged, context: ApolloContext) {
  const position = after === undefined ? [] : (JSON.parse(Buffer.from(after, 'base64').toString()) as string[]);
  const rows = await rowsOf<EngagementRow>(context, {
    name: after === undefined ? 'first page' : 'page after',
    text: `SELECT ${ENGAGEMENT} FROM "Engagement" e ${after === undefined ? '' : 'WHERE (e."occurredAt", e.id) < ($2, $3)'} ORDER BY e."occurredAt" DESC, e.id DESC LIMIT $1`,
    values: [first + 1, ...position],
  });
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  const endCursor = last === undefined ? null : Buffer.from(JSON.stringify([last.occurredAt.toISOString(), last.id])).toString('base64');
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } };
}

// Everything of a list that has a total: the rows, and how many there are when that is asked for.
const counted = (
  context: ApolloContext,
  name: string,
  { call, values }: { readonly call: string; readonly values: readonly unknown[] },
) => ({
  totalCount: async () => {
    const [row] = await rowsOf<{ count: number }>(context, {
      name: `${name} count`,
      text: `SELECT count(*)::int AS count FROM ${call}`,
      values: [...values],
    });
    return row?.count ?? 0;
  },
});

const query = {
  stakeholder: (_: unknown, { id }: { readonly id: string }, { loaders }: ApolloContext) => loaders.stakeholder.load(id),
  stakeholders: (_: unknown, { first, category }: { readonly first: number; readonly category: string }, context: ApolloContext) =>
    rowsOf<StakeholderRow>(context, {
      name: 'stakeholders of category',
      text: `SELECT ${STAKEHOLDER} FROM "Stakeholder" s WHERE s.categories @> ARRAY[$1]::"StakeholderCategory"[] AND s."archivedAt" IS NULL ORDER BY s.name, s.id LIMIT $2`,
      values: [category, first],
    }),
  engagements: (_: unknown, args: Paged, context: ApolloContext) => engagementPage(args, context),
  engagementsByMonth: (_: unknown, { since, until }: { readonly since: string; readonly until: string }, context: ApolloContext) =>
    rowsOf(context, { name: 'by month', text: 'SELECT * FROM bench.engagements_by_month($1, $2)', values: [since, until] }),
  overdueCommitments: (_: unknown, { onDay, first }: { readonly onDay: string; readonly first: number }, context: ApolloContext) => ({
    ...counted(context, 'overdue', { call: 'bench.overdue_commitments($1)', values: [onDay] }),
    nodes: () =>
      rowsOf<CommitmentRow>(context, {
        name: 'overdue',
        text: `SELECT id, text, "dueDate"::text AS due, "stakeholderId" FROM bench.overdue_commitments($1) LIMIT $2`,
        values: [onDay, first],
      }),
  }),
  notContacted: (
    _: unknown,
    { onDay, days, first }: { readonly onDay: string; readonly days: number; readonly first: number },
    context: ApolloContext,
  ) => ({
    ...counted(context, 'not contacted', { call: 'bench.not_contacted($1, $2)', values: [onDay, days] }),
    nodes: () =>
      rowsOf(context, {
        name: 'not contacted',
        text: `SELECT name, influence, last_contact_at AS "lastContactAt" FROM bench.not_contacted($1, $2) LIMIT $3`,
        values: [onDay, days, first],
      }),
  }),
  // Without a name: a plan for any text would read the whole table for one that is common.
  engagementsAbout: (_: unknown, { text, first }: { readonly text: string; readonly first: number }, context: ApolloContext) =>
    rowsOf<EngagementRow>(context, { text: `SELECT ${ENGAGEMENT} FROM bench.engagements_about($1) e LIMIT $2`, values: [text, first] }),
  stakeholdersNamed: (_: unknown, { pattern, first }: { readonly pattern: string; readonly first: number }, context: ApolloContext) =>
    rowsOf<StakeholderRow>(context, {
      text: `SELECT ${STAKEHOLDER} FROM bench.stakeholders_named($1) s LIMIT $2`,
      values: [pattern, first],
    }),
  expertsIn: (_: unknown, { region }: { readonly region: string }, context: ApolloContext) =>
    counted(context, 'experts', { call: 'bench.experts_in($1)', values: [region] }),
};

const mutation = {
  logEngagement: async (_: unknown, { entry }: { readonly entry: object }, context: ApolloContext) => {
    const [row] = await rowsOf<EngagementRow>(context, {
      name: 'log',
      text: `SELECT ${ENGAGEMENT} FROM bench.log_engagement($1::json) e`,
      values: [JSON.stringify(entry)],
    });
    return row;
  },
  logEngagements: async (_: unknown, { entries }: { readonly entries: readonly object[] }, context: ApolloContext) => {
    const [row] = await rowsOf<{ count: number }>(context, {
      name: 'log all',
      text: 'SELECT bench.log_engagements($1::json) AS count',
      values: [JSON.stringify(entries)],
    });
    return row?.count;
  },
};

interface Identified {
  readonly id: string;
}

/** The resolvers of schema.graphql. */
export const resolvers = {
  Query: query,
  Mutation: mutation,
  Stakeholder: {
    contactPoints: ({ id }: Identified, _: unknown, { loaders }: ApolloContext) => loaders.contactPoints.load(id),
    memberships: ({ id }: Identified, { first }: Paged, { loaders }: ApolloContext) => loaders.memberships(first).load(id),
    engagements: ({ id }: Identified, { first }: Paged, { loaders }: ApolloContext) => loaders.engagements(first).load(id),
  },
  Membership: {
    organization: ({ organizationId }: { readonly organizationId: string }, _: unknown, { loaders }: ApolloContext) =>
      loaders.stakeholder.load(organizationId),
  },
  Engagement: {
    occurredAt: ({ occurredAt }: EngagementRow) => occurredAt.toISOString(),
    stakeholders: ({ id }: Identified, _: unknown, { loaders }: ApolloContext) => loaders.participants.load(id),
  },
  EngagementPage: {
    totalCount: async (_page: unknown, _args: unknown, context: ApolloContext) => {
      const [row] = await rowsOf<{ count: number }>(context, {
        name: 'count engagements',
        text: 'SELECT count(*)::int AS count FROM "Engagement"',
      });
      return row?.count;
    },
  },
  Commitment: {
    stakeholder: ({ stakeholderId }: CommitmentRow, _: unknown, { loaders }: ApolloContext) => loaders.stakeholder.load(stakeholderId),
  },
  NotContacted: {
    lastContactAt: ({ lastContactAt }: { readonly lastContactAt: Date | null }) => lastContactAt?.toISOString() ?? null,
  },
};
