import { z } from 'zod';
import { Conflict, type Problem } from '../errors.js';
import type { Session } from '../generated/prisma/client.js';
import { DatePrecision, SessionStatus } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { dateColumns, formatPartialDate, instant, officeDay, partialDate, type PartialDate } from '../period.js';
import { line, prose } from '../text.js';

const count = z.int32().min(0, { error: 'Write a number that is not negative.' });

const sessionFields = {
  ordinal: z.int().min(1, { error: 'Count sessions from 1.' }).max(32_767).nullish(),
  title: line().nullish(),
  place: line().nullish(),
  /** As much as is known of the date; either this or the time at which it starts. */
  planned: partialDate().nullish(),
  startsAt: instant().nullish(),
  endsAt: instant().nullish(),
  /** How many places there are; without a limit when null. */
  capacity: z.int32().min(1, { error: 'Give at least one place, or leave it out when there is no limit.' }).nullish(),
  /** How many may wait for a place; without a limit when null, nobody with 0. */
  waitingListCapacity: count.nullish(),
  registrationOpensAt: instant().nullish(),
  /** When it starts, where it is left out. */
  registrationClosesAt: instant().nullish(),
};

interface Times {
  readonly planned?: unknown;
  readonly startsAt?: unknown;
  readonly endsAt?: unknown;
  readonly registrationOpensAt?: unknown;
  readonly registrationClosesAt?: unknown;
}

function timesAgree(times: Times, context: z.RefinementCtx): void {
  const refuse = (path: keyof Times, code: string, message: string) => addProblem(context, { path: [path], code, message });
  const { planned, startsAt, endsAt, registrationOpensAt: opensAt, registrationClosesAt: closesAt } = times;
  if (planned != null && startsAt != null) {
    refuse('planned', 'not_allowed', 'Give the time at which it starts, or what is known of the date. Leave one of them out.');
  }
  if (startsAt instanceof Date && endsAt instanceof Date && startsAt >= endsAt) {
    refuse('endsAt', 'period_out_of_order', 'The session must end after it starts.');
  }
  if (opensAt instanceof Date && closesAt instanceof Date && opensAt >= closesAt) {
    refuse('registrationClosesAt', 'period_out_of_order', 'Registration must close after it opens.');
  }
}

export const planSessionInput = z
  .object({ programmeId: z.uuid(), ...sessionFields, ...sourceInput })
  .superRefine(timesAgree, evenIfFieldsFail)
  .superRefine(({ startsAt, endsAt }, context) => {
    if (endsAt == null || startsAt != null) return;
    addProblem(context, { path: ['startsAt'], code: 'required', message: 'Say when it starts, beside when it ends.' });
  }, evenIfFieldsFail);

const outcomeFields = { headCount: count.nullish(), summary: prose().nullish() };

export const reviseSessionInput = z
  .object({
    ...revisionInput,
    ...sessionFields,
    ...outcomeFields,
    /** Only of a session that was held. */
    held: partialDate().optional(),
  })
  .superRefine(timesAgree, evenIfFieldsFail);

export const holdSessionInput = z.object({ ...revisionInput, held: partialDate(), place: sessionFields.place, ...outcomeFields });

export const cancelSessionInput = z.object(revisionInput);

/** The columns for when a session is planned. A time is one of a day in Korea; a date in place of a time clears the time. */
export function timeColumns({ planned, startsAt, endsAt }: Pick<z.output<typeof reviseSessionInput>, 'planned' | 'startsAt' | 'endsAt'>) {
  const ends = endsAt === undefined ? {} : { endsAt };
  if (startsAt) {
    return { startsAt, ...ends, ...dateColumns('planned', { date: officeDay(startsAt), precision: DatePrecision.DAY }) };
  }
  if (planned !== undefined) return { startsAt: null, endsAt: null, ...dateColumns('planned', planned) };
  return startsAt === null ? { startsAt: null, endsAt: null } : ends;
}

/** What is wrong with the date of a session that was held: its first day has not come yet. */
export function heldProblems(held: PartialDate | undefined, today: Date): Problem[] {
  if (held === undefined || held.date <= today) return [];
  const message = 'This date has not come yet. Plan the session, and hold it when it has taken place.';
  return [{ path: ['held'], code: 'in_the_future', message }];
}

/** Why something is refused: the rule’s name, and a sentence. */
export interface Refusal {
  readonly rule: string;
  readonly message: string;
}

/** The refusal as an error. */
export function toConflict({ rule, message }: Refusal): Conflict {
  return new Conflict(rule, message);
}

/** Why an operation that needs another status is refused. */
export function wrongStatus(status: SessionStatus): Refusal {
  switch (status) {
    case SessionStatus.PLANNED:
      return { rule: 'session_not_held', message: 'The session has not been held. Hold it first.' };
    case SessionStatus.HELD:
      return { rule: 'session_held', message: 'The session was held already. Revise it instead.' };
    case SessionStatus.CANCELLED:
      return { rule: 'session_cancelled', message: 'The session was cancelled. Plan a new one.' };
  }
}

/** Why what happens at a session cannot be recorded yet or at all: it begins on its first day in Korea. Undefined when it can. */
export function notBegun(
  session: Pick<Session, 'status' | 'heldDate' | 'plannedDate' | 'plannedPrecision'>,
  today: Date,
): Refusal | undefined {
  const { status, heldDate, plannedDate, plannedPrecision } = session;
  if (status === SessionStatus.CANCELLED) return wrongStatus(status);
  const firstDay = heldDate ?? plannedDate;
  if (firstDay !== null && firstDay <= today) return undefined;
  const planned = formatPartialDate(plannedDate, plannedPrecision);
  const message =
    planned === null
      ? 'The session has no date yet. Set one, or hold it first.'
      : `The session is planned for ${planned} (Korean time). Record what happened there from its first day on.`;
  return { rule: 'session_not_begun', message };
}
