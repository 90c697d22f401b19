import { z } from 'zod';
import type { Problem } from '../errors.js';
import type { Participation, Session } from '../generated/prisma/client.js';
import { ParticipationStatus, SessionStatus } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, sourceInput } from '../input.js';
import { officeTime } from '../period.js';
import { wrongStatus, type Refusal } from './session.js';

export const registerForSessionInput = z.object({ sessionId: z.uuid(), stakeholderId: z.uuid(), ...sourceInput });

export const cancelRegistrationInput = z.object({ id: z.uuid() });

const attendances = z
  .array(z.object({ stakeholderId: z.uuid().toLowerCase(), came: z.boolean() }))
  .max(1_000, { error: 'Give at most 1000 at a time.' })
  .superRefine((list, context) => {
    const seen = new Set<unknown>();
    for (const [index, entry] of list.entries()) {
      const id: unknown = entry?.stakeholderId;
      if (id !== undefined && seen.has(id)) {
        const message = 'This id stands in the list already. Leave one of the two out.';
        addProblem(context, { path: [index, 'stakeholderId'], code: 'duplicate', message });
      }
      seen.add(id);
    }
  }, evenIfFieldsFail);

export const recordSessionAttendanceInput = z.object({
  sessionId: z.uuid(),
  attendances,
  /** Everybody else who has a place, and of whom nothing is recorded, did not come. */
  othersAbsent: z.boolean().optional(),
  ...sourceInput,
});

type Places = Pick<
  Session,
  'status' | 'capacity' | 'placesTaken' | 'waiting' | 'waitingListCapacity' | 'startsAt' | 'registrationOpensAt' | 'registrationClosesAt'
>;

/**
 * What comes of a registration: a place, a turn in the waiting list, or a refusal. While somebody waits there is no free place: those who
 * wait have moved up to it.
 */
export function placeFor(
  session: Places,
  current: ParticipationStatus | undefined,
  now: Date,
): { readonly status: 'REGISTERED' | 'WAITING' } | { readonly refusal: Refusal } {
  const refusal = registeredAlready(current) ?? closedTo(session, now);
  if (refusal) return { refusal };
  const { capacity, placesTaken, waiting, waitingListCapacity } = session;
  if (capacity === null || placesTaken < capacity) return { status: ParticipationStatus.REGISTERED };
  if (waitingListCapacity === null || waiting < waitingListCapacity) return { status: ParticipationStatus.WAITING };
  const message =
    waitingListCapacity === 0
      ? `All ${capacity} places are taken, and there is no waiting list. Choose another session.`
      : `All ${capacity} places are taken, and so are the ${waitingListCapacity} of the waiting list. Choose another session.`;
  return { refusal: { rule: 'session_full', message } };
}

function registeredAlready(current: ParticipationStatus | undefined): Refusal | undefined {
  switch (current) {
    case undefined:
    case ParticipationStatus.CANCELLED:
      return undefined;
    case ParticipationStatus.REGISTERED:
    case ParticipationStatus.WAITING:
    case ParticipationStatus.WALK_IN:
      return { rule: 'takes_part_already', message: 'The stakeholder takes part in this session already. Use that participation.' };
  }
}

// Where nothing else is said, registration closes when the session starts.
function closedTo({ status, startsAt, registrationOpensAt: opensAt, registrationClosesAt }: Places, now: Date): Refusal | undefined {
  if (status !== SessionStatus.PLANNED) return wrongStatus(status);
  const closesAt = registrationClosesAt ?? startsAt;
  if (opensAt !== null && now < opensAt) {
    const until = closesAt === null ? '' : `, until ${officeTime(closesAt)}`;
    return { rule: 'registration_not_open', message: `Register from ${officeTime(opensAt)} on${until} (Korean time).` };
  }
  if (closesAt === null || now < closesAt) return undefined;
  const message = `Registration closed at ${officeTime(closesAt)} (Korean time). Choose another session, or move the time at which it closes.`;
  return { rule: 'registration_closed', message };
}

/** Why a registration cannot be cancelled; undefined when it can. */
export function notCancellable(
  { status: standing }: Pick<Session, 'status'>,
  { status, attended }: Pick<Participation, 'status' | 'attended'>,
): Refusal | undefined {
  if (standing !== SessionStatus.PLANNED) {
    return { rule: wrongStatus(standing).rule, message: 'The session is not to come any more: who registered for it is history.' };
  }
  if (status === ParticipationStatus.CANCELLED) return { rule: 'cancelled_already', message: 'This registration was cancelled already.' };
  if (attended === null) return undefined;
  return { rule: 'attendance_recorded', message: 'It is recorded whether they came. Correct the attendance instead.' };
}

type Attendance = z.output<typeof recordSessionAttendanceInput>['attendances'][number];

/** What recording changes: participations that get the mark, who came without one, and walk-ins that were none. */
export interface AttendanceChange {
  readonly came: readonly string[];
  readonly absent: readonly string[];
  readonly walkIns: readonly string[];
  readonly retracted: readonly string[];
}

/**
 * What attendances change, given who takes part already. Whoever came without registering is a walk-in; one who did not come after all was
 * none. Who came although they waited or had cancelled stays what they were, and came.
 */
export function attendanceChange(
  list: readonly Attendance[],
  current: ReadonlyMap<string, Pick<Participation, 'id' | 'status'>>,
): AttendanceChange & { readonly problems: readonly Problem[] } {
  const change = {
    came: [] as string[],
    absent: [] as string[],
    walkIns: [] as string[],
    retracted: [] as string[],
    problems: [] as Problem[],
  };
  for (const [index, { stakeholderId, came }] of list.entries()) {
    const participation = current.get(stakeholderId);
    if (participation === undefined) {
      if (came) change.walkIns.push(stakeholderId);
      else change.problems.push(notExpected(index));
    } else if (came) change.came.push(participation.id);
    else if (participation.status === ParticipationStatus.WALK_IN) change.retracted.push(participation.id);
    else change.absent.push(participation.id);
  }
  return change;
}

function notExpected(index: number): Problem {
  const message = 'This stakeholder was not registered, so that nobody expected them. Leave them out.';
  return { path: ['attendances', index, 'came'], code: 'not_registered', message };
}
