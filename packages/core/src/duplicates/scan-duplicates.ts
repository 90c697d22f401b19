import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { LIKELY, scanDuplicatesInput, scoreDuplicate, type DuplicateScore } from './duplicate.js';
import { factsOf, type StoredFacts } from './match-facts.js';

interface Pair {
  readonly firstId: string;
  readonly secondId: string;
}
type ScoredPair = Pair & DuplicateScore;

// A million stakeholders take about two minutes on two cores.
const TEN_MINUTES = 600_000;

/**
 * Looks for duplicates among all stakeholders, and replaces the pairs that the last search found. Those that somebody said are two stay
 * out of the list. It compares only those that share a key, and of what many share only those that share a second one, so that its time
 * grows with the number of stakeholders and not with that of the pairs of people of one name.
 */
export const scanDuplicates = defineCommand({
  name: 'scanDuplicates',
  scope: 'stakeholders:merge',
  schema: scanDuplicatesInput,
  timeout: TEN_MINUTES,
  perform: async ({ db, entered }) => {
    // One search at a time: a second one would find the same.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('DuplicateScan'))`;
    await db.$executeRaw`SET LOCAL statement_timeout = '10min'`;
    // What is sorted and joined then stays in memory.
    await db.$executeRaw`SET LOCAL work_mem = '128MB'`;
    await findCandidates(db);
    const { compared, found } = await scoreCandidates(db);
    await replacePairs(db, found);
    const stakeholders = await db.stakeholder.count();
    const after = await db.duplicateScan.create({ data: { stakeholders, compared, found: found.length, ...entered } });
    return { type: 'DuplicateScan', before: null, after };
  },
});

// A block is who shares a key: up to so many are all compared with one another.
const BLOCK = 20;
// A number or an address that more than five share is that of an office: it proves something only together with a name.
const CONTACT_BLOCK = 5;

/**
 * Pairs worth comparing, in a table that lasts as long as the transaction. What no single key can prove is blocked by two: a name and an
 * organization, a name and a contact point, for an organization's name the region or the parent. Larger blocks of two keys, such as an import
 * that ran forty times, are compared each with the next.
 */
async function findCandidates(db: Transaction): Promise<void> {
  await db.$executeRaw`
    CREATE TEMPORARY TABLE duplicate_candidate ON COMMIT DROP AS
    WITH names AS MATERIALIZED (
      SELECT s.id, s.kind, s.region, s."parentId", match_name(s.name) AS name FROM "Stakeholder" s
      UNION
      SELECT s.id, s.kind, s.region, s."parentId", match_name(o.name) FROM "OtherName" o JOIN "Stakeholder" s ON s.id = o."stakeholderId"
    ), contacts AS MATERIALIZED (
      SELECT DISTINCT "stakeholderId" AS id, match_contact(kind, value) AS contact FROM "ContactPoint" WHERE match_contact(kind, value) IS NOT NULL
    ), blocks (ids, certain) AS (
      SELECT array_agg(id ORDER BY id), FALSE FROM contacts GROUP BY contact HAVING count(*) BETWEEN 2 AND ${CONTACT_BLOCK}::int
      UNION ALL
      SELECT array_agg(id ORDER BY id), FALSE FROM names GROUP BY kind, name
      HAVING count(*) BETWEEN 2 AND CASE kind WHEN 'PERSON' THEN 3 ELSE ${BLOCK}::int END
      UNION ALL
      SELECT array_agg(DISTINCT n.id), TRUE FROM names n JOIN "Membership" m ON m."memberId" = n.id
      GROUP BY n.kind, n.name, m."organizationId" HAVING count(DISTINCT n.id) > 1
      UNION ALL
      SELECT array_agg(DISTINCT n.id), TRUE FROM names n JOIN contacts c USING (id)
      GROUP BY n.kind, n.name, c.contact HAVING count(DISTINCT n.id) > 1
      UNION ALL
      SELECT array_agg(id ORDER BY id), TRUE FROM names WHERE kind = 'ORGANIZATION'
      GROUP BY name, region, "parentId" HAVING count(*) > 1
    )
    SELECT row_number() OVER (ORDER BY "firstId", "secondId") AS number, "firstId", "secondId" FROM (
      SELECT least(a.id, b.id) AS "firstId", greatest(a.id, b.id) AS "secondId"
      FROM blocks CROSS JOIN LATERAL unnest(ids) WITH ORDINALITY a (id, place) CROSS JOIN LATERAL unnest(ids) WITH ORDINALITY b (id, place)
      WHERE a.place < b.place AND (cardinality(ids) <= ${BLOCK}::int OR b.place = a.place + 1)
      GROUP BY 1, 2
    ) pairs`;
}

const CHUNK = 5000;

async function scoreCandidates(db: Transaction): Promise<{ compared: number; found: ScoredPair[] }> {
  await db.$executeRaw`ALTER TABLE duplicate_candidate ADD PRIMARY KEY (number)`;
  const found: ScoredPair[] = [];
  let compared = 0;
  for (let from = 0; ; from += CHUNK) {
    const pairs = await db.$queryRaw<Pair[]>`
      SELECT "firstId", "secondId" FROM duplicate_candidate WHERE number > ${from} AND number <= ${from + CHUNK} ORDER BY number`;
    if (pairs.length === 0) return { compared, found };
    compared += pairs.length;
    const facts = await factsOf(db, [...new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]))]);
    const factsById = new Map(facts.map((one) => [one.id, one]));
    for (const pair of pairs) {
      const scored = { ...pair, ...scorePair(factsById, pair) };
      if (scored.score >= LIKELY) found.push(scored);
    }
  }
}

// One of them may have been merged since the candidates were found.
function scorePair(facts: ReadonlyMap<string, StoredFacts>, { firstId, secondId }: Pair): DuplicateScore {
  const first = facts.get(firstId);
  const second = facts.get(secondId);
  return first && second ? scoreDuplicate(first, second) : { score: 0, evidence: [] };
}

async function replacePairs(db: Transaction, found: readonly ScoredPair[]): Promise<void> {
  await db.$executeRaw`DELETE FROM "DuplicatePair"`;
  for (let from = 0; from < found.length; from += CHUNK) {
    const rows = JSON.stringify(found.slice(from, from + CHUNK));
    // Both are locked as the foreign key would, so that whoever was merged meanwhile is left out instead of refused.
    await db.$executeRaw`
      INSERT INTO "DuplicatePair" ("firstId", "secondId", score, evidence)
      SELECT pair."firstId", pair."secondId", pair.score, pair.evidence
      FROM jsonb_to_recordset(${rows}::jsonb) AS pair ("firstId" uuid, "secondId" uuid, score int, evidence jsonb)
      JOIN "Stakeholder" a ON a.id = pair."firstId" JOIN "Stakeholder" b ON b.id = pair."secondId" FOR KEY SHARE OF a, b`;
  }
}
