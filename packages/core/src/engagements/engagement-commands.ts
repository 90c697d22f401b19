import type { Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand, toJson } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { defineEntry } from '../entry-command.js';
import { enterWithin, joinedParts } from '../entry-statement.js';
import { InvalidInput, NotFound, StaleVersion } from '../errors.js';
import { unknownReferences } from '../references.js';
import { auditedEngagement, distinct, engagementEntry, happeningsIn, refuseEngagement, type LinkedEngagement } from './engagement-entry.js';
import * as rules from './engagement.js';
import { linkParts, topicIdsIn, type NewLinks } from './link-entry.js';

/**
 * Logs a contact with stakeholders that took place, with staff, topics, policy tasks, what was promised and who took which stance in it.
 * The acting member of staff took part unless others are named; a service may name nobody. Topics that do not exist yet are created. Archived
 * stakeholders and disabled staff may be named.
 *
 * @throws InvalidInput with every id that names nothing, at its list entry, and for a time more than a day ahead.
 * @throws Forbidden when commitments are given without commitments:write, or stances without stances:write; those of natural persons need
 *   stances:write-persons too.
 */
export const logEngagement = defineEntry({
  name: 'logEngagement',
  scope: 'engagements:write',
  schema: rules.logEngagementInput,
  type: 'Engagement',
  enter: engagementEntry,
  audited: auditedEngagement,
  also: happeningsIn,
  refuse: (db, { data, actor, now }) => refuseEngagement(db, data, { actor, now }),
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
    const replaced = {
      ...(stakeholderIds && { stakeholderIds: distinct(stakeholderIds) }),
      ...(staffIds && { staffIds: distinct(staffIds) }),
      ...(policyTaskIds && { policyTaskIds: distinct(policyTaskIds) }),
    };
    const engagement = await db.engagement.update({ where: { id, version }, data: { ...columns, version: { increment: 1 } } });
    await removeLinks(db, id, { ...replaced, topics });
    const topicIds = await enterLinks(db, { engagementId: id, occurredAt: engagement.occurredAt, ...replaced, topics });
    await db.engagementRevision.create({
      data: { engagementId: id, version, snapshot: toJson(before), reason, enteredById, enteredForId },
    });
    const after: LinkedEngagement = { ...before, ...engagement, ...replaced, ...(topics && { topicIds }) };
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

/** Enters links of an engagement, and gives the ids of its topics. */
async function enterLinks(db: Transaction, { topics, ...links }: NewLinks): Promise<string[]> {
  const { engagementId: id } = links;
  const names = distinct(topics ?? []);
  return enterWithin(db, {
    ids: [id],
    parts: joinedParts(linkParts([{ ...links, topics: names }])),
    resultOf: (_id, found) => topicIdsIn(found, id, names),
  });
}

async function removeLinks(db: Transaction, engagementId: string, replaced: Omit<NewLinks, 'engagementId' | 'occurredAt'>): Promise<void> {
  const where = { engagementId };
  if (replaced.stakeholderIds) await db.engagementStakeholder.deleteMany({ where });
  if (replaced.staffIds) await db.engagementStaff.deleteMany({ where });
  if (replaced.topics) await db.engagementTopic.deleteMany({ where });
  if (replaced.policyTaskIds) await db.engagementPolicyTask.deleteMany({ where });
}
