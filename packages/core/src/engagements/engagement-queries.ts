import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import { mayReadEngagement, visibleEngagements, visibleEngagementsSql, type EngagementAccess } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { NotFound } from '../errors.js';
import { patternOfPart } from '../database/like-pattern.js';
import { Prisma, type Engagement, type EngagementRevision } from '../generated/prisma/client.js';
import { Confidentiality, EngagementChannel } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { instant } from '../period.js';
import { engagementSubjectMayHold } from '../search/search-sql.js';
import { engagementTotalSql } from '../tallies/engagement-total.js';
import { line } from '../text.js';

/** Which engagements a list has. Everything that is given must hold. */
export const engagementFilter = z.object({
  /** One of them. */
  channels: z.array(z.enum(EngagementChannel)).min(1).nullish(),
  /** At that instant or later. */
  from: instant().nullish(),
  /** Before that instant. */
  until: instant().nullish(),
  confidentiality: z.enum(Confidentiality).nullish(),
  /** The name of a topic. */
  topic: line(100).nullish(),
  /** A member of staff who took part. */
  staffId: z.uuid().nullish(),
  /** The department for which it was entered. */
  enteredForId: z.uuid().nullish(),
  /** Part of the subject, in small or capital letters. */
  subjectContains: line().nullish(),
});
export type EngagementFilter = z.input<typeof engagementFilter>;

/** What engagements can be ordered by: when they took place. */
export type EngagementOrder = 'NEWEST' | 'OLDEST';

const ownTime = Prisma.sql`t."occurredAt"`;

/** Engagements that the actor may read, as a list to page through. */
export function engagementList(actor: Actor, filter: EngagementFilter = {}, order: EngagementOrder = 'NEWEST'): KeysetList<Engagement> {
  const { subjectContains } = filter;
  const lookUp = subjectContains == null ? undefined : engagementSubjectMayHold(subjectContains);
  return { ...listByTime(actor, filter, order), lookUp, total: totalOf(actor, filter) };
}

function listByTime(actor: Actor, filter: EngagementFilter, order: EngagementOrder = 'NEWEST'): KeysetList<Engagement> {
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Engagement" t`,
    where: conditionOf(actor, filter, ownTime),
    order: [
      { column: ownTime, type: 'timestamptz' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: order === 'NEWEST',
  };
}

/** The same below each stakeholder who took part, newest first. */
export function engagementsOfStakeholder(actor: Actor, filter: EngagementFilter = {}): KeysetList<Engagement> {
  return { ...listByLink(actor, filter, Prisma.sql`"EngagementStakeholder"`), parent: Prisma.sql`p."stakeholderId"` };
}

/** The same below each policy task that they touched, newest first. */
export function engagementsOfPolicyTask(actor: Actor, filter: EngagementFilter = {}): KeysetList<Engagement> {
  return { ...listByLink(actor, filter, Prisma.sql`"EngagementPolicyTask"`), parent: Prisma.sql`p."policyTaskId"` };
}

/** The same below each member of staff who took part, newest first. */
export function engagementsOfActor(actor: Actor, filter: EngagementFilter = {}): KeysetList<Engagement> {
  return {
    ...listByTime(actor, filter),
    from: Prisma.sql`"EngagementStaff" p JOIN "Engagement" t ON t."id" = p."engagementId"`,
    parent: Prisma.sql`p."actorId"`,
  };
}

// Time and id are read from the link, whose index holds them in order for each parent.
function listByLink(actor: Actor, filter: EngagementFilter, link: Prisma.Sql): KeysetList<Engagement> {
  const time = Prisma.sql`p."occurredAt"`;
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`${link} p JOIN "Engagement" t ON t."id" = p."engagementId"`,
    where: conditionOf(actor, filter, time),
    order: [
      { column: time, type: 'timestamptz' },
      { column: Prisma.sql`p."engagementId"`, type: 'uuid' },
    ],
    descending: true,
  };
}

