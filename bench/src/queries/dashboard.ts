import { defineQuery, nodesOf, plainId, type Connection } from './query.js';

/** Which twelve months, and the day on which it is looked at. */
interface Sample {
  readonly from: string;
  readonly until: string;
  readonly day: string;
}
interface Cell {
  readonly start: string;
  readonly category: string;
  readonly engagements: number;
}
interface Overdue {
  readonly id: string;
  readonly text: string;
  readonly due: string;
  readonly stakeholder: { readonly name: string };
}
interface NotContacted {
  readonly influence: number;
  readonly lastContactAt: string | null;
  readonly name: string;
}
interface Counted {
  readonly totalCount: number;
}

const samples: readonly Sample[] = [{ from: '2025-11-01', until: '2026-11-01', day: new Date().toISOString().slice(0, 10) }];

/** What a skilled developer would ask of a server with lists: the figures, and the first twenty of each list with its total. */
const listFields = `
  engagementsByMonth(since: $since, until: $until) { start category engagements }
  overdueCommitments(onDay: $day, first: 20) { totalCount nodes { id text due stakeholder { name } } }
  notContacted(onDay: $day, days: 90, first: 20) { totalCount nodes { influence lastContactAt name } }`;

/** How a server with lists is asked; in Korea a day begins at 15:00 UTC. */
const lists = {
  body: ({ from, until, day }: Sample) => ({
    query: `query ($since: String!, $until: String!, $day: String!) {${listFields}}`,
    variables: { since: `${from}T00:00:00+09:00`, until: `${until}T00:00:00+09:00`, day },
  }),
  read: ({
    engagementsByMonth,
    overdueCommitments,
    notContacted,
  }: {
    readonly engagementsByMonth: readonly Cell[];
    readonly overdueCommitments: Counted & { readonly nodes: readonly Overdue[] };
    readonly notContacted: Counted & { readonly nodes: readonly NotContacted[] };
  }) => ({
    months: engagementsByMonth,
    overdue: {
      total: overdueCommitments.totalCount,
      first: overdueCommitments.nodes.map(({ id, ...rest }) => ({ id: plainId(id), ...rest })),
    },
    notContacted: { total: notContacted.totalCount, first: notContacted.nodes },
  }),
};

/** The dashboard: engagements by month and category over twelve months, overdue commitments, stakeholders of influence not contacted for 90 days. */
export const dashboard = defineQuery<Sample>({
  name: 'Q4',
  title: 'the dashboard: engagements by month and category, overdue commitments, key stakeholders not contacted for 90 days',
  samples: () => Promise.resolve(samples),
  values: ({ from, until, day }) => [from, until, day],
  statement: {
    text: `SELECT json_build_object(
      'months', (
        SELECT json_agg(json_build_object('start', month, 'category', value, 'engagements', engagements) ORDER BY month, value::"StakeholderCategory")
        FROM (
          SELECT month, value, sum("toAll") AS engagements FROM "EngagementTally" WHERE apart = 'CATEGORY' AND month >= $1 AND month < $2 GROUP BY month, value
        ) months),
      'overdue', json_build_object(
        'total', (SELECT count(*) FROM bench.overdue_commitments($3)),
        'first', (SELECT coalesce(json_agg(json_build_object('id', c.id, 'text', c.text, 'due', c."dueDate", 'stakeholder', json_build_object('name', s.name)) ORDER BY c."dueDate", c.id), '[]')
          FROM (SELECT * FROM bench.overdue_commitments($3) LIMIT 20) c JOIN "Stakeholder" s ON s.id = c."stakeholderId")),
      'notContacted', (SELECT json_build_object('total', count(*), 'first', coalesce(json_agg(json_build_object('influence', influence, 'lastContactAt', last_contact_at, 'name', name)
          ORDER BY place) FILTER (WHERE place <= 20), '[]'))
        FROM bench.not_contacted($3, 90) WITH ORDINALITY AS n (stakeholder_id, name, influence, last_contact_at, place))
    )::text AS answer`,
  },
  sides: {
    pcrm: {
      body: ({ from, until, day }) => ({
        query: `query ($from: Date!, $until: Date!, $day: Date!) {
          engagementInsight(from: $from, until: $until, by: MONTH, apart: [CATEGORY]) { start category engagements }
          commitments(first: 20, filter: { overdueOn: $day }) { totalCount edges { node { id text due stakeholder { name } } } }
          notContacted(first: 20, filter: { asOf: $day, days: 90 }) { totalCount edges { node { influence lastContactAt stakeholder { name } } } }
        }`,
        variables: { from, until, day },
      }),
      read: ({
        engagementInsight,
        commitments,
        notContacted,
      }: {
        readonly engagementInsight: readonly Cell[];
        readonly commitments: Counted & Connection<Overdue>;
        readonly notContacted: Counted & Connection<Omit<NotContacted, 'name'> & { readonly stakeholder: { readonly name: string } }>;
      }) => ({
        months: engagementInsight,
        overdue: { total: commitments.totalCount, first: nodesOf(commitments).map(({ id, ...rest }) => ({ id: plainId(id), ...rest })) },
        notContacted: {
          total: notContacted.totalCount,
          first: nodesOf(notContacted).map(({ stakeholder: { name }, ...rest }) => ({ ...rest, name })),
        },
      }),
    },
    apollo: lists,
    pothos: lists,
    postgraphile: {
      body: ({ from, until, day }) => ({
        query: `query ($since: Datetime!, $until: Datetime!, $day: Date!) {
          engagementsByMonth: benchEngagementsByMonth(since: $since, until: $until) { nodes { start category engagements } }
          overdueCommitments: benchOverdueCommitments(onDay: $day, first: 20) { totalCount nodes { rowId text dueDate stakeholderByStakeholderId { name } } }
          notContacted: benchNotContacted(onDay: $day, days: 90, first: 20) { totalCount nodes { influence lastContactAt name } }
        }`,
        variables: { since: `${from}T00:00:00+09:00`, until: `${until}T00:00:00+09:00`, day },
      }),
      read: ({
        engagementsByMonth,
        overdueCommitments,
        notContacted,
      }: {
        readonly engagementsByMonth: { readonly nodes: readonly Cell[] };
        readonly overdueCommitments: Counted & {
          readonly nodes: readonly {
            readonly rowId: string;
            readonly text: string;
            readonly dueDate: string;
            readonly stakeholderByStakeholderId: { readonly name: string };
          }[];
        };
        readonly notContacted: Counted & { readonly nodes: readonly NotContacted[] };
      }) => ({
        months: engagementsByMonth.nodes,
        overdue: {
          total: overdueCommitments.totalCount,
          first: overdueCommitments.nodes.map(({ rowId, text, dueDate, stakeholderByStakeholderId }) => ({
            id: rowId,
            text,
            due: dueDate,
            stakeholder: stakeholderByStakeholderId,
          })),
        },
        notContacted: { total: notContacted.totalCount, first: notContacted.nodes },
      }),
    },
  },
});
