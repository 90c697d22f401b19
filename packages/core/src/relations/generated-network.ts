import pg from 'pg';

/** Whose warm paths are worth measuring in a generated network. */
export interface GeneratedNetwork {
  /** A person like most others. */
  readonly near: string;
  /** A person of note, in 4,000 engagements. */
  readonly hub: string;
  /** A person in no engagement, two small clubs away from the hub. */
  readonly newcomer: string;
  /** A department with one of the 200 members of staff. */
  readonly departmentId: string;
}

/** An SQL expression for the id of a row: ids are counted, so that each row can name others. */
const id = (series: number, number: string) => `('00000000-0000-7000-800${series}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const idOf = (series: number, number: number) => `00000000-0000-7000-800${series}-${number.toString(16).padStart(12, '0')}`;
// Drawn evenly and always the same: a number below so many, for a number and a seed.
const drawn = (number: string, seed: number, choices: number) => `((hashint8extended(${number}, ${seed}) >> 16 & 2147483647) % ${choices})`;
const system = `'00000000-0000-7000-8000-000000000001'::uuid`;
const DEPARTMENT = idOf(6, 0);
const STAFF = 200;
const OF_HUB = 4_000;

/**
 * Fills a migrated database on a server with so many engagements over ten years, each of one of 200 members of staff with two of so many
 * persons; one person was in 4,000 of them, and one in none, who knows one that knows that person only by clubs. The triggers of search
 * and of rules are off meanwhile: they would take longer than the rest, and nothing here is searched.
 */
export async function generateNetwork(databaseUrl: string, engagements: number, persons: number): Promise<GeneratedNetwork> {
  const all = `generate_series(0, ${engagements} - 1) n`;
  const newcomer = persons + 1;
  const between = persons;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(`INSERT INTO "Department" ("id", "name", "updatedAt") VALUES ('${DEPARTMENT}', '대외협력과', now())`);
    await client.query(`INSERT INTO "Actor" ("id", "kind", "name", "role", "departmentId", "updatedAt")
      SELECT ${id(1, 'n')}, 'STAFF', '직원 ' || n, 'STAFF', CASE n WHEN 7 THEN '${DEPARTMENT}'::uuid END, now() FROM generate_series(0, ${STAFF - 1}) n`);
    await client.query(`INSERT INTO "Stakeholder" ("id", "kind", "name", "updatedAt", "enteredById")
      SELECT ${id(2, 'n')}, 'PERSON'::"StakeholderKind", '사람 ' || n, now(), ${system} FROM generate_series(0, ${newcomer}) n
      UNION ALL SELECT ${id(4, 'n')}, 'ORGANIZATION'::"StakeholderKind", '작은 모임 ' || n, now(), ${system} FROM generate_series(0, 1) n`);
    await client.query(`INSERT INTO "Engagement" ("id", "occurredAt", "channel", "direction", "subject", "updatedAt", "enteredById")
      SELECT ${id(3, 'n')}, '2003-01-01'::timestamptz + n * (interval '3650 days' / ${engagements}), 'CALL', 'INBOUND', '통화', now(), ${system} FROM ${all}`);
    await client.query(`INSERT INTO "EngagementStaff" ("engagementId", "actorId")
      SELECT ${id(3, 'n')}, ${id(1, drawn('n', 1, STAFF))} FROM ${all}`);
    await client.query(`INSERT INTO "EngagementStakeholder" ("engagementId", "occurredAt", "stakeholderId")
      SELECT ${id(3, 'n')}, '2003-01-01'::timestamptz + n * (interval '3650 days' / ${engagements}), ${id(2, 'who')} FROM ${all}
      CROSS JOIN LATERAL (SELECT CASE WHEN n % ${engagements / OF_HUB} = 0 THEN 0 ELSE 1 + ${drawn('n', 2, persons - 1)} END
        UNION SELECT 1 + ${drawn('n', 3, persons - 1)}) AS part (who)`);
    await client.query(`INSERT INTO "Membership" ("id", "organizationId", "memberId", "role", "updatedAt", "enteredById")
      SELECT ${id(5, 'n')}, ${id(4, 'n / 2')}, ${id(2, `(ARRAY[${newcomer}, ${between}, ${between}, 0])[n + 1]`)}, 'MEMBER', now(), ${system}
      FROM generate_series(0, 3) n`);
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  return { near: idOf(2, 7), hub: idOf(2, 0), newcomer: idOf(2, newcomer), departmentId: DEPARTMENT };
}
