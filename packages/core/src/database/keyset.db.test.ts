import { fc, test as propertyTest } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../access/actor.js';
import { Prisma, type Department } from '../generated/prisma/client.js';
import { countRows, countRowsOfEach, loadPage, loadPages, type KeysetList, type PageRequest } from './keyset.js';
import { openTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;
let parents: string[];

// Names that many share, so that the id decides, and that collations order differently from code points.
const names = ['가', '나', 'a', 'B', 'é', 'É', 'z', '100', '20', '_', '가 나', '박종렬'];

/** Stakeholders without a parent have none below them; the others lie below one of three. */
const byName: KeysetList<{ id: string; name: string }> = {
  select: Prisma.sql`t."id", t."name"`,
  from: Prisma.sql`"Stakeholder" t`,
  where: Prisma.sql`t."parentId" IS NOT NULL`,
  order: [
    { column: Prisma.sql`t."name"`, type: 'text' },
    { column: Prisma.sql`t."id"`, type: 'uuid' },
  ],
  descending: false,
};
const belowParent = { ...byName, parent: Prisma.sql`t."parentId"` };
const byAge = {
  ...byName,
  order: [
    { column: Prisma.sql`t."createdAt"`, type: 'timestamptz' },
    { column: Prisma.sql`t."id"`, type: 'uuid' },
  ],
  descending: true,
} as const;

function add(name: string, parentId: string): Promise<{ id: string }> {
  const createdAt = new Date(Date.UTC(2012, 0, 1) + Math.floor(Math.random() * 5) * 1_000 + Math.floor(Math.random() * 3));
  return database.client.stakeholder.create({ data: { kind: 'ORGANIZATION', name, parentId, createdAt, enteredById: systemActor.id } });
}

beforeAll(async () => {
  database = await openTestDatabase();
  const organizations = ['하나', '둘', '셋'].map((name) => ({ kind: 'ORGANIZATION', name, enteredById: systemActor.id }) as const);
  parents = (await database.client.stakeholder.createManyAndReturn({ data: organizations })).map(({ id }) => id);
  for (let index = 0; index < 60; index += 1) await add(names[index % names.length]!, parents[index % 2]!);
});
afterAll(() => database.close());

/** Every row of a list, page by page, forward or backward, in the order of the list. `meanwhile` runs between two pages. */
async function walk(list: typeof byName, size: number, options: { backward?: boolean; meanwhile?: () => Promise<void> } = {}) {
  const rows: { id: string; name: string }[] = [];
  let cursor: string | undefined;
  for (;;) {
    const request: PageRequest = options.backward ? { last: size, before: cursor } : { first: size, after: cursor };
    const page = await loadPage(database.client, list, request);
    const found = page.rows.map(({ row }) => row);
    if (options.backward) rows.unshift(...found);
    else rows.push(...found);
    expect(options.backward ? page.hasNextPage : page.hasPreviousPage).toBe(cursor !== undefined);
    if (!(options.backward ? page.hasPreviousPage : page.hasNextPage)) return rows;
    expect(page.rows).toHaveLength(size);
    cursor = (options.backward ? page.rows[0] : page.rows.at(-1))!.cursor;
    await options.meanwhile?.();
  }
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  let counting = true;
  database.client.$on('query' as never, () => (statements += counting ? 1 : 0));
  await work();
  counting = false;
  return statements;
}

describe('walking a list', () => {
  test.each([1, 7, 20, 59, 60, 61])(
    'in pages of %i gives every row once, forward and backward, in the order of the database',
    async (size) => {
      const all = await database.client.$queryRaw<{ id: string; name: string }[]>`
      SELECT "id", "name" FROM "Stakeholder" WHERE "parentId" IS NOT NULL ORDER BY "name", "id"`;
      expect(await walk(byName, size)).toEqual(all);
      expect(await walk(byName, size, { backward: true })).toEqual(all);
    },
  );

  test.each([1, 2, 7, 100])('that looks for something gives it in pages of %i, found on the way or looked up', async (size) => {
    const found = await database.client.$queryRaw<{ id: string; name: string }[]>`
      SELECT "id", "name" FROM "Stakeholder" WHERE "parentId" IS NOT NULL AND "name" LIKE '가%' ORDER BY "name", "id"`;
    expect(found.length).toBeGreaterThan(2);
    const where = Prisma.sql`${byName.where} AND t."name" LIKE '가%'`;
    const lookUp = Prisma.sql`t."id" IN (SELECT "id" FROM "Stakeholder" WHERE "name" LIKE '가%')`;
    expect(await walk({ ...byName, where, lookUp }, size)).toEqual(found);
    expect(await walk({ ...byName, where, lookUp }, size, { backward: true })).toEqual(found);
    expect(await countRows(database.client, { ...byName, where, lookUp })).toBe(found.length);
  });

  test('newest first gives the same rows, those of one instant in a fixed order', async () => {
    const forward = await walk(byAge, 7);
    expect(forward).toHaveLength(60);
    expect(await walk(byAge, 11, { backward: true })).toEqual(forward);
    expect(new Set(forward.map(({ id }) => id)).size).toBe(60);
  });

  propertyTest.prop(
    [fc.integer({ min: 1, max: 9 }), fc.boolean(), fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 25, maxLength: 25 })],
    { numRuns: 6 },
  )('shows no row twice and misses none that was there throughout, while others come and go', async (size, backward, changes) => {
    const before = new Set((await walk(byName, 100)).map(({ id }) => id));
    const gone = new Set<string>();
    const next = changes.values();
    const rows = await walk(byName, size, {
      backward,
      meanwhile: async () => {
        const change = next.next().value;
        // Were there no end to the changes, one row more with each page of one row, the walk would have none.
        if (change === undefined) return;
        const [choice, comes] = change;
        const candidates = [...before].filter((id) => !gone.has(id));
        const leaving = candidates[choice % candidates.length]!;
        if (comes) await add(names[choice % names.length]!, parents[0]!);
        else if (candidates.length > 20) {
          gone.add(leaving);
          await database.client.stakeholder.delete({ where: { id: leaving } });
        }
      },
    });
    const seen = rows.map(({ id }) => id);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...before].filter((id) => !gone.has(id) && !seen.includes(id))).toEqual([]);
  });

  test('goes on behind a row that was deleted', async () => {
    const page = await loadPage(database.client, byName, { first: 5 });
    const last = page.rows.at(-1)!;
    const expected = await loadPage(database.client, byName, { first: 3, after: last.cursor });
    await database.client.stakeholder.delete({ where: { id: last.row.id } });
    expect((await loadPage(database.client, byName, { first: 3, after: last.cursor })).rows).toEqual(expected.rows);
  });
});

