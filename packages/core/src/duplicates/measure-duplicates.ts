// Measures the search for duplicates on a PostgreSQL server, in a database of its own that it drops; after `npm run build`:
// npm run measure:duplicates -w @pcrm/core -- postgresql://postgres@127.0.0.1:5432/postgres 1000000
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { systemActor } from '../access/actor.js';
import { withMeasuredDatabase } from '../database/measured-database.js';
import type { PcrmAs } from '../open-pcrm.js';

const [serverUrl = '', count = '1000000'] = process.argv.slice(2);

await withMeasuredDatabase(serverUrl, async (pcrm, databaseUrl) => {
  await timed(`Generating ${count} stakeholders`, () => generate(databaseUrl));
  await measure(pcrm.as(systemActor));
});

async function generate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('pcrm.generated', $1, false)`, [count]);
    await client.query(await readFile(new URL('../../src/duplicates/generated-stakeholders.sql', import.meta.url), 'utf8'));
  } finally {
    await client.end();
  }
}

async function measure(system: PcrmAs): Promise<void> {
  await timed('Searching all', async () => {
    const { stakeholders, compared, found } = await system.scanDuplicates({});
    return `${stakeholders} stakeholders, ${compared} pairs compared, ${found} found`;
  });
  await timed('The first page of pairs', async () => (await system.listDuplicatePairs({ first: 20 })).rows.length);
  const forms = [
    { kind: 'PERSON' as const, name: '김민수', region: '인천' },
    { kind: 'PERSON' as const, name: '박종렬', contactPoints: [{ kind: 'MOBILE' as const, value: '010-0007-0000' }] },
    { kind: 'ORGANIZATION' as const, name: '총무과' },
  ];
  // Twice: what the first reads from the disk the second finds in memory.
  for (const form of [...forms, ...forms])
    await timed(`A form with ${form.name}`, async () => (await system.possibleDuplicates(form)).length);
}

async function timed(what: string, work: () => Promise<string | number | void>): Promise<void> {
  const start = performance.now();
  const result = await work();
  process.stdout.write(`${what}: ${Math.round(performance.now() - start)} ms. ${result ?? ''}\n`);
}
