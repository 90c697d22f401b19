import { byId, participantsText } from './participants.js';
import { defineQuery, globalId, nodesOf, plainId, type Connection } from './query.js';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Engagement {
  readonly id: string;
  readonly occurredAt: string;
  readonly channel?: string;
  readonly subject: string;
  readonly stakeholders: readonly Named[];
}
interface Met extends Named {
  readonly engagements: Connection<Engagement>;
}
interface GraphileMet {
  readonly rowId: string;
  readonly name: string;
  readonly engagementStakeholdersByStakeholderId: {
    readonly nodes: readonly { readonly engagementByOccurredAtAndEngagementId: GraphileEngagement }[];
  };
}
interface GraphileEngagement extends Omit<Engagement, 'id' | 'stakeholders'> {
  readonly rowId: string;
  readonly engagementStakeholdersByOccurredAtAndEngagementId: {
    readonly nodes: readonly { readonly stakeholderByStakeholderId: { readonly rowId: string; readonly name: string } }[];
  };
}

const plain = ({ id, name }: Named) => ({ id: plainId(id), name });

function ofRelay({ engagements, ...stakeholder }: Met) {
  return {
    ...plain(stakeholder),
    engagements: nodesOf(engagements).map(({ id, stakeholders, ...rest }) => ({
      id: plainId(id),
      ...rest,
      stakeholders: byId(stakeholders.map(plain)),
    })),
  };
}

/** Pothos has the link between them in between. */
interface LinkedMet extends Named {
  readonly engagements: Connection<{
    readonly engagement: Omit<Engagement, 'stakeholders'> & { readonly stakeholders: readonly { readonly stakeholder: Named }[] };
  }>;
}
function ofPothos({ engagements, ...stakeholder }: LinkedMet) {
  return {
    ...plain(stakeholder),
    engagements: nodesOf(engagements).map(({ engagement: { id, stakeholders, ...rest } }) => ({
      id: plainId(id),
      ...rest,
      stakeholders: byId(stakeholders.map((link) => plain(link.stakeholder))),
    })),
  };
}

function ofGraphile({ rowId: id, name, engagementStakeholdersByStakeholderId: links }: GraphileMet) {
  return {
    id,
    name,
    engagements: links.nodes.map(
      ({ engagementByOccurredAtAndEngagementId: { rowId, engagementStakeholdersByOccurredAtAndEngagementId: others, ...rest } }) => ({
        id: rowId,
        ...rest,
        stakeholders: byId(others.nodes.map(({ stakeholderByStakeholderId: other }) => ({ id: other.rowId, name: other.name }))),
      }),
    ),
  };
}

function ofApollo({ engagements, ...stakeholder }: Named & { readonly engagements: readonly Engagement[] }) {
  return { ...stakeholder, engagements: engagements.map(({ stakeholders, ...rest }) => ({ ...rest, stakeholders: byId(stakeholders) })) };
}

const graphileMet = (first: number, fields: string) => `rowId name
  engagementStakeholdersByStakeholderId(first: ${first}, orderBy: [OCCURRED_AT_DESC, ENGAGEMENT_ID_DESC]) {
    nodes { engagementByOccurredAtAndEngagementId {
      rowId ${fields} engagementStakeholdersByOccurredAtAndEngagementId { nodes { stakeholderByStakeholderId { rowId name } } }
    } }
  }`;
const pothosMet = (first: number, fields: string) =>
  `id name engagements(first: ${first}) { edges { node { engagement { id ${fields} stakeholders { stakeholder { id name } } } } } }`;
const relayMet = (first: number, fields: string) =>
  `id name engagements(first: ${first}) { edges { node { id ${fields} stakeholders { id name } } } }`;
const apolloMet = (first: number, fields: string) => `id name engagements(first: ${first}) { id ${fields} stakeholders { id name } }`;

const engagementsText = (first: number, channel: string) => `(
  SELECT coalesce(string_agg('{"id":"' || e.id || '","occurredAt":' || to_json(e."occurredAt") || ${channel} || ',"subject":' || to_json(e.subject)
    || ',"stakeholders":' || ${participantsText} || '}', ',' ORDER BY p."occurredAt" DESC, p."engagementId" DESC), '')
  FROM (
    SELECT "engagementId", "occurredAt" FROM "EngagementStakeholder" WHERE "stakeholderId" = s.id ORDER BY "occurredAt" DESC, "engagementId" DESC LIMIT ${first}
  ) p JOIN "Engagement" e ON e.id = p."engagementId")`;

