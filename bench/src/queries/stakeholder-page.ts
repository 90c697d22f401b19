import { defineQuery, nodesOf, plainId, type Connection } from './query.js';

interface Node {
  readonly id: string;
  readonly name: string;
  readonly region: string | null;
  readonly contactPoints: readonly { readonly kind: string; readonly value: string }[];
  readonly memberships: Connection<{ readonly organization: { readonly name: string } }>;
}

interface GraphileNode {
  readonly rowId: string;
  readonly name: string;
  readonly region: string | null;
  readonly contactPointsByStakeholderId: { readonly nodes: Node['contactPoints'] };
  readonly membershipsByMemberId: { readonly nodes: readonly { readonly stakeholderByOrganizationId: { readonly name: string } }[] };
}

/** Not every program orders by a column without an index. */
const byValue = (points: Node['contactPoints']) => points.toSorted((a, b) => (a.value < b.value ? -1 : 1));

const relay = {
  read: ({ stakeholders }: { readonly stakeholders: Connection<Node> }) =>
    nodesOf(stakeholders).map(({ id, memberships, contactPoints, ...rest }) => ({
      id: plainId(id),
      ...rest,
      contactPoints: byValue(contactPoints),
      organizations: nodesOf(memberships).map(({ organization }) => organization.name),
    })),
};

/** Fifty stakeholders of a category with their contact points and organizations. */
export const stakeholderPage = defineQuery<string>({
  name: 'Q1',
  title: 'fifty stakeholders of a category with contact points and organization',
  samples: () => Promise.resolve(['EXPERT', 'CIVIC_GROUP', 'COMMITTEE', 'BUSINESS', 'PRESS', 'PARTY', 'CITIZEN', 'NATIONAL_ASSEMBLY']),
  values: (category) => [category],
  statement: {
    text: `SELECT '[' || coalesce(string_agg('{"id":"' || s.id || '","name":' || to_json(s.name) || ',"region":' || coalesce(to_json(s.region)::text, 'null')
        || ',"contactPoints":[' || coalesce(c.list, '') || '],"organizations":[' || coalesce(o.list, '') || ']}', ',' ORDER BY s.name, s.id), '') || ']' AS answer
      FROM (
        SELECT id, name, region FROM "Stakeholder"
        WHERE categories @> ARRAY[$1]::"StakeholderCategory"[] AND "archivedAt" IS NULL ORDER BY name, id LIMIT 50
      ) s
      CROSS JOIN LATERAL (
        SELECT string_agg('{"kind":"' || kind || '","value":' || to_json(value) || '}', ',' ORDER BY value) AS list FROM "ContactPoint" WHERE "stakeholderId" = s.id
      ) c
      CROSS JOIN LATERAL (
        SELECT string_agg(to_json(n.name)::text, ',' ORDER BY m.id) AS list
        FROM (SELECT id, "organizationId" FROM "Membership" WHERE "memberId" = s.id ORDER BY id LIMIT 5) m JOIN "Stakeholder" n ON n.id = m."organizationId"
      ) o`,
  },
  sides: {
    pcrm: {
      ...relay,
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholders(first: 50, filter: { categories: [$category] }) {
            edges { node { id name region contactPoints { kind value } memberships(first: 5, includeEnded: true) { edges { node { organization { name } } } } } }
          }
        }`,
        variables: { category },
      }),
    },
    pothos: {
      ...relay,
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholders(first: 50, category: $category) {
            edges { node { id name region contactPoints { kind value } memberships(first: 5) { edges { node { organization { name } } } } } }
          }
        }`,
        variables: { category },
      }),
    },
    postgraphile: {
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholdersOfCategory: benchStakeholdersOfCategory(of: $category, first: 50) {
            nodes {
              rowId name region
              contactPointsByStakeholderId { nodes { kind value } }
              membershipsByMemberId(first: 5, orderBy: [ROW_ID_ASC]) { nodes { stakeholderByOrganizationId { name } } }
            }
          }
        }`,
        variables: { category },
      }),
      read: ({ stakeholdersOfCategory }: { readonly stakeholdersOfCategory: { readonly nodes: readonly GraphileNode[] } }) =>
        stakeholdersOfCategory.nodes.map(({ rowId, name, region, contactPointsByStakeholderId, membershipsByMemberId }) => ({
          id: rowId,
          name,
          region,
          contactPoints: byValue(contactPointsByStakeholderId.nodes),
          organizations: membershipsByMemberId.nodes.map(({ stakeholderByOrganizationId }) => stakeholderByOrganizationId.name),
        })),
    },
    apollo: {
      body: (category) => ({
        query: `query ($category: StakeholderCategory!) {
          stakeholders(first: 50, category: $category) { id name region contactPoints { kind value } memberships(first: 5) { organization { name } } }
        }`,
        variables: { category },
      }),
      read: ({
        stakeholders,
      }: {
        readonly stakeholders: readonly (Omit<Node, 'memberships'> & {
          readonly memberships: readonly { readonly organization: { readonly name: string } }[];
        })[];
      }) =>
        stakeholders.map(({ memberships, contactPoints, ...rest }) => ({
          ...rest,
          contactPoints: byValue(contactPoints),
          organizations: memberships.map(({ organization }) => organization.name),
        })),
    },
  },
});
