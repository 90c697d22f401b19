import { byId } from './participants.js';
import { defineQuery, globalId, plainId, type SampledDatabase } from './query.js';

/** An engagement that is to be logged. */
interface Entry {
  readonly occurredAt: string;
  readonly channel: 'CALL';
  readonly direction: 'INBOUND';
  readonly subject: string;
  readonly stakeholderIds: readonly string[];
  /** Who enters it and took part. The product knows by the key, the others are told. */
  readonly enteredById: string;
}
interface Logged {
  readonly occurredAt: string;
  readonly subject: string;
  readonly stakeholders: readonly { readonly id: string; readonly name: string }[];
}

const BATCH = 100;
const SAMPLES = 50;

// Persons, each fifty in the number of those that are met less often: 150 of 20,000.
async function entries(database: SampledDatabase): Promise<Entry[]> {
  const persons = (
    await database.query(`SELECT id FROM "Stakeholder" WHERE kind = 'PERSON' ORDER BY "createdAt", id OFFSET 1000 LIMIT ${3 * SAMPLES}`)
  ).rows as { id: string }[];
  const enteredById = await administratorId(database);
  return Array.from({ length: SAMPLES }, (_, index) => ({
    occurredAt: '2026-10-31T09:00:00.000Z',
    channel: 'CALL',
    direction: 'INBOUND',
    subject: `연수구 도서관 건립 문의 ${index}`,
    stakeholderIds: persons.slice(index * 3, index * 3 + 3).map(({ id }) => id),
    enteredById,
  }));
}

/** The administrator in whose name everything is asked and entered. */
export async function administratorId(database: SampledDatabase): Promise<string> {
  const rows = (await database.query(`SELECT id FROM "Actor" WHERE role = 'ADMIN' ORDER BY id LIMIT 1`)).rows as { id: string }[];
  return rows[0]?.id ?? '';
}

const inGlobalIds = ({ occurredAt, channel, direction, subject, stakeholderIds }: Entry) => ({
  occurredAt,
  channel,
  direction,
  subject,
  stakeholderIds: stakeholderIds.map((id) => globalId('Person', id)),
});
const readLogged = ({ occurredAt, subject, stakeholders }: Logged) => ({
  occurredAt,
  subject,
  stakeholders: byId(stakeholders.map(({ id, name }) => ({ id: plainId(id), name }))),
});

