import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';
import { initialOf } from './hangul.js';
import { numberOf, populate } from './population.js';
import type { SearchHit } from './search-queries.js';

/** What is to be among the first ten, as it was drawn from the population: one of these persons, or one of whom all of this holds. */
interface Expected {
  readonly ids?: readonly number[];
  /** The initial consonants of a name, where it ends or goes on. */
  readonly initials?: string;
  readonly holds?: string;
  readonly beginning?: string;
  /** The syllable that the last one begins with as it is typed. */
  readonly startsLike?: string;
  readonly phoneEnds?: string;
  /** The name that was meant. */
  readonly near?: string;
}
interface Labelled {
  readonly class: string;
  readonly query: string;
  readonly expect: Expected;
}

const t = useTestPcrm();

// Filling takes half a minute, so that all of it is one file, and on a server only.
beforeAll(async () => {
  if (t.database.databaseUrl !== undefined) await populate(t.database.databaseUrl, 10_000);
}, 240_000);

test.runIf(onServer)(
  'of the labelled queries over 200,000 stakeholders, 99% have what was meant in the first ten',
  { timeout: 240_000 },
  async () => {
    const queries = JSON.parse(await readFile(new URL('labelled-queries.json', import.meta.url), 'utf8')) as Labelled[];
    expect(queries.length).toBeGreaterThanOrEqual(300);
    const missed: string[] = [];
    for (const { class: kind, query, expect: expected } of queries) {
      const { rows } = await t.staff.search({ text: query, first: 10, kinds: ['STAKEHOLDER'] });
      if (!rows.some(({ row }) => isExpected(row, expected))) missed.push(`${kind}: ${query}`);
    }
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(queries.length * 0.01);
  },
);

function isExpected({ title, record, matched }: SearchHit, expected: Expected): boolean {
  const { ids, initials, holds, beginning, startsLike, phoneEnds, near } = expected;
  const plain = title.replaceAll(' ', '');
  const digits = matched.text.replaceAll(/\D/gu, '');
  return (
    (ids === undefined || ids.includes(numberOf(record.id))) &&
    (initials === undefined ||
      Array.from(plain, initialOf)
        .join('')
        .includes(initials.replaceAll(/[가-힣]/gu, ''))) &&
    (holds === undefined || plain.includes(holds)) &&
    (beginning === undefined || plain.includes(beginning)) &&
    (startsLike === undefined || Array.from(plain).some((syllable) => isTypedFrom(syllable, startsLike))) &&
    (phoneEnds === undefined || digits.endsWith(phoneEnds.replaceAll(/\D/gu, '').replace(/^0/u, ''))) &&
    (near === undefined || title === near)
  );
}

// A syllable without a final and those with each of the 27 finals stand side by side.
function isTypedFrom(syllable: string, open: string): boolean {
  const distance = (syllable.codePointAt(0) ?? 0) - (open.codePointAt(0) ?? 0);
  return distance >= 0 && distance < 28;
}

const scanned = /Seq Scan on "?(?:SearchDocument|Stakeholder|OtherName|ContactPoint|Membership|Engagement|Meeting|PolicyTask|Proposal)\b/u;

test.runIf(onServer)('every statement of a search reads through indexes: no table is scanned', { timeout: 120_000 }, async () => {
  const client = new pg.Client({ connectionString: t.database.databaseUrl });
  await client.connect();
  await client.query('SET jit = off');
  const statements: { query: string; params: unknown[] }[] = [];
  t.database.client.$on('query', ({ query, params }) => statements.push({ query, params: JSON.parse(params) as unknown[] }));
  // Rare and common, each way of reading, and several kinds at once.
  for (const text of [
    '박종렬',
    '김',
    'ㄱ',
    'ㄱㅁ',
    'ㅂㅈㄹ',
    '박조',
    'qkrwhdfuf',
    '박종렬 교수',
    '인천',
    '회의',
    '인천 회의',
    '1234',
    '송도 광역철도',
    '박중렬',
    '뷁',
  ]) {
    await t.manager.search({ text, first: 10 });
  }
  await t.manager.listStakeholders({ filter: { nameContains: '종렬' } });
  const reads = statements.filter(({ query }) => query.includes('"SearchDocument"'));
  expect(reads.length).toBeGreaterThan(50);
  let usesGrams = 0;
  for (const { query, params } of reads) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>({ text: `EXPLAIN ${query}`, values: params });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(scanned);
    if (plan.includes('Bitmap Index Scan on "SearchDocument_grams_idx"')) usesGrams += 1;
  }
  expect(usesGrams).toBe(reads.length);
  await client.end();
});
