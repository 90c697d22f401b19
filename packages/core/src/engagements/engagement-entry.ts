import { v7 as newId } from 'uuid';
import { requireScope, type Actor } from '../access/actor.js';
import type { Entered } from '../command.js';
import { commitmentAsEntered, commitmentParts, newCommitment } from '../commitments/commitment-entry.js';
import { ownerProblems, promiseReferences } from '../commitments/commitment.js';
import type { Transaction } from '../database/open-database.js';
import type { Entry } from '../entry-command.js';
import { enterWithin, joinedParts, rowsSql, type EntryStatement } from '../entry-statement.js';
import { Forbidden, InvalidInput, type Problem } from '../errors.js';
import type { Happening } from '../events/event-entry.js';
import { Prisma, type Commitment, type Engagement, type Stance } from '../generated/prisma/client.js';
import { Confidentiality } from '../generated/prisma/enums.js';
import { holdersOfUnknownSql, unknownReferences, type HeldReferences, type Reference } from '../references.js';
import {
  auditedStance,
  heardStanceProblems,
  kindOfHolder,
  kindsOfHolders,
  newStance,
  stanceParts,
  withHolders,
  type KindOf,
} from '../stances/stance-entry.js';
import { stanceReferences } from '../stances/stance.js';
import * as rules from './engagement.js';
import { linkParts, topicIdsIn, type NewLinks } from './link-entry.js';

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
interface EnteredBy {
  readonly actor: Actor;
  readonly entered: Entered;
  readonly now: Date;
}

/**
 * Enters a contact that took place within a transaction, together with what else is written there. It is entered by the statement with
 * which `logEngagement` enters one: the one path by which engagements come to be.
 *
 * @throws InvalidInput and Forbidden as `logEngagement` does.
 */
export async function enterEngagement(db: Transaction, data: rules.EngagementEntry, by: EnteredBy): Promise<LoggedEngagement> {
  return enterWithin(db, engagementEntry([{ id: newId(), data, ...by }]), () => refuseEngagement(db, data, by));
}

