import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand, toJson } from '../command.js';
import { enterCommitments } from '../commitments/commitment-entry.js';
import { ownerProblems, promiseReferences } from '../commitments/commitment.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { Commitment, Engagement } from '../generated/prisma/client.js';
import { unknownReferences } from '../references.js';
import * as rules from './engagement.js';

/** Who took part in an engagement and what it touched, by id. */
interface EngagementLinks {
  readonly stakeholderIds: readonly string[];
  readonly staffIds: readonly string[];
  readonly topicIds: readonly string[];
  readonly policyTaskIds: readonly string[];
}

/** An engagement with the ids of who took part and what it touched. A revision's snapshot is one. */
export type LinkedEngagement = Engagement & EngagementLinks;

/** What logging answers: the engagement, and the commitments that were entered with it. */
export type LoggedEngagement = LinkedEngagement & { readonly commitments: readonly Commitment[] };

/**
 * Logs a contact with stakeholders that took place, with staff, topics, policy tasks and what was promised in it. The acting member of
 * staff took part unless others are named; a service may name nobody. Topics that do not exist yet are created. Archived stakeholders
 * and disabled staff may be named.
 *
 * @throws InvalidInput with every id that names nothing, at its list entry, and for a time more than a day ahead.
 * @throws Forbidden when commitments are given without commitments:write.
 */
export const logEngagement = defineCommand({
  name: 'logEngagement',
  scope: 'engagements:write',
  schema: rules.logEngagementInput,
  perform: async ({ db, actor, data, entered, now }) => {
    const { stakeholderIds, staffIds, topics = [], policyTaskIds = [], commitments: promises = [], sourceId, ...columns } = data;
    if (promises.length > 0) requireScope(actor, 'commitments:write');
    const problems = [
      ...rules.timeProblems(columns.occurredAt, now),
      ...rules.staffProblems(staffIds, actor.kind),
      ...promises.flatMap((promise, index) => ownerProblems(promise, actor.kind, ['commitments', index])),
      ...(await unknownReferences(db, [
        ...rules.linkReferences(data),
        ...promises.flatMap((promise, index) => promiseReferences(promise, ['commitments', index])),
        { to: 'Source', id: sourceId, path: ['sourceId'] },
      ])),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const links: EngagementLinks = {
      stakeholderIds: distinct(stakeholderIds),
      staffIds: distinct(staffIds ?? (actor.kind === 'STAFF' ? [actor.id] : [])),
      topicIds: await topicIdsOf(db, topics),
      policyTaskIds: distinct(policyTaskIds),
    };
    const engagement = await db.engagement.create({ data: { ...columns, ...entered } });
    await writeLinks(db, engagement, links);
    const commitments = await enterCommitments(db, promises, { madeIn: { engagementId: engagement.id }, actor, entered });
    return { type: 'Engagement', before: null, after: { ...engagement, ...links, commitments } satisfies LoggedEngagement };
  },
});

/**
 * Corrects an engagement and keeps the version that it replaces, with the reason. Fields that are left out stay; null clears one; a list
 * that is given replaces the one there was.
 *
 * @throws NotFound when there is none or the actor may not see it; StaleVersion; InvalidInput as for logging.
 */
export const correctEngagement = defineCommand({
  name: 'correctEngagement',
  scope: 'engagements:write',
  schema: rules.correctEngagementInput,
  perform: async ({ db, actor, data, entered: { enteredById, enteredForId }, now }) => {
    const { id, version, reason, stakeholderIds, staffIds, topics, policyTaskIds, ...columns } = data;
    const before = await requireVisibleEngagement(db, actor, id);
    const problems = [
      ...rules.timeProblems(columns.occurredAt, now),
      ...rules.staffProblems(staffIds, actor.kind),
      ...(await unknownReferences(db, rules.linkReferences(data))),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    if (before.version !== version) throw new StaleVersion('Engagement', id, version);
    const replaced: Partial<EngagementLinks> = {
      ...(stakeholderIds && { stakeholderIds: distinct(stakeholderIds) }),
      ...(staffIds && { staffIds: distinct(staffIds) }),
      ...(topics && { topicIds: await topicIdsOf(db, topics) }),
      ...(policyTaskIds && { policyTaskIds: distinct(policyTaskIds) }),
    };
    const engagement = await db.engagement.update({ where: { id, version }, data: { ...columns, version: { increment: 1 } } });
    await removeLinks(db, id, replaced);
    await writeLinks(db, engagement, replaced);
    await db.engagementRevision.create({
      data: { engagementId: id, version, snapshot: toJson(before), reason, enteredById, enteredForId },
    });
    const after: LinkedEngagement = { ...before, ...engagement, ...replaced };
    return { type: 'Engagement', before, after };
  },
});

async function requireVisibleEngagement(db: Transaction, actor: Actor, id: string): Promise<LinkedEngagement> {
  const found = await db.engagement.findFirst({
    where: { id, AND: visibleEngagements(actor) },
    include: {
      stakeholders: { select: { stakeholderId: true }, orderBy: { stakeholderId: 'asc' } },
      staff: { select: { actorId: true }, orderBy: { actorId: 'asc' } },
      topics: { select: { topicId: true }, orderBy: { topicId: 'asc' } },
      policyTasks: { select: { policyTaskId: true }, orderBy: { policyTaskId: 'asc' } },
    },
  });
  if (found === null) throw new NotFound('Engagement', id);
  const { stakeholders, staff, topics, policyTasks, ...engagement } = found;
  return {
    ...engagement,
    stakeholderIds: stakeholders.map(({ stakeholderId }) => stakeholderId),
    staffIds: staff.map(({ actorId }) => actorId),
    topicIds: topics.map(({ topicId }) => topicId),
    policyTaskIds: policyTasks.map(({ policyTaskId }) => policyTaskId),
  };
}

// In alphabetical order, so that two requests that create the same topics wait for each other instead of locking each other out.
async function topicIdsOf(db: Transaction, topics: readonly string[]): Promise<string[]> {
  if (topics.length === 0) return [];
  const names = distinct(topics).toSorted();
  const named = { where: { name: { in: names } }, select: { id: true }, orderBy: { name: 'asc' } } as const;
  const known = await db.topic.findMany(named);
  if (known.length === names.length) return known.map(({ id }) => id);
  await db.topic.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true });
  return (await db.topic.findMany(named)).map(({ id }) => id);
}

