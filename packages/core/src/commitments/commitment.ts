import { z } from 'zod';
import { ActorKind, CommitmentDirection, CommitmentStatus } from '../generated/prisma/enums.js';
import type { Commitment } from '../generated/prisma/client.js';
import type { Problem } from '../errors.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { calendarDate, firstDayAfter, partialDate } from '../period.js';
import type { Reference } from '../references.js';
import { prose } from '../text.js';

const promiseFields = {
  direction: z.enum(CommitmentDirection),
  text: prose(2_000),
  stakeholderId: z.uuid(),
  /** The acting member of staff when left out. */
  ownerId: z.uuid().nullish(),
  /** The owner's department when left out. */
  ownerDepartmentId: z.uuid().nullish(),
  due: partialDate().nullish(),
  ...sourceInput,
};

/** What was promised, without where: for commitments that are entered together with the engagement in which they were made. */
export const promiseInput = z.object(promiseFields);
export type CommitmentPromise = z.output<typeof promiseInput>;

export const makeCommitmentInput = z
  .object({ ...promiseFields, engagementId: z.uuid().nullish(), meetingId: z.uuid().nullish() })
  .superRefine(({ engagementId, meetingId }, context) => {
    if (engagementId != null && meetingId != null) {
      addProblem(context, {
        path: ['meetingId'],
        code: 'not_allowed',
        message: 'A commitment is made in an engagement or in a meeting. Leave one of them out.',
      });
    }
    if (engagementId == null && meetingId == null) {
      addProblem(context, {
        path: ['engagementId'],
        code: 'required',
        message: 'Name the engagement or the meeting in which it was made.',
      });
    }
  }, evenIfFieldsFail);

export const reviseCommitmentInput = z.object({
  ...revisionInput,
  text: promiseFields.text.optional(),
  due: promiseFields.due,
  ownerId: z.uuid().optional(),
  /** The new owner's department when only the owner is given. */
  ownerDepartmentId: z.uuid().nullish(),
});

/** How an open commitment ended. */
export const closingInput = {
  ...revisionInput,
  status: z.enum(CommitmentStatus).exclude(['OPEN']),
  closedOn: calendarDate(),
  note: prose().nullish(),
};

export const reassignCommitmentsInput = z
  .object({
    fromOwnerId: z.uuid().toLowerCase(),
    toOwnerId: z.uuid().toLowerCase(),
    /** The new owner's department when left out. */
    toDepartmentId: z.uuid().nullish(),
    /** Only those that this department answers for. */
    fromDepartmentId: z.uuid().nullish(),
  })
  .superRefine(({ fromOwnerId, toOwnerId, fromDepartmentId }, context) => {
    // Whoever moved to another department hands over what the former one answers for to that one, and may go on owning it.
    if (fromOwnerId !== toOwnerId || fromDepartmentId != null) return;
    const message = 'They own it already. Name the member of staff who takes it over.';
    addProblem(context, { path: ['toOwnerId'], code: 'same_owner', message });
  }, evenIfFieldsFail);

/** The ids that a promise names, and where they stand in an input. */
export function promiseReferences(promise: CommitmentPromise, path: Problem['path']): Reference[] {
  return [
    { to: 'Stakeholder', id: promise.stakeholderId, path: [...path, 'stakeholderId'] },
    { to: 'Staff', id: promise.ownerId, path: [...path, 'ownerId'] },
    { to: 'Department', id: promise.ownerDepartmentId, path: [...path, 'ownerDepartmentId'] },
    { to: 'Source', id: promise.sourceId, path: [...path, 'sourceId'] },
  ];
}

/** What is wrong when nobody owns a promise: only a member of staff becomes its owner without being named. */
export function ownerProblems({ ownerId }: Pick<CommitmentPromise, 'ownerId'>, actorKind: ActorKind, path: Problem['path']): Problem[] {
  if (ownerId != null || actorKind === ActorKind.STAFF) return [];
  const message = 'A commitment is somebody’s, by name. Name the member of staff who sees to it.';
  return [{ path: [...path, 'ownerId'], code: 'required', message }];
}

/** Whether the stakeholder is to be told how a commitment ended: of what we promised, and kept or broke. */
export function asksForFeedback({ direction, status }: Pick<Commitment, 'direction' | 'status'>): boolean {
  return direction === CommitmentDirection.OURS && (status === CommitmentStatus.DONE || status === CommitmentStatus.BROKEN);
}

/** A commitment as it stood on a day: what was closed later was open then. */
export function commitmentOn<Row extends Pick<Commitment, 'status' | 'closedOn' | 'closingNote' | 'answeredInId'>>(
  row: Row,
  day: Date,
): Row {
  if (row.closedOn === null || row.closedOn <= day) return row;
  return { ...row, status: CommitmentStatus.OPEN, closedOn: null, closingNote: null, answeredInId: null };
}

/** Whether a commitment was open on a day although what is known of its due date had passed: "2012-10" is overdue from 2012-11-01 on. */
export function isOverdue(
  { closedOn, dueDate, duePrecision }: Pick<Commitment, 'closedOn' | 'dueDate' | 'duePrecision'>,
  day: Date,
): boolean {
  const isClosed = closedOn !== null && closedOn <= day;
  if (isClosed || dueDate === null || duePrecision === null) return false;
  return firstDayAfter(dueDate, duePrecision) <= day;
}
