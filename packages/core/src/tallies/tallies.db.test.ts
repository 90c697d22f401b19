import { fc } from '@fast-check/vitest';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import { countRows } from '../database/keyset.js';
import { engagementList } from '../engagements/engagement-queries.js';
import { Prisma } from '../generated/prisma/client.js';
import { cellsSql, countedCellsSql, type CountedCell } from '../insights/engagement-insight.js';
import { engagementInsightInput } from '../insights/insight.js';
import { parseInput } from '../input.js';
import { onServer, useTestPcrm } from '../testing.js';
import { history, tallyWorld, type Step, type TallyWorld } from './testing.js';

const t = useTestPcrm();
vi.setConfig({ testTimeout: 240_000 });

let world: TallyWorld;
beforeAll(async () => {
  world = await tallyWorld(t);
});

type InsightInput = z.input<typeof engagementInsightInput>;

const cellsOf = async (query: Prisma.Sql) =>
  (await t.pcrm.db.$queryRaw<CountedCell[]>`${query} ORDER BY 1, 2, 3, 4`).map((cell) =>
    [cell.start.toISOString().slice(0, 10), cell.category, cell.channel, cell.engagements, cell.persons, cell.organizations].join(' '),
  );

/** The answer as it is given, and as it is counted from the engagements. */
async function answersTo(actor: Actor, input: InsightInput) {
  const question = parseInput(engagementInsightInput, input);
  return { given: await cellsOf(cellsSql(actor, question)), counted: await cellsOf(countedCellsSql(actor, question, question)) };
}

const questions = (['MONTH', 'QUARTER', 'YEAR'] as const).flatMap((by) =>
  [[], ['CATEGORY' as const], ['CHANNEL' as const]].flatMap((apart): InsightInput[] => [
    { from: '2011-01-01', until: '2013-01-01', by, apart },
    { from: '2011-12-31', until: '2012-07-16', by, apart },
  ]),
);

async function expectEqualAnswers() {
  expect(await t.pcrm.recountInsights({ check: true })).toEqual([]);
  for (const actor of world.actors) {
    for (const question of questions) {
      const { given, counted } = await answersTo(actor, question);
      expect({ actor: actor.name, question, cells: given }).toEqual({ actor: actor.name, question, cells: counted });
    }
    for (const filter of [{}, { channels: ['CALL' as const] }, { confidentiality: 'RESTRICTED' as const }]) {
      const list = engagementList(actor, filter);
      expect(list.total).toBeDefined();
      const { total: _, ...read } = list;
      expect(await countRows(t.pcrm.db, list)).toBe(await countRows(t.pcrm.db, read));
    }
  }
}

describe('whatever happens', () => {
  test('every reader gets the answer that counting gives, and a recount finds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        for (const step of steps) await world.perform(step);
        await expectEqualAnswers();
      }),
      // They are one long history, so that a failure cannot be made smaller.
      { numRuns: 5, endOnFailure: true },
    );
  });

  test('also when one statement does several things at once, whose triggers come in any order', async () => {
    const [a, b, c] = await Promise.all(
      ['가', '나', '다'].map((name) => t.staff.registerStakeholder({ kind: 'PERSON', name, categories: ['PRESS'] })),
    );
    const first = await t.staff.logEngagement({
      occurredAt: '2012-05-31T23:00:00+09:00',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '통화',
      stakeholderIds: [a!.id, b!.id],
    });
    await t.database.client.$executeRaw`
      WITH changed AS (UPDATE "Engagement" SET "channel" = 'VISIT', "confidentiality" = 'PUBLIC' WHERE "id" = ${first.id}::uuid RETURNING "id", "occurredAt"),
      gone AS (DELETE FROM "EngagementStakeholder" WHERE "engagementId" = ${first.id}::uuid AND "stakeholderId" = ${a!.id}::uuid),
      categorized AS (UPDATE "Stakeholder" SET "categories" = '{EXPERT,CITIZEN}' WHERE "id" IN (${a!.id}::uuid, ${b!.id}::uuid, ${c!.id}::uuid))
      INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt") SELECT "id", ${c!.id}::uuid, "occurredAt" FROM changed`;
    await expectEqualAnswers();
    await t.database.client.$executeRaw`
      WITH entered AS (
        INSERT INTO "Engagement" ("id", "occurredAt", "channel", "direction", "subject", "updatedAt", "enteredById")
        SELECT gen_random_uuid(), day, 'CALL', 'INBOUND', '통화', now(), ${t.actors.staff.id}::uuid
        FROM unnest('{2012-04-01T00:00:00Z,2012-04-02T00:00:00Z}'::timestamptz[]) AS day RETURNING "id", "occurredAt"
      )
      INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt")
      SELECT entered."id", who, "occurredAt" FROM entered CROSS JOIN unnest(ARRAY[${a!.id}, ${c!.id}]::uuid[]) AS who`;
    await expectEqualAnswers();
    const [{ start, ...april } = { start: null }] = await t.staff.engagementInsight({
      from: '2012-04-01',
      until: '2012-05-01',
      by: 'MONTH',
    });
    expect(start).toEqual(new Date('2012-04-01'));
    expect(april).toMatchObject({ suppressed: true });
    const [counted] = await t.pcrm.db.$queryRaw<
      CountedCell[]
    >`${cellsSql(t.actors.staff, parseInput(engagementInsightInput, { from: '2012-04-01', until: '2012-05-01', by: 'MONTH' }))}`;
    expect(counted).toMatchObject({ engagements: 2, persons: 2, organizations: 0 });
  });

  test.runIf(onServer)('and however many write at the same time (only on a server)', async () => {
    const histories = fc.sample(history, { numRuns: 16, seed: 20_121_212 });
    const entering: readonly Step['kind'][] = ['log', 'batch', 'hear'];
    const atOnce = (writersOfAll: number) =>
      Promise.all(
        histories.map(async (steps, writer) => {
          for (const step of steps) if (writer < writersOfAll || entering.includes(step.kind)) await world.perform(step);
        }),
      );
    await atOnce(0);
    // Those who only enter engagements never lock each other out.
    expect(await t.pcrm.db.$queryRaw`SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()`).toEqual([
      { deadlocks: 0 },
    ]);
    await expectEqualAnswers();
    await atOnce(4);
    await expectEqualAnswers();
    const [{ slots } = { slots: 0 }] = await t.pcrm.db.$queryRaw<
      { slots: number }[]
    >`SELECT count(DISTINCT "slot")::int AS slots FROM "EngagementTally"`;
    expect(slots).toBeGreaterThan(1);
  });
});

