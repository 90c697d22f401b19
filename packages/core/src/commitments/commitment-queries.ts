import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Commitment } from '../generated/prisma/client.js';
import { CommitmentDirection, CommitmentStatus } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { calendarDate, officeDay } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { awaitsFeedbackSql, visibleCommitments, visibleCommitmentsSql } from './commitment-visibility.js';

/** Which commitments a list has. Everything that is given must hold. */
export const commitmentFilter = z.object({
  status: z.enum(CommitmentStatus).nullish(),
  direction: z.enum(CommitmentDirection).nullish(),
  ownerId: z.uuid().nullish(),
  ownerDepartmentId: z.uuid().nullish(),
  stakeholderId: z.uuid().nullish(),
  /** Open on that day, whatever became of it since, although all that is known of the due date had passed: "2012-10" is overdue from 2012-11-01 on. */
  overdueOn: calendarDate().nullish(),
  /** Due before that day: a month or a year as a whole. */
  dueBefore: calendarDate().nullish(),
  /** True: ours that were kept or broken, and of which no engagement that the actor may read told the stakeholder. */
  awaitingFeedback: z.boolean().nullish(),
});
export type CommitmentFilter = z.input<typeof commitmentFilter>;

type Asker = Pick<Context, 'actor' | 'now'>;

// What has no due date comes last. Written as in the index "Commitment_status_due_idx".
const due = Prisma.sql`coalesce(t."dueDate", DATE '9999-12-31')`;

/** Commitments that the actor may see, as a list to page through: by due date, those without one last. */
export function commitmentList({ actor, now }: Asker, filter: CommitmentFilter = {}): KeysetList<Commitment> {
  requireScope(actor, 'commitments:read');
  const conditions = [visibleCommitmentsSql(actor), ...conditionsOf({ actor, now }, parseInput(commitmentFilter, filter))];
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Commitment" t`,
    where: Prisma.join(conditions, ' AND '),
    order: [
      { column: due, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** The same below each stakeholder: what was promised to them, and by them. */
export function commitmentsOfStakeholder(asker: Asker, filter: CommitmentFilter = {}): KeysetList<Commitment> {
  return { ...commitmentList(asker, filter), parent: Prisma.sql`t."stakeholderId"` };
}

/** The same below each engagement: what was promised in it. */
export function commitmentsOfEngagement(asker: Asker, filter: CommitmentFilter = {}): KeysetList<Commitment> {
  return { ...commitmentList(asker, filter), parent: Prisma.sql`t."engagementId"` };
}

/** The same below each meeting. */
export function commitmentsOfMeeting(asker: Asker, filter: CommitmentFilter = {}): KeysetList<Commitment> {
  return { ...commitmentList(asker, filter), parent: Prisma.sql`t."meetingId"` };
}

function conditionsOf({ actor, now }: Asker, filter: z.output<typeof commitmentFilter>) {
  const { status, direction, ownerId, ownerDepartmentId, stakeholderId, awaitingFeedback, ...days } = filter;
  const conditions: Prisma.Sql[] = [];
  if (status) conditions.push(Prisma.sql`t."status" = ${status}::"CommitmentStatus"`);
  if (direction) conditions.push(Prisma.sql`t."direction" = ${direction}::"CommitmentDirection"`);
  if (ownerId) conditions.push(Prisma.sql`t."ownerId" = ${ownerId}::uuid`);
  if (ownerDepartmentId) conditions.push(Prisma.sql`t."ownerDepartmentId" = ${ownerDepartmentId}::uuid`);
  if (stakeholderId) conditions.push(Prisma.sql`t."stakeholderId" = ${presentSql(stakeholderId)}`);
  if (days.dueBefore) conditions.push(dueBefore(days.dueBefore));
  if (days.overdueOn) conditions.push(wasOpenOn(days.overdueOn, now), dueBefore(days.overdueOn));
  if (awaitingFeedback != null) {
    conditions.push(awaitingFeedback ? awaitsFeedbackSql(actor) : Prisma.sql`NOT ${awaitsFeedbackSql(actor)}`);
  }
  return conditions;
}

/** Whether the commitment `t` was open on a day. Of today that is its status, by which the index on status and due date is read in order. */
export function wasOpenOn(day: Date, now: () => Date): Prisma.Sql {
  const isOpen = Prisma.sql`t."status" = 'OPEN'`;
  return day >= officeDay(now()) ? isOpen : Prisma.sql`(${isOpen} OR t."closedOn" > ${daySql(day)})`;
}

/** Whether the commitment `t` is due before a day. The first comparison follows from the second and can be answered from the index. */
export function dueBefore(day: Date): Prisma.Sql {
  // Of a day the first comparison is enough, and calling the function for thousands of rows would take most of the time.
  return Prisma.sql`${due} < ${daySql(day)} AND (t."duePrecision" = 'DAY' OR ${hasPassed(Prisma.sql`t`, day)})`;
}

/** In a statement: whether the commitment that is the row was open on a day although what is known of its due date had passed. */
export function isOverdueSql(row: Prisma.Sql, day: Date): Prisma.Sql {
  return Prisma.sql`((${row}."closedOn" IS NULL OR ${row}."closedOn" > ${daySql(day)})
    AND coalesce(${hasPassed(row, day)}, FALSE))`;
}

// All that is known of the due date lies before the day; null where there is none.
function hasPassed(row: Prisma.Sql, day: Date): Prisma.Sql {
  return Prisma.sql`upper(partial_days(${row}."dueDate", ${row}."duePrecision")) <= ${daySql(day)}`;
}

/** A page of the commitments that the actor may see. */
export async function listCommitments(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: CommitmentFilter } = {},
): Promise<Page<Commitment>> {
  return loadPage(context.db, commitmentList(context, filter), page);
}

/** One commitment; null when there is none or the actor may not see it. */
export async function findCommitment({ db, actor }: Context, id: string): Promise<Commitment | null> {
  requireScope(actor, 'commitments:read');
  return db.commitment.findFirst({ where: { id: parseInput(z.uuid(), id), AND: visibleCommitments(actor) } });
}
