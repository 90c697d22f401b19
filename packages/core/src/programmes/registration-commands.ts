import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput } from '../errors.js';
import type { Participation, Session } from '../generated/prisma/client.js';
import { ParticipationStatus } from '../generated/prisma/enums.js';
import { officeDay } from '../period.js';
import { unknownReferences } from '../references.js';
import * as rules from './participation.js';
import { fillPlaces, lockParticipation, lockSession } from './session-places.js';
import { notBegun, toConflict } from './session.js';

/** A registration that was cancelled, and who moved up to its place. */
export type CancelledRegistration = Participation & { readonly promoted: readonly Participation[] };

/** A session, and the participations of which it was recorded whether they came, as they now are. */
export type SessionAttendance = Session & { readonly participations: readonly Participation[] };

/**
 * Registers a stakeholder for a session that is to come: with a place as long as there is one, and else at the end of the waiting list.
 * Who cancelled before and registers again goes to the end, too.
 *
 * @throws Conflict `registration_not_open` or `registration_closed` outside of the times for it, `session_full` when nobody more may wait,
 * `takes_part_already`, `session_held` or `session_cancelled`.
 */
export const registerForSession = defineCommand({
  name: 'registerForSession',
  scope: 'programmes:write',
  schema: rules.registerForSessionInput,
  perform: async ({ db, data: { sessionId, stakeholderId, sourceId }, entered, now }) => {
    const problems = await unknownReferences(db, [
      { to: 'Stakeholder', id: stakeholderId, path: ['stakeholderId'] },
      { to: 'Source', id: sourceId, path: ['sourceId'] },
    ]);
    if (problems.length > 0) throw new InvalidInput(problems);
    const session = await lockSession(db, sessionId);
    const before = await db.participation.findUnique({ where: { sessionId_stakeholderId: { sessionId, stakeholderId } } });
    const place = rules.placeFor(session, before?.status, now);
    if ('refusal' in place) throw toConflict(place.refusal);
    const registration = { status: place.status, number: session.lastNumber + 1, registeredAt: now, ...entered };
    const after = before
      ? await db.participation.update({
          where: { id: before.id },
          data: { ...registration, promotedAt: null, cancelledAt: null, version: { increment: 1 } },
        })
      : await db.participation.create({ data: { sessionId, stakeholderId, ...registration } });
    return { type: 'Participation', before, after };
  },
});

/**
 * Cancels a registration for a session that is to come, with a place or without. Who has waited longest moves up to the place in the same
 * moment. It takes no version: who drops out does so whether they have moved up meanwhile or not.
 *
 * @throws Conflict `cancelled_already`, `attendance_recorded`, `session_held` or `session_cancelled`.
 */
export const cancelRegistration = defineCommand({
  name: 'cancelRegistration',
  scope: 'programmes:write',
  schema: rules.cancelRegistrationInput,
  perform: async ({ db, data: { id }, now }) => {
    const { session, participation: before } = await lockParticipation(db, id);
    const refusal = rules.notCancellable(session, before);
    if (refusal) throw toConflict(refusal);
    const cancelled = await db.participation.update({
      where: { id },
      data: { status: ParticipationStatus.CANCELLED, cancelledAt: now, version: { increment: 1 } },
    });
    const after: CancelledRegistration = { ...cancelled, promoted: await fillPlaces(db, session.id, now) };
    return { type: 'Participation', before, after };
  },
});

/**
 * Records who came to a session, from its first day in Korea on, at once or part by part; a later record corrects an earlier one. Whoever
 * came without registering is a walk-in. It takes no version: several members of staff record at the doors, each for other people.
 *
 * @throws InvalidInput for somebody who did not come and was not registered.
 * @throws Conflict `session_not_begun` or `session_cancelled`.
 */
export const recordSessionAttendance = defineCommand({
  name: 'recordSessionAttendance',
  scope: 'programmes:write',
  schema: rules.recordSessionAttendanceInput,
  perform: async ({ db, data: { sessionId, attendances, othersAbsent = false, sourceId }, entered, now }) => {
    const session = await lockSession(db, sessionId);
    const stakeholderIds = attendances.map(({ stakeholderId }) => stakeholderId);
    const before = await db.participation.findMany({
      where: { sessionId, stakeholderId: { in: stakeholderIds } },
      orderBy: { id: 'asc' },
    });
    const current = new Map(before.map((participation) => [participation.stakeholderId, participation]));
    const { problems, ...change } = rules.attendanceChange(attendances, current);
    const unknown = await unknownReferences(db, [
      ...stakeholderIds.map((id, index) => ({ to: 'Stakeholder', id, path: ['attendances', index, 'stakeholderId'] }) as const),
      { to: 'Source', id: sourceId, path: ['sourceId'] },
    ]);
    if (problems.length + unknown.length > 0) throw new InvalidInput([...unknown, ...problems]);
    const refusal = notBegun(session, officeDay(now));
    if (refusal) throw toConflict(refusal);
    await mark(db, change);
    await db.participation.createMany({
      data: change.walkIns.map((stakeholderId) => ({
        sessionId,
        stakeholderId,
        status: ParticipationStatus.WALK_IN,
        attended: true,
        ...entered,
      })),
    });
    const others = othersAbsent ? await markOthersAbsent(db, sessionId) : [];
    const named = await db.participation.findMany({
      where: { sessionId, stakeholderId: { in: stakeholderIds } },
      orderBy: { id: 'asc' },
    });
    const after: SessionAttendance = { ...session, participations: [...named, ...others] };
    return { type: 'Session', before: { ...session, participations: before }, after };
  },
});

async function mark(db: Transaction, { came, absent, retracted }: rules.AttendanceChange): Promise<void> {
  const marks = [
    [came, true],
    [absent, false],
  ] as const;
  for (const [ids, attended] of marks) {
    if (ids.length === 0) continue;
    await db.participation.updateMany({ where: { id: { in: [...ids] } }, data: { attended, version: { increment: 1 } } });
  }
  // Somebody who did not come and did not register takes no part; the audit tells of the mistake.
  if (retracted.length > 0) await db.participation.deleteMany({ where: { id: { in: [...retracted] } } });
}

function markOthersAbsent(db: Transaction, sessionId: string): Promise<Participation[]> {
  return db.participation.updateManyAndReturn({
    where: { sessionId, status: ParticipationStatus.REGISTERED, attended: null },
    data: { attended: false, version: { increment: 1 } },
  });
}
