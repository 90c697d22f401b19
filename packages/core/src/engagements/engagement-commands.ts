import type { Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand, toJson } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, NotFound, StaleVersion } from '../errors.js';
import { unknownReferences } from '../references.js';
import {
  auditedEngagement,
  distinct,
  enterEngagement,
  happeningsIn,
  topicIdsOf,
  writeLinks,
  type EngagementLinks,
  type LinkedEngagement,
} from './engagement-entry.js';
import * as rules from './engagement.js';

/**
 * Logs a contact with stakeholders that took place, with staff, topics, policy tasks, what was promised and who took which stance in it.
 * The acting member of staff took part unless others are named; a service may name nobody. Topics that do not exist yet are created. Archived
 * stakeholders and disabled staff may be named.
 *
 * @throws InvalidInput with every id that names nothing, at its list entry, and for a time more than a day ahead.
 * @throws Forbidden when commitments are given without commitments:write, or stances without stances:write; those of natural persons need
 *   stances:write-persons too.
 */
export const logEngagement = defineCommand({
  name: 'logEngagement',
  scope: 'engagements:write',
  schema: rules.logEngagementInput,
  perform: async ({ db, data, ...by }) => {
    const after = await enterEngagement(db, data, by);
    return { type: 'Engagement', before: null, after, audited: auditedEngagement(after), also: happeningsIn(after) };
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

async function removeLinks(db: Transaction, engagementId: string, replaced: Partial<EngagementLinks>): Promise<void> {
  const where = { engagementId };
  if (replaced.stakeholderIds) await db.engagementStakeholder.deleteMany({ where });
  if (replaced.staffIds) await db.engagementStaff.deleteMany({ where });
  if (replaced.topicIds) await db.engagementTopic.deleteMany({ where });
  if (replaced.policyTaskIds) await db.engagementPolicyTask.deleteMany({ where });
}
