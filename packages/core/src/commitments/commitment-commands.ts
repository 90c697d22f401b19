import type { Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { enterWithin, joinedParts } from '../entry-statement.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import { Prisma, type Commitment } from '../generated/prisma/client.js';
import { CommitmentStatus } from '../generated/prisma/enums.js';
import { dateColumns } from '../period.js';
import { unknownId, unknownReferences } from '../references.js';
import { commitmentAsEntered, commitmentParts, departmentsOf, newCommitment } from './commitment-entry.js';
import { visibleCommitments } from './commitment-visibility.js';
import * as rules from './commitment.js';

/**
 * Records what was promised in an engagement or in a meeting, by us or to us. The owner is the acting member of staff unless named, the
 * owner's department that of the owner.
 *
 * @throws InvalidInput with every id that names nothing, or an engagement that the actor may not see.
 */
export const makeCommitment = defineCommand({
  name: 'makeCommitment',
  scope: 'commitments:write',
  schema: rules.makeCommitmentInput,
  perform: async ({ db, actor, data: { engagementId, meetingId, ...promise }, entered }) => {
    const problems = [
      ...rules.ownerProblems(promise, actor.kind, []),
      ...(await unknownReferences(db, [...rules.promiseReferences(promise, []), { to: 'Meeting', id: meetingId, path: ['meetingId'] }])),
      ...(await engagementProblems(db, actor, engagementId)),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const madeIn = engagementId == null ? { meetingId: meetingId as string } : { engagementId };
    const commitment = newCommitment(promise, { madeIn, actor, entered });
    const after = await enterWithin(db, {
      ids: [commitment.id],
      parts: joinedParts([commitmentParts([commitment], Prisma.sql`given."id"`)]),
      resultOf: (_id, found) => commitmentAsEntered(commitment, found),
    });
    return { type: 'Commitment', before: null, after };
  },
});

/**
 * Changes the words, the due date or the owner of an open commitment; null clears the due date. A new owner brings the owner's department.
 *
 * @throws Conflict `commitment_closed` when it is closed: what was promised then is history.
 */
export const reviseCommitment = defineCommand({
  name: 'reviseCommitment',
  scope: 'commitments:write',
  schema: rules.reviseCommitmentInput,
  perform: async ({ db, actor, data: { id, version, due, ...columns } }) => {
    const before = await requireVisibleCommitment(db, actor, id);
    const problems = await unknownReferences(db, [
      { to: 'Staff', id: columns.ownerId, path: ['ownerId'] },
      { to: 'Department', id: columns.ownerDepartmentId, path: ['ownerDepartmentId'] },
    ]);
    if (problems.length > 0) throw new InvalidInput(problems);
    requireOpen(before, version);
    const after = await db.commitment.update({
      where: { id, version },
      data: { ...columns, ...dateColumns('due', due), ...(await ownerDepartment(db, columns)), version: { increment: 1 } },
    });
    return { type: 'Commitment', before, after };
  },
});

/** What was handed over: the open commitments that the actor may see of one owner, now of another. */
export interface ReassignedCommitments {
  /** The owner until now. */
  readonly id: string;
  readonly toOwnerId: string;
  readonly toDepartmentId: string | null;
  readonly commitmentIds: readonly string[];
}

/**
 * Hands over every open commitment of one owner to another, as far as the actor may see it, when the owner left or moved. The new owner
 * is at work: a member of staff who is not disabled. With `fromDepartmentId`, only what that department answers for.
 */
export const reassignCommitments = defineCommand({
  name: 'reassignCommitments',
  scope: 'commitments:write',
  schema: rules.reassignCommitmentsInput,
  perform: async ({ db, actor, data: { fromOwnerId, toOwnerId, toDepartmentId: named, fromDepartmentId } }) => {
    const problems = await unknownReferences(db, [
      { to: 'Staff', id: fromOwnerId, path: ['fromOwnerId'] },
      { to: 'Staff', id: toOwnerId, path: ['toOwnerId'] },
      { to: 'Department', id: named, path: ['toDepartmentId'] },
      { to: 'Department', id: fromDepartmentId, path: ['fromDepartmentId'] },
    ]);
    if (problems.length > 0) throw new InvalidInput(problems);
    const heir = await db.actor.findUniqueOrThrow({ where: { id: toOwnerId } });
    if (heir.disabledAt !== null) {
      throw InvalidInput.at(['toOwnerId'], 'disabled', 'This member of staff has left. Name one who is at work.');
    }
    const toDepartmentId = named ?? heir.departmentId;
    const before = { ownerId: fromOwnerId, ownerDepartmentId: fromDepartmentId };
    const handedOver = await db.commitment.updateManyAndReturn({
      where: {
        ownerId: fromOwnerId,
        status: CommitmentStatus.OPEN,
        AND: visibleCommitments(actor),
        ...(fromDepartmentId == null ? {} : { ownerDepartmentId: fromDepartmentId }),
      },
      data: { ownerId: toOwnerId, ownerDepartmentId: toDepartmentId, version: { increment: 1 } },
      select: { id: true },
    });
    const commitmentIds = handedOver.map(({ id }) => id).toSorted();
    const after: ReassignedCommitments = { id: fromOwnerId, toOwnerId, toDepartmentId, commitmentIds };
    const also = commitmentIds.map((id) => ({ name: 'commitmentReassigned', type: 'Commitment', id }));
    return { type: 'Actor', before, after, also };
  },
});

/** The commitment, or NotFound when there is none or the actor may not see it. */
export async function requireVisibleCommitment(db: Transaction, actor: Actor, id: string): Promise<Commitment> {
  const commitment = await db.commitment.findFirst({ where: { id, AND: visibleCommitments(actor) } });
  if (commitment === null) throw new NotFound('Commitment', id);
  return commitment;
}

/** Throws StaleVersion or Conflict unless the commitment is open and stands at the version. */
export function requireOpen({ id, version, status }: Commitment, basedOn: number): void {
  if (version !== basedOn) throw new StaleVersion('Commitment', id, basedOn);
  if (status === CommitmentStatus.OPEN) return;
  throw new Conflict('commitment_closed', 'This commitment is closed and is not changed any more. Make a new one for a new promise.');
}

async function ownerDepartment(db: Transaction, { ownerId, ownerDepartmentId }: { ownerId?: string; ownerDepartmentId?: string | null }) {
  if (ownerId === undefined || ownerDepartmentId !== undefined) return {};
  const departments = await departmentsOf(db, [ownerId]);
  return { ownerDepartmentId: departments.get(ownerId.toLowerCase()) ?? null };
}

async function engagementProblems(db: Transaction, actor: Actor, id: string | null | undefined): Promise<Problem[]> {
  if (id == null) return [];
  const visible = await db.engagement.count({ where: { id, AND: visibleEngagements(actor) } });
  return visible === 0 ? [unknownId(['engagementId'], 'engagement')] : [];
}