describe('a list below others', () => {
  test('is the same page of each, in the order asked, in one statement', async () => {
    const parentIds = [parents[1]!, parents[2]!, parents[0]!];
    for (const request of [{ first: 4 }, { last: 4 }] satisfies PageRequest[]) {
      let pages: Awaited<ReturnType<typeof loadPages<{ id: string; name: string }>>> = [];
      expect(await statementsOf(async () => (pages = await loadPages(database.client, belowParent, { ...request, parentIds })))).toBe(1);
      const alone = await Promise.all(
        parentIds.map((id) => loadPage(database.client, { ...byName, where: Prisma.sql`t."parentId" = ${id}::uuid` }, request)),
      );
      expect(pages).toEqual(alone);
      expect(pages[1]?.rows).toEqual([]);
    }
  });

  test('is counted for each in one statement', async () => {
    const parentIds = [parents[2]!, parents[0]!];
    let counts: number[] = [];
    expect(await statementsOf(async () => (counts = await countRowsOfEach(database.client, belowParent, parentIds)))).toBe(1);
    expect(counts).toEqual([0, await database.client.stakeholder.count({ where: { parentId: parents[0]! } })]);
    expect(await countRows(database.client, byName)).toBe(await database.client.stakeholder.count({ where: { NOT: { parentId: null } } }));
  });

  test('of no parents is empty', async () => {
    expect(await loadPages(database.client, belowParent, { first: 1, parentIds: [] })).toEqual([]);
  });
});