async function writeLinks(db: Transaction, { id: engagementId, occurredAt }: Engagement, links: Partial<EngagementLinks>): Promise<void> {
  const { stakeholderIds = [], staffIds = [], topicIds = [], policyTaskIds = [] } = links;
  if (stakeholderIds.length > 0) {
    await db.engagementStakeholder.createMany({
      data: stakeholderIds.map((stakeholderId) => ({ engagementId, occurredAt, stakeholderId })),
    });
  }
  if (staffIds.length > 0) await db.engagementStaff.createMany({ data: staffIds.map((actorId) => ({ engagementId, actorId })) });
  if (topicIds.length > 0) await db.engagementTopic.createMany({ data: topicIds.map((topicId) => ({ engagementId, topicId })) });
  if (policyTaskIds.length > 0) {
    await db.engagementPolicyTask.createMany({ data: policyTaskIds.map((policyTaskId) => ({ engagementId, occurredAt, policyTaskId })) });
  }
}

async function removeLinks(db: Transaction, engagementId: string, replaced: Partial<EngagementLinks>): Promise<void> {
  const where = { engagementId };
  if (replaced.stakeholderIds) await db.engagementStakeholder.deleteMany({ where });
  if (replaced.staffIds) await db.engagementStaff.deleteMany({ where });
  if (replaced.topicIds) await db.engagementTopic.deleteMany({ where });
  if (replaced.policyTaskIds) await db.engagementPolicyTask.deleteMany({ where });
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
