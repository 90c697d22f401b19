import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { patternOfPart } from '../database/like-pattern.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type PolicyTask, type Programme } from '../generated/prisma/client.js';
import { ProgrammeKind } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { line } from '../text.js';
import { programmeStatuses, type ProgrammeStatus } from './programme.js';

/** Which programmes a list has. Everything that is given must hold. */
export const programmeFilter = z.object({
  /** One of them. */
  kinds: z.array(z.enum(ProgrammeKind)).min(1).nullish(),
  field: line().nullish(),
  leadDepartmentId: z.uuid().nullish(),
  /** Serves this policy task. */
  policyTaskId: z.uuid().nullish(),
  /** Its period shares a day with this year. */
  year: z.int().min(1).max(9_998).nullish(),
  /** Stands so on the day of `asOf`: today in Korea, when that is left out. */
  status: z.enum(programmeStatuses).nullish(),
  ...asOfInput,
  /** Part of the name, in small or capital letters. */
  nameContains: line().nullish(),
});
export type ProgrammeFilter = z.input<typeof programmeFilter>;

/** What programmes can be ordered by: the name, or the day on which they begin. Those of which it is not known count as the oldest. */
export type ProgrammeOrder = 'NAME' | 'NEWEST';

/** Programmes, as a list to page through. */
export function programmeList(
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  filter: ProgrammeFilter = {},
  order: ProgrammeOrder = 'NAME',
): KeysetList<Programme> {
  requireScope(actor, 'programmes:read');
  const key = { column: Prisma.sql`t."id"`, type: 'uuid' } as const;
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Programme" t`,
    where: Prisma.join(conditionsOf(parseInput(programmeFilter, filter), now), ' AND '),
    ...(order === 'NAME'
      ? { order: [{ column: Prisma.sql`t."name"`, type: 'text' }, key], descending: false }
      : { order: [{ column: Prisma.sql`coalesce(t."fromDate", DATE '0001-01-01')`, type: 'date' }, key], descending: true }),
  };
}

function conditionsOf(filter: z.output<typeof programmeFilter>, now: () => Date): Prisma.Sql[] {
  const { kinds, field, leadDepartmentId, policyTaskId, year, status, asOf, nameContains } = filter;
  const conditions = [Prisma.sql`TRUE`];
  if (kinds) conditions.push(Prisma.sql`t."kind" = ANY(${kinds}::"ProgrammeKind"[])`);
  if (field) conditions.push(Prisma.sql`t."field" = ${field}`);
  if (leadDepartmentId) conditions.push(Prisma.sql`t."leadDepartmentId" = ${leadDepartmentId}::uuid`);
  if (policyTaskId) {
    conditions.push(Prisma.sql`EXISTS (SELECT FROM "ProgrammePolicyTask" served
      WHERE served."programmeId" = t."id" AND served."policyTaskId" = ${policyTaskId}::uuid)`);
  }
  if (year != null) {
    conditions.push(Prisma.sql`daterange(t."fromDate", t."untilDate")
      && daterange(make_date(${year}::int, 1, 1), make_date(${year}::int + 1, 1, 1))`);
  }
  if (status) conditions.push(standsAt(status, asOfDay(now, asOf)));
  if (nameContains) conditions.push(Prisma.sql`t."name" ILIKE ${patternOfPart(nameContains)}`);
  return conditions;
}

// `programmeStatus` as a condition; a test compares the two.
function standsAt(status: ProgrammeStatus, day: Date): Prisma.Sql {
  const on = daySql(day);
  return Prisma.sql`CASE WHEN t."cancelledOn" <= ${on} THEN 'CANCELLED' WHEN t."fromDate" > ${on} THEN 'PLANNED'
    WHEN t."untilDate" <= ${on} THEN 'ENDED' ELSE 'RUNNING' END = ${status}`;
}

/** A page of the programmes. */
export function listProgrammes(
  context: Context,
  { filter, order, ...page }: PageRequest & { readonly filter?: ProgrammeFilter; readonly order?: ProgrammeOrder } = {},
): Promise<Page<Programme>> {
  return loadPage(context.db, programmeList(context, filter, order), page);
}

/** One programme; null when there is none. */
export async function findProgramme({ db, actor }: Context, id: string): Promise<Programme | null> {
  requireScope(actor, 'programmes:read');
  return db.programme.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

/** The policy tasks that each of the programmes serves, by origin and number, in one statement. */
export async function policyTasksOfProgrammes({ db, actor }: Context, programmeIds: readonly string[]): Promise<PolicyTask[][]> {
  requireScope(actor, 'programmes:read');
  requireScope(actor, 'policy-tasks:read');
  const served = await db.programmePolicyTask.findMany({
    where: { programmeId: { in: [...programmeIds] } },
    include: { policyTask: true },
    orderBy: [{ policyTask: { origin: 'asc' } }, { policyTask: { number: 'asc' } }],
  });
  const byProgramme = groupBy(served, ({ programmeId }) => programmeId);
  return programmeIds.map((id) => (byProgramme.get(id) ?? []).map(({ policyTask }) => policyTask));
}