/** One stakeholder with the last ten engagements and who took part in them. */
export const stakeholderWithEngagements = defineQuery<string>({
  name: 'Q2',
  title: 'one stakeholder with the last ten engagements and their participants',
  // Those who are met most.
  samples: async (database) => {
    const rows = (
      await database.query(`SELECT id FROM "Stakeholder" WHERE categories @> '{CITY_COUNCIL}' ORDER BY "createdAt", id LIMIT 50`)
    ).rows as { id: string }[];
    return rows.map(({ id }) => id);
  },
  values: (id) => [id],
  statement: {
    text: `SELECT '{"id":"' || s.id || '","name":' || to_json(s.name) || ',"engagements":[' || ${engagementsText(10, `',"channel":"' || e.channel || '"'`)} || ']}' AS answer
      FROM "Stakeholder" s WHERE s.id = $1`,
  },
  sides: {
    pcrm: {
      body: (id) => ({
        query: `query ($id: ID!) { node(id: $id) { ... on Person { ${relayMet(10, 'occurredAt channel subject')} } } }`,
        variables: { id: globalId('Person', id) },
      }),
      read: ({ node }: { readonly node: Met }) => ofRelay(node),
    },
    pothos: {
      body: (id) => ({
        query: `query ($id: ID!) { node(id: $id) { ... on Stakeholder { ${pothosMet(10, 'occurredAt channel subject')} } } }`,
        variables: { id: globalId('Stakeholder', id) },
      }),
      read: ({ node }: { readonly node: LinkedMet }) => ofPothos(node),
    },
    postgraphile: {
      body: (id) => ({
        query: `query ($id: UUID!) { stakeholderByRowId(rowId: $id) { ${graphileMet(10, 'occurredAt channel subject')} } }`,
        variables: { id },
      }),
      read: ({ stakeholderByRowId }: { readonly stakeholderByRowId: GraphileMet }) => ofGraphile(stakeholderByRowId),
    },
    apollo: {
      body: (id) => ({
        query: `query ($id: ID!) { stakeholder(id: $id) { ${apolloMet(10, 'occurredAt channel subject')} } }`,
        variables: { id },
      }),
      read: ({ stakeholder }: { readonly stakeholder: Parameters<typeof ofApollo>[0] }) => ofApollo(stakeholder),
    },
  },
});

/** Fifty stakeholders, each with the last five engagements, each with who took part. */
export const stakeholdersWithEngagements = defineQuery<string>({
  name: 'Q3',
  title: 'fifty stakeholders, each with the last five engagements, each with participants',
  samples: () => Promise.resolve(['CITY_COUNCIL']),
  values: (category) => [category],
  statement: {
    text: `SELECT '[' || coalesce(string_agg('{"id":"' || s.id || '","name":' || to_json(s.name) || ',"engagements":[' || ${engagementsText(5, `''`)} || ']}', ',' ORDER BY s.name, s.id), '') || ']' AS answer
      FROM (
        SELECT id, name FROM "Stakeholder" WHERE categories @> ARRAY[$1]::"StakeholderCategory"[] AND "archivedAt" IS NULL ORDER BY name, id LIMIT 50
      ) s`,
  },
  sides: {
    pcrm: {
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholders(first: 50, filter: { categories: [$category] }) { edges { node { ${relayMet(5, 'occurredAt subject')} } } }
        }`,
        variables: { category },
      }),
      read: ({ stakeholders }: { readonly stakeholders: Connection<Met> }) => nodesOf(stakeholders).map(ofRelay),
    },
    pothos: {
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholders(first: 50, category: $category) { edges { node { ${pothosMet(5, 'occurredAt subject')} } } }
        }`,
        variables: { category },
      }),
      read: ({ stakeholders }: { readonly stakeholders: Connection<LinkedMet> }) => nodesOf(stakeholders).map(ofPothos),
    },
    postgraphile: {
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholdersOfCategory: benchStakeholdersOfCategory(of: $category, first: 50) { nodes { ${graphileMet(5, 'occurredAt subject')} } }
        }`,
        variables: { category },
      }),
      read: ({ stakeholdersOfCategory }: { readonly stakeholdersOfCategory: { readonly nodes: readonly GraphileMet[] } }) =>
        stakeholdersOfCategory.nodes.map(ofGraphile),
    },
    apollo: {
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) { stakeholders(first: 50, category: $category) { ${apolloMet(5, 'occurredAt subject')} } }`,
        variables: { category },
      }),
      read: ({ stakeholders }: { readonly stakeholders: readonly Parameters<typeof ofApollo>[0][] }) => stakeholders.map(ofApollo),
    },
  },
});