// The counters tell engagements apart by confidentiality and channel, and by nothing else.
function totalOf(actor: Actor, input: EngagementFilter): Prisma.Sql | undefined {
  const { channels, confidentiality, ...others } = parseInput(engagementFilter, input);
  if (Object.values(others).some((value) => value != null)) return undefined;
  return engagementTotalSql(actor, { channels, confidentiality });
}

function conditionOf(actor: Actor, input: EngagementFilter, time: Prisma.Sql): Prisma.Sql {
  requireScope(actor, 'engagements:read');
  const { channels, from, until, confidentiality, topic, staffId, enteredForId, subjectContains } = parseInput(engagementFilter, input);
  const conditions = [visibleEngagementsSql(actor)];
  if (channels) conditions.push(Prisma.sql`t."channel" = ANY(${channels}::"EngagementChannel"[])`);
  if (from) conditions.push(Prisma.sql`${time} >= ${from.toISOString()}::timestamptz`);
  if (until) conditions.push(Prisma.sql`${time} < ${until.toISOString()}::timestamptz`);
  if (confidentiality) conditions.push(Prisma.sql`t."confidentiality" = ${confidentiality}::"Confidentiality"`);
  if (topic) {
    conditions.push(Prisma.sql`EXISTS (SELECT FROM "EngagementTopic" about JOIN "Topic" topic ON topic."id" = about."topicId"
      WHERE about."engagementId" = t."id" AND topic."name" = ${topic})`);
  }
  if (staffId) {
    conditions.push(Prisma.sql`EXISTS (SELECT FROM "EngagementStaff" staff
      WHERE staff."engagementId" = t."id" AND staff."actorId" = ${staffId}::uuid)`);
  }
  if (enteredForId) conditions.push(Prisma.sql`t."enteredForId" = ${enteredForId}::uuid`);
  if (subjectContains) conditions.push(Prisma.sql`t."subject" ILIKE ${patternOfPart(subjectContains)}`);
  return Prisma.join(conditions, ' AND ');
}

/** A page of the engagements that the actor may read. */
export async function listEngagements(
  context: Context,
  { filter, order, ...page }: PageRequest & { readonly filter?: EngagementFilter; readonly order?: EngagementOrder } = {},
): Promise<Page<Engagement>> {
  return loadPage(context.db, engagementList(context.actor, filter, order), page);
}

/** One engagement; null when there is none or the actor may not read it. */
export async function findEngagement({ db, actor }: Context, id: string): Promise<Engagement | null> {
  requireScope(actor, 'engagements:read');
  return db.engagement.findFirst({ where: { id: parseInput(z.uuid(), id), AND: visibleEngagements(actor) } });
}

/**
 * The earlier versions of an engagement, the first one first. A version that the actor could not have read as it stood is left out: what
 * was taken out of a restricted engagement before it was made public stays restricted.
 *
 * @throws NotFound when there is no such engagement or the actor may not read it.
 */
export async function engagementHistory(context: Context, { id }: { readonly id: string }): Promise<EngagementRevision[]> {
  const engagement = await findEngagement(context, id);
  if (engagement === null) throw new NotFound('Engagement', id);
  const [revisions = []] = await revisionsOfEngagements(context, [engagement.id]);
  return revisions;
}

/** The same of each of the engagements, in one statement. None for an engagement that may not be read. */
export async function revisionsOfEngagements({ db, actor }: Context, engagementIds: readonly string[]): Promise<EngagementRevision[][]> {
  requireScope(actor, 'engagements:read');
  const revisions = await db.engagementRevision.findMany({
    where: { engagementId: { in: [...engagementIds] }, engagement: { is: visibleEngagements(actor) } },
    orderBy: { version: 'asc' },
  });
  const readable = revisions.filter(({ snapshot }) => mayReadEngagement(actor, snapshot as unknown as EngagementAccess));
  const byEngagement = groupBy(readable, ({ engagementId }) => engagementId);
  return engagementIds.map((id) => byEngagement.get(id) ?? []);
}
