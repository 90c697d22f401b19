import { requireScope, type Actor } from '../access/actor.js';
import type { Entered } from '../command.js';
import { enterCommitments } from '../commitments/commitment-entry.js';
import { ownerProblems, promiseReferences } from '../commitments/commitment.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, type Problem } from '../errors.js';
import type { Happening } from '../events/event-entry.js';
import type { Commitment, Engagement, Stance } from '../generated/prisma/client.js';
import { unknownReferences } from '../references.js';
import { auditedStance, enterHeardStances, heardStanceProblems, withHolders } from '../stances/stance-entry.js';
import { stanceReferences } from '../stances/stance.js';
import * as rules from './engagement.js';

/** Who took part in an engagement and what it touched, by id. */
export interface EngagementLinks {
  readonly stakeholderIds: readonly string[];
  readonly staffIds: readonly string[];
  readonly topicIds: readonly string[];
  readonly policyTaskIds: readonly string[];
}

/** An engagement with the ids of who took part and what it touched. A revision's snapshot is one. */
export type LinkedEngagement = Engagement & EngagementLinks;

/** What logging answers: the engagement, and the commitments and stances that were entered with it. */
export type LoggedEngagement = LinkedEngagement & { readonly commitments: readonly Commitment[]; readonly stances: readonly Stance[] };

/** What the audit keeps of it. */
export function auditedEngagement({ stances, ...engagement }: LoggedEngagement): unknown {
  return { ...engagement, stances: stances.map(auditedStance) };
}

/** What happened when it was entered: the engagement was logged, and what was promised in it. */
export function happeningsOfEntry(logged: LoggedEngagement | null): Happening[] {
  return logged === null ? [] : [{ name: 'engagementLogged', type: 'Engagement', id: logged.id }, ...happeningsIn(logged)];
}

/** What was entered with it. */
export function happeningsIn({ commitments, stances }: LoggedEngagement): Happening[] {
  return [
    ...commitments.map(({ id }) => ({ name: 'commitmentMade', type: 'Commitment', id })),
    ...stances.map(({ id }) => ({ name: 'stanceRecorded', type: 'Stance', id })),
  ];
}

/** Who enters an engagement, and when. */
interface Entry {
  readonly actor: Actor;
  readonly entered: Entered;
  readonly now: Date;
}

/**
 * Enters a contact that took place, with all its links, what was promised and who took which stance in it: the one path by which engagements come to be.
 *
 * @throws InvalidInput and Forbidden as `logEngagement` does.
 */
export async function enterEngagement(db: Transaction, data: rules.EngagementEntry, entry: Entry): Promise<LoggedEngagement> {
  const problems = await entryProblems(db, data, entry);
  if (problems.length > 0) throw new InvalidInput(problems);
  return writeEngagement(db, data, entry);
}

/** What is wrong with an engagement that is to be entered. @throws Forbidden when commitments or stances are given without their scopes. */
export async function entryProblems(
  db: Transaction,
  data: rules.EngagementEntry,
  { actor, now }: Omit<Entry, 'entered'>,
): Promise<Problem[]> {
  const { occurredAt, staffIds, commitments: promises = [], stances: heard = [], sourceId } = data;
  if (promises.length > 0) requireScope(actor, 'commitments:write');
  const stanceProblems = await heardStanceProblems(db, actor, { stances: withHolders(heard, data), heardIn: data, now });
  return [
    ...rules.timeProblems(occurredAt, now),
    ...rules.staffProblems(staffIds, actor.kind),
    ...promises.flatMap((promise, index) => ownerProblems(promise, actor.kind, ['commitments', index])),
    ...stanceProblems,
    ...(await unknownReferences(db, [
      ...rules.linkReferences(data),
      ...promises.flatMap((promise, index) => promiseReferences(promise, ['commitments', index])),
      ...heard.flatMap((stance, index) => stanceReferences(stance, ['stances', index])),
      { to: 'Source', id: sourceId, path: ['sourceId'] },
    ])),
  ];
}

/** Writes an engagement of which {@link entryProblems} found nothing wrong. */
export async function writeEngagement(
  db: Transaction,
  data: rules.EngagementEntry,
  { actor, entered }: Omit<Entry, 'now'>,
): Promise<LoggedEngagement> {
  const { stakeholderIds, staffIds, topics = [], policyTaskIds = [], commitments: promises = [], stances: heard = [], ...rest } = data;
  const { sourceId, ...columns } = rest;
  const links: EngagementLinks = {
    stakeholderIds: distinct(stakeholderIds),
    staffIds: distinct(staffIds ?? (actor.kind === 'STAFF' ? [actor.id] : [])),
    topicIds: await topicIdsOf(db, topics),
    policyTaskIds: distinct(policyTaskIds),
  };
  const engagement = await db.engagement.create({ data: { ...columns, ...entered, sourceId: sourceId ?? entered.sourceId } });
  await writeLinks(db, engagement, links);
  const commitments = await enterCommitments(db, promises, { madeIn: { engagementId: engagement.id }, actor, entered });
  const stances = await enterHeardStances(db, withHolders(heard, data), { heardIn: engagement, entered });
  return { ...engagement, ...links, commitments, stances };
}

/**
 * The ids of the topics, of which those that are new are created: in alphabetical order, so that two requests that create the same topics
 * wait for each other instead of locking each other out.
 */
export async function topicIdsOf(db: Transaction, topics: readonly string[]): Promise<string[]> {
  if (topics.length === 0) return [];
  const names = distinct(topics).toSorted();
  const named = { where: { name: { in: names } }, select: { id: true }, orderBy: { name: 'asc' } } as const;
  const known = await db.topic.findMany(named);
  if (known.length === names.length) return known.map(({ id }) => id);
  await db.topic.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true });
  return (await db.topic.findMany(named)).map(({ id }) => id);
}

/** Writes the links that are given. */
export async function writeLinks(
  db: Transaction,
  { id: engagementId, occurredAt }: Engagement,
  links: Partial<EngagementLinks>,
): Promise<void> {
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

/** Each value once. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