describe('a page', () => {
  test('takes one statement', async () => {
    expect(await statementsOf(() => loadPage(database.client, byName, {}))).toBe(1);
  });

  test('has 20 rows when nothing is said', async () => {
    expect((await loadPage(database.client, byName, {})).rows).toHaveLength(20);
  });

  test.each<[PageRequest, string, string]>([
    [{ first: 0 }, 'first', 'page_size'],
    [{ first: -1 }, 'first', 'page_size'],
    [{ first: 101 }, 'first', 'page_size'],
    [{ first: 1.5 }, 'first', 'page_size'],
    [{ first: Number.NaN }, 'first', 'page_size'],
    [{ last: 101 }, 'last', 'page_size'],
    [{ first: 1, last: 1 }, 'last', 'first_and_last'],
    [{ first: 1, before: 'x' }, 'before', 'wrong_direction'],
    [{ last: 1, after: 'x' }, 'after', 'wrong_direction'],
    [{ after: '' }, 'after', 'invalid_cursor'],
    [{ after: 'x' }, 'after', 'invalid_cursor'],
    [{ before: '한글' }, 'before', 'invalid_cursor'],
    [{ after: cursorOf(['가']) }, 'after', 'invalid_cursor'],
    [{ after: cursorOf(['가', 'not-an-id']) }, 'after', 'invalid_cursor'],
    [{ after: cursorOf([1, systemActor.id]) }, 'after', 'invalid_cursor'],
    [{ after: cursorOf(['가', systemActor.id, 1]) }, 'after', 'invalid_cursor'],
    [{ after: cursorOf({ 0: '가' }) }, 'after', 'invalid_cursor'],
  ])('is refused for %j', async (request, argument, code) => {
    await expect(loadPage(database.client, byName, request)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: [argument], code }],
    });
  });

  test('behind a cursor with what cannot be stored, or is an injection, is refused or empty', async () => {
    const refused = { code: 'INVALID_INPUT', problems: [{ path: ['after'], code: 'invalid_cursor' }] };
    for (const text of ['\u0000', '\ud83d']) {
      await expect(loadPage(database.client, byName, { after: cursorOf([text, systemActor.id]) })).rejects.toMatchObject(refused);
    }
    const yearZero = cursorOf(['0000-01-01T00:00:00Z', systemActor.id]);
    await expect(loadPage(database.client, byAge, { after: yearZero })).rejects.toMatchObject(refused);
    const after = cursorOf([`힣'); DROP TABLE "Stakeholder"; --`, systemActor.id]);
    expect((await loadPage(database.client, byName, { after })).rows).toEqual([]);
  });

  test('is ordered by dates and numbers too', async () => {
    const departments = ['가', '나', '다'];
    await database.client.department.createMany({ data: departments.map((name) => ({ name, createdAt: new Date('2012-12-12') })) });
    const list: KeysetList<Department> = {
      select: Prisma.sql`t.*`,
      from: Prisma.sql`"Department" t`,
      where: Prisma.sql`TRUE`,
      order: [
        { column: Prisma.sql`t."createdAt"::date`, type: 'date' },
        { column: Prisma.sql`t."version"`, type: 'int' },
        { column: Prisma.sql`t."name"`, type: 'text' },
      ],
      descending: false,
    };
    const first = await loadPage(database.client, list, { first: 2 });
    const second = await loadPage(database.client, list, { first: 2, after: first.rows[1]!.cursor });
    expect([...first.rows, ...second.rows].map(({ row }) => row.name)).toEqual(departments);
  });
});

function cursorOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