describe('recounting', () => {
  const call = (stakeholderIds: string[]) =>
    t.staff.logEngagement({
      occurredAt: '2010-05-01T10:00:00+09:00',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '통화',
      stakeholderIds,
    });

  test('tells and corrects what was written past the triggers, and a check only tells', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '단체', categories: ['BUSINESS'] });
    await call([id]);
    const year2010 = { from: '2010-01-01', until: '2011-01-01', by: 'MONTH', apart: ['CATEGORY'] } satisfies InsightInput;
    const expected = [{ engagements: 1, organizations: 1 }];
    expect(await t.staff.engagementInsight(year2010)).toMatchObject(expected);

    await t.database.client
      .$executeRaw`UPDATE "EngagementTally" SET "toAll" = "toAll" + 1, "toInternal" = 7 WHERE "month" = '2010-05-01' AND "apart" = 'CATEGORY'`;
    await t.database.client.$executeRaw`DELETE FROM "TalliedStakeholder" WHERE "stakeholderId" = ${id}::uuid AND "period" <> 'MONTH'`;
    expect(await t.staff.engagementInsight(year2010)).toMatchObject([{ engagements: 7 }]);
    const differences = [
      {
        table: 'TalliedStakeholder',
        differences: 2,
        examples: [
          {
            kept: null,
            counted: { stakeholderId: id, period: 'QUARTER', start: '2010-04-01', kind: 'ORGANIZATION', categories: ['BUSINESS'] },
          },
          {
            kept: null,
            counted: { stakeholderId: id, period: 'YEAR', start: '2010-01-01', kind: 'ORGANIZATION', categories: ['BUSINESS'] },
          },
        ],
      },
      {
        table: 'EngagementTally',
        differences: 1,
        examples: [
          {
            kept: { apart: 'CATEGORY', month: '2010-05-01', value: 'BUSINESS', toPublic: 0, toInternal: 7, toAll: 2 },
            counted: { apart: 'CATEGORY', month: '2010-05-01', value: 'BUSINESS', toPublic: 0, toInternal: 1, toAll: 1 },
          },
        ],
      },
    ];
    expect(await t.pcrm.recountInsights({ check: true })).toMatchObject(differences);
    expect(await t.pcrm.recountInsights()).toMatchObject(differences);
    expect(await t.pcrm.recountInsights()).toEqual([]);
    expect(await t.staff.engagementInsight(year2010)).toMatchObject(expected);
  });

  test('fills the tallies anew', async () => {
    await t.database.client
      .$executeRaw`TRUNCATE "EngagementTally", "StakeholderTally", "TalliedEngagement", "TalliedStakeholder", "EngagementTotal"`;
    expect(await t.admin.engagementInsight({ from: '2010-01-01', until: '2013-01-01', by: 'YEAR' })).toEqual([]);
    const tables = (await t.pcrm.recountInsights()).map(({ table }) => table);
    expect(tables).toEqual(['TalliedEngagement', 'TalliedStakeholder', 'EngagementTally', 'StakeholderTally', 'EngagementTotal']);
    await expectEqualAnswers();
    const [visible] = await t.pcrm.db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM "Engagement" t WHERE ${visibleEngagementsSql(t.actors.staff)}`;
    expect(await countRows(t.pcrm.db, engagementList(t.actors.staff))).toBe(visible?.total);
  });
});
