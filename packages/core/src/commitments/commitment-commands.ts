import type { Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import type { Commitment } from '../generated/prisma/client.js';
import { CommitmentStatus } from '../generated/prisma/enums.js';
import { dateColumns, officeDay } from '../period.js';
import { unknownId, unknownReferences } from '../references.js';
import { departmentsOf, enterCommitments } from './commitment-entry.js';
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
    const [after] = await enterCommitments(db, [promise], { madeIn, actor, entered });
    return { type: 'Commitment', before: null, after: after as Commitment };
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

/**
 * Closes an open commitment as done, broken or withdrawn, on a calendar day that is not in the future. `answeredInId` names the engagement
 * with which the answer went back to that stakeholder.
 *
 * @throws Conflict `commitment_closed` when it is closed already.
 */
export const closeCommitment = defineCommand({
  name: 'closeCommitment',
  scope: 'commitments:write',
  schema: rules.closeCommitmentInput,
  perform: async ({ db, actor, data: { id, version, note, ...columns }, now }) => {
    const before = await requireVisibleCommitment(db, actor, id);
    const problems = await answerProblems(db, actor, { stakeholderId: before.stakeholderId, answeredInId: columns.answeredInId });
    if (columns.closedOn > officeDay(now)) {
      problems.unshift({
        path: ['closedOn'],
        code: 'in_the_future',
        message: 'This day has not come yet. Write the day on which it was closed.',
      });
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    requireOpen(before, version);
    const after = await db.commitment.update({
      where: { id, version },
      data: { ...columns, closingNote: note ?? null, version: { increment: 1 } },
    });
    return { type: 'Commitment', before, after };
  },
});

async function requireVisibleCommitment(db: Transaction, actor: Actor, id: string): Promise<Commitment> {
  const commitment = await db.commitment.findFirst({ where: { id, AND: visibleCommitments(actor) } });
  if (commitment === null) throw new NotFound('Commitment', id);
  return commitment;
}

function requireOpen({ id, version, status }: Commitment, basedOn: number): void {
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

async function answerProblems(
  db: Transaction,
  actor: Actor,
  { stakeholderId, answeredInId: id }: { readonly stakeholderId: string; readonly answeredInId: string | null | undefined },
): Promise<Problem[]> {
  if (id == null) return [];
  const answer = await db.engagement.findFirst({
    where: { id, AND: visibleEngagements(actor) },
    select: { stakeholders: { where: { stakeholderId }, select: { stakeholderId: true } } },
  });
  if (answer === null) return [unknownId(['answeredInId'], 'engagement')];
  if (answer.stakeholders.length > 0) return [];
  const message = 'The stakeholder of this commitment took no part in that engagement. Choose the one in which they were answered.';
  return [{ path: ['answeredInId'], code: 'other_stakeholder', message }];
}