/** One engagement with three participants is logged. */
export const logEngagement = defineQuery<Entry>({
  name: 'Q5',
  title: 'log an engagement with three participants',
  writes: true,
  samples: entries,
  values: (entry) => [JSON.stringify(entry)],
  statement: {
    text: `WITH given AS (SELECT * FROM json_to_record($1::json) AS g ("occurredAt" timestamptz, channel "EngagementChannel", direction "EngagementDirection", subject text, "stakeholderIds" uuid[], "enteredById" uuid)),
      e AS (
        INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, "updatedAt", "enteredById")
        SELECT gen_random_uuid(), "occurredAt", channel, direction, subject, now(), "enteredById" FROM given RETURNING *
      ),
      links AS (INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt") SELECT e.id, unnest("stakeholderIds"), e."occurredAt" FROM e, given),
      staff AS (INSERT INTO "EngagementStaff" ("engagementId", "actorId") SELECT id, "enteredById" FROM e)
      SELECT '{"occurredAt":' || to_json(e."occurredAt") || ',"subject":' || to_json(e.subject) || ',"stakeholders":[' || (
        SELECT string_agg('{"id":"' || t.id || '","name":' || to_json(t.name) || '}', ',' ORDER BY t.id) FROM "Stakeholder" t WHERE t.id = ANY ((SELECT "stakeholderIds" FROM given)::uuid[])
      ) || ']}' AS answer FROM e`,
  },
  sides: {
    pcrm: {
      body: (entry) => ({
        query: `mutation ($input: LogEngagementInput!) {
          logEngagement(input: $input) { ... on LogEngagementSuccess { data { id occurredAt subject stakeholders { id name } } } }
        }`,
        variables: { input: inGlobalIds(entry) },
      }),
      read: ({ logEngagement: { data } }: { readonly logEngagement: { readonly data: Logged } }) => readLogged(data),
    },
    pothos: {
      body: (entry) => ({
        query: `mutation ($entry: EntryInput!) { logEngagement(entry: $entry) { id occurredAt subject stakeholders { stakeholder { id name } } } }`,
        variables: { entry },
      }),
      read: ({
        logEngagement: { stakeholders, ...rest },
      }: {
        readonly logEngagement: Omit<Logged, 'stakeholders'> & {
          readonly stakeholders: readonly { readonly stakeholder: Logged['stakeholders'][number] }[];
        };
      }) => readLogged({ ...rest, stakeholders: stakeholders.map(({ stakeholder }) => stakeholder) }),
    },
    apollo: {
      body: (entry) => ({
        query: `mutation ($entry: EntryInput!) { logEngagement(entry: $entry) { id occurredAt subject stakeholders { id name } } }`,
        variables: { entry },
      }),
      read: ({ logEngagement: logged }: { readonly logEngagement: Logged }) => readLogged(logged),
    },
    postgraphile: {
      body: (entry) => ({
        query: `mutation ($entry: JSON!) { logEngagement: benchLogEngagement(input: { entry: $entry }) { result {
          rowId occurredAt subject engagementStakeholdersByOccurredAtAndEngagementId { nodes { stakeholderByStakeholderId { rowId name } } }
        } } }`,
        variables: { entry },
      }),
      read: ({
        logEngagement: { result },
      }: {
        readonly logEngagement: {
          readonly result: Omit<Logged, 'stakeholders'> & {
            readonly engagementStakeholdersByOccurredAtAndEngagementId: {
              readonly nodes: readonly { readonly stakeholderByStakeholderId: { readonly rowId: string; readonly name: string } }[];
            };
          };
        };
      }) =>
        readLogged({
          ...result,
          stakeholders: result.engagementStakeholdersByOccurredAtAndEngagementId.nodes.map(
            ({ stakeholderByStakeholderId: { rowId: id, name } }) => ({ id, name }),
          ),
        }),
    },
  },
});

/** A hundred engagements are logged by one request. */
export const logEngagements = defineQuery<readonly Entry[]>({
  name: 'Q9',
  title: 'log a hundred engagements by one request',
  writes: true,
  rows: BATCH,
  samples: async (database) => {
    const some = await entries(database);
    return [Array.from({ length: BATCH }, (_, index) => some[index % some.length] as Entry)];
  },
  values: (batch) => [JSON.stringify(batch)],
  statement: { text: 'SELECT bench.log_engagements($1::json)::text AS answer' },
  sides: {
    pcrm: {
      body: (batch) => ({
        query: `mutation ($inputs: [LogEngagementInput!]!) {
          logEngagements(inputs: $inputs) { ... on LogEngagementsSuccess { data { loggedCount } } }
        }`,
        variables: { inputs: batch.map(inGlobalIds) },
      }),
      read: ({ logEngagements: { data } }: { readonly logEngagements: { readonly data: { readonly loggedCount: number } } }) =>
        data.loggedCount,
    },
    pothos: {
      body: (batch) => ({
        query: 'mutation ($entries: [EntryInput!]!) { logEngagements(entries: $entries) }',
        variables: { entries: batch },
      }),
      read: (data: { readonly logEngagements: number }) => data.logEngagements,
    },
    apollo: {
      body: (batch) => ({
        query: 'mutation ($entries: [EntryInput!]!) { logEngagements(entries: $entries) }',
        variables: { entries: batch },
      }),
      read: (data: { readonly logEngagements: number }) => data.logEngagements,
    },
    postgraphile: {
      body: (batch) => ({
        query: 'mutation ($entries: JSON!) { logEngagements: benchLogEngagements(input: { entries: $entries }) { result } }',
        variables: { entries: batch },
      }),
      read: (data: { readonly logEngagements: { readonly result: number } }) => data.logEngagements.result,
    },
  },
});
