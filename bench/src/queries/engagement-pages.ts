import { defineQuery, nodesOf, plainId, type Connection, type Side } from './query.js';

/** The row after which a page begins. */
interface Position {
  readonly offset: number;
  readonly occurredAt: string;
  readonly id: string;
}
interface Node {
  readonly id: string;
  readonly occurredAt: string;
  readonly subject: string;
}
interface List {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount?: number;
}

const PAGES = 10;
const fields = 'pageInfo { hasNextPage endCursor }';
const relayNodes = 'edges { node { id occurredAt subject } }';
const total = ({ totalCount }: List) => (totalCount === undefined ? {} : { total: totalCount });

const ofRelay = ({ engagements }: { readonly engagements: List & Connection<Node> }) => ({
  rows: nodesOf(engagements).map(({ id, ...rest }) => ({ id: plainId(id), ...rest })),
  more: engagements.pageInfo.hasNextPage,
  ...total(engagements),
});
const ofApollo = ({ engagements }: { readonly engagements: List & { readonly nodes: readonly Node[] } }) => ({
  rows: engagements.nodes,
  more: engagements.pageInfo.hasNextPage,
  ...total(engagements),
});
const ofGraphile = ({
  allEngagements,
}: {
  readonly allEngagements: List & { readonly nodes: readonly (Omit<Node, 'id'> & { readonly rowId: string })[] };
}) => ({
  rows: allEngagements.nodes.map(({ rowId, ...rest }) => ({ id: rowId, ...rest })),
  more: allEngagements.pageInfo.hasNextPage,
  ...total(allEngagements),
});

const deep = 'query ($after: String!) { engagements(first: 20, after: $after) {';

// The product has no offset: the cursor is that of the first engagement before an instant that is later by as little as there is.
const pcrmCursor = `query ($until: DateTime!) { engagements(first: 1, filter: { until: $until }) { edges { cursor } } }`;

const pcrm: Side<Position>['body'] = async ({ occurredAt }, ask) => {
  const { engagements } = (await ask({ query: pcrmCursor, variables: { until: new Date(Date.parse(occurredAt) + 1).toISOString() } })) as {
    readonly engagements: { readonly edges: readonly { readonly cursor: string }[] };
  };
  return { query: `${deep} ${relayNodes} ${fields} } }`, variables: { after: engagements.edges[0]?.cursor } };
};

const graphileCursor =
  'query ($offset: Int!) { allEngagements(first: 1, offset: $offset, orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC]) { pageInfo { endCursor } } }';

const page = (condition: string) =>
  `SELECT id, "occurredAt", subject FROM "Engagement" ${condition} ORDER BY "occurredAt" DESC, id DESC LIMIT 21`;
const rowsText = `coalesce(string_agg('{"id":"' || id || '","occurredAt":' || to_json("occurredAt") || ',"subject":' || to_json(subject) || '}', ',' ORDER BY place) FILTER (WHERE place <= 20), '')`;
const numbered = (condition: string) => `(SELECT *, row_number() OVER () AS place FROM (${page(condition)}) p) n`;

/** A page of twenty deep in the list of all engagements. */
export const deepPage = defineQuery<Position>({
  name: 'Q6a',
  title: 'a page of twenty deep in the list of all engagements',
  samples: async (database) => {
    const rows = (await database.query('SELECT count(*)::int AS count FROM "Engagement"')).rows as { count: number }[];
    const positions: Position[] = [];
    for (let part = 1; part <= PAGES; part += 1) {
      const asked = Math.floor(((rows[0]?.count ?? 0) * part) / (PAGES + 1));
      // The first of those at one instant, so that an instant names the place as well as an id does.
      const found = (
        await database.query(
          `SELECT e.id, e."occurredAt", (SELECT count(*)::int FROM "Engagement" later WHERE later."occurredAt" > e."occurredAt") AS offset
        FROM (SELECT "occurredAt" FROM "Engagement" ORDER BY "occurredAt" DESC, id DESC OFFSET $1 LIMIT 1) place
        JOIN "Engagement" e ON e."occurredAt" = place."occurredAt" ORDER BY e.id DESC LIMIT 1`,
          [asked],
        )
      ).rows as { id: string; occurredAt: Date; offset: number }[];
      if (found[0]) positions.push({ ...found[0], occurredAt: found[0].occurredAt.toISOString() });
    }
    return positions;
  },
  values: ({ occurredAt, id }) => [occurredAt, id],
  statement: {
    text: `SELECT '{"rows":[' || ${rowsText} || '],"more":' || (count(*) > 20) || '}' AS answer FROM ${numbered('WHERE ("occurredAt", id) < ($1, $2)')}`,
  },
  sides: {
    pcrm: { body: pcrm, read: ofRelay },
    pothos: {
      body: ({ id }) => ({
        query: `${deep} ${relayNodes} ${fields} } }`,
        variables: { after: Buffer.from(`GPC:S:${id}`).toString('base64') },
      }),
      read: ofRelay,
    },
    apollo: {
      body: ({ id, occurredAt }) => ({
        query: `${deep} nodes { id occurredAt subject } ${fields} } }`,
        variables: { after: Buffer.from(JSON.stringify([occurredAt, id])).toString('base64') },
      }),
      read: ofApollo,
    },
    postgraphile: {
      body: async ({ offset }, ask) => {
        const { allEngagements } = (await ask({ query: graphileCursor, variables: { offset } })) as { readonly allEngagements: List };
        return {
          query: `query ($after: Cursor!) {
            allEngagements(first: 20, after: $after, orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC]) { nodes { rowId occurredAt subject } ${fields} }
          }`,
          variables: { after: allEngagements.pageInfo.endCursor },
        };
      },
      read: ofGraphile,
    },
  },
});

const first = (nodes: string) => ({ query: `{ engagements(first: 20) { totalCount ${nodes} ${fields} } }` });

/** The first page of the list of all engagements, and how many there are. */
export const countedPage = defineQuery<null>({
  name: 'Q6b',
  title: 'the first page of the list of all engagements, with totalCount',
  samples: () => Promise.resolve([null]),
  values: () => [],
  statement: {
    text: `SELECT '{"rows":[' || ${rowsText} || '],"more":' || (count(*) > 20) || ',"total":' || (SELECT sum(engagements) FROM "EngagementTotal") || '}' AS answer FROM ${numbered('')}`,
  },
  sides: {
    pcrm: { body: () => first(relayNodes), read: ofRelay },
    pothos: { body: () => first(relayNodes), read: ofRelay },
    apollo: { body: () => first('nodes { id occurredAt subject }'), read: ofApollo },
    postgraphile: {
      body: () => ({
        query: `{ allEngagements(first: 20, orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC]) { totalCount nodes { rowId occurredAt subject } ${fields} } }`,
      }),
      read: ofGraphile,
    },
  },
});