/** Throws what is wrong with an engagement that cannot be entered. @throws InvalidInput and Forbidden as `logEngagement` does. */
export async function refuseEngagement(db: Transaction, data: rules.EngagementEntry, by: Omit<EnteredBy, 'entered'>): Promise<void> {
  const problems = await entryProblems(db, data, by);
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** What is wrong with an engagement that is to be entered. @throws Forbidden when commitments or stances are given without their scopes. */
export async function entryProblems(db: Transaction, data: rules.EngagementEntry, by: Omit<EnteredBy, 'entered'>): Promise<Problem[]> {
  const kindOf = await kindsOfHolders(db, withHolders(data.stances ?? [], data));
  return [...ownProblems(data, { ...by, kindOf }), ...(await unknownReferences(db, referencesOf(data)))];
}

/** What is wrong with it, beside ids that name nothing. */
function ownProblems(
  data: rules.EngagementEntry,
  { actor, now, kindOf }: Omit<EnteredBy, 'entered'> & { readonly kindOf: KindOf },
): Problem[] {
  const { occurredAt, staffIds, commitments: promises = [], stances: heard = [] } = data;
  if (promises.length > 0) requireScope(actor, 'commitments:write');
  const stanceProblems = heardStanceProblems(actor, withHolders(heard, data), { heardIn: data, now, kindOf });
  return [
    ...rules.timeProblems(occurredAt, now),
    ...rules.staffProblems(staffIds, actor.kind),
    ...promises.flatMap((promise, index) => ownerProblems(promise, actor.kind, ['commitments', index])),
    ...stanceProblems,
  ];
}

function referencesOf(data: rules.EngagementEntry): Reference[] {
  const { commitments: promises = [], stances: heard = [], sourceId } = data;
  return [
    ...rules.linkReferences(data),
    ...promises.flatMap((promise, index) => promiseReferences(promise, ['commitments', index])),
    ...heard.flatMap((stance, index) => stanceReferences(stance, ['stances', index])),
    { to: 'Source', id: sourceId, path: ['sourceId'] },
  ];
}

/** Whether nothing is wrong with it and the actor may enter it, as far as that can be told without the database. */
function isRight({ data, actor, now }: Entry<rules.EngagementEntry>): boolean {
  try {
    return ownProblems(data, { actor, now, kindOf: kindOfHolder }).length === 0;
  } catch (error) {
    if (error instanceof Forbidden) return false;
    throw error;
  }
}

/** The statement that enters engagements, each with its links, what was promised in it and who took which stance. */
export function engagementEntry(entries: readonly Entry<rules.EngagementEntry>[]): EntryStatement<LoggedEngagement> {
  const drafts = new Map(entries.filter(isRight).map((entry) => [entry.id, draftOf(entry)]));
  const all = [...drafts.values()];
  return {
    ids: [...drafts.keys()],
    parts: joinedParts([
      { refused: holdersOfUnknownSql(all.map(({ engagement, references }) => ({ holderId: engagement.id, references }))) },
      { writes: [engagementsSql(all.map(({ engagement }) => engagement))] },
      ...linkParts(all.map(({ links }) => links)),
      commitmentParts(
        all.flatMap(({ commitments }) => commitments),
        Prisma.sql`given."engagementId"`,
      ),
      stanceParts(all.flatMap(({ stances }) => stances)),
    ]),
    resultOf: (id, found) => {
      const { engagement, links, commitments, stances } = drafts.get(id) as Draft;
      const { stakeholderIds, staffIds, topics, policyTaskIds } = links;
      return {
        ...engagement,
        stakeholderIds,
        staffIds,
        policyTaskIds,
        topicIds: topicIdsIn(found, id, topics),
        commitments: commitments.map((commitment) => commitmentAsEntered(commitment, found)),
        stances,
      };
    },
  };
}

/** An engagement as it is entered, but for what only the database knows. */
interface Draft {
  readonly engagement: Engagement;
  readonly links: Required<NewLinks> & Omit<EngagementLinks, 'topicIds'>;
  readonly commitments: readonly Commitment[];
  readonly stances: readonly Stance[];
  readonly references: HeldReferences['references'];
}

function draftOf({ id, data, actor, entered }: Entry<rules.EngagementEntry>): Draft {
  const { stakeholderIds, staffIds, topics = [], policyTaskIds = [], commitments: promises = [], stances: heard = [] } = data;
  const engagement = newEngagement(id, data, entered);
  const heardStances = withHolders(heard, data);
  return {
    engagement,
    links: {
      engagementId: id,
      occurredAt: engagement.occurredAt,
      stakeholderIds: distinct(stakeholderIds),
      staffIds: distinct(staffIds ?? (actor.kind === 'STAFF' ? [actor.id] : [])),
      topics: distinct(topics),
      policyTaskIds: distinct(policyTaskIds),
    },
    commitments: promises.map((promise) => newCommitment(promise, { madeIn: { engagementId: id }, actor, entered })),
    stances: heardStances.map((stance) => newStance(stance, { heardIn: engagement, entered })),
    references: [
      ...referencesOf(data),
      ...heardStances.map((stance) => ({ to: holderKinds[kindOfHolder(stance)], id: stance.stakeholderId })),
    ],
  };
}

const holderKinds = { PERSON: 'Person', ORGANIZATION: 'Organization' } as const;

function newEngagement(id: string, data: rules.EngagementEntry, entered: Entered): Engagement {
  const { occurredAt, channel, direction, subject, summary, place, confidentiality, sourceId } = data;
  const now = new Date();
  return {
    id,
    occurredAt,
    channel,
    direction,
    subject,
    summary: summary ?? null,
    place: place ?? null,
    confidentiality: confidentiality ?? Confidentiality.INTERNAL,
    createdAt: now,
    updatedAt: now,
    version: 1,
    ...entered,
    sourceId: sourceId?.toLowerCase() ?? entered.sourceId,
  };
}

const columns = Prisma.sql`"id", "occurredAt", "channel", "direction", "subject", "summary", "place", "confidentiality", "createdAt",
  "updatedAt", "version", "enteredById", "enteredForId", "sourceId"`;

function engagementsSql(engagements: readonly Engagement[]): Prisma.Sql {
  return Prisma.sql`"engagements" AS (
    INSERT INTO "Engagement" (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::"Engagement", ${rowsSql(engagements)})
    WHERE "id" IN (SELECT "id" FROM "entering"))`;
}

/** Each value once. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
