import { z } from 'zod';
import type { Meeting, Membership } from '../generated/prisma/client.js';
import { TermEnd } from '../generated/prisma/enums.js';
import { addMonths, asOfInput, firstDayAfter } from '../period.js';
import { meetingYear, type CountedMeeting, type Existence, type MeetingRule } from './meeting-compliance.js';

export const dormantBodiesInput = z.object({
  ...asOfInput,
  /** For how many months nothing has happened. */
  months: z.int().min(1).max(1_200).default(12),
});

/** Why a body is taken to sleep. */
export const dormancyReasons = {
  NO_REGULAR_MEETING: 'It owes regular meetings, and the last one was held longer ago than the months that are given.',
  NONE_RECORDED: 'It owes regular meetings, and none is recorded at all: it held none, or nobody entered them.',
  CHAIR_AWAITS_MEETING: 'Its chair has waited longer than the months that are given for the next meeting, which would end the term.',
} as const;
export type DormancyReason = keyof typeof dormancyReasons;

/** What tells whether a body sleeps. */
export interface DormancyFacts {
  readonly rule: MeetingRule;
  readonly existence: Existence;
  /** The regular meetings that were held, the earliest first. */
  readonly regularHeld: readonly (Meeting & CountedMeeting)[];
  /** Who chairs it on the day. */
  readonly chairs: readonly Membership[];
}

/** Why a body is taken to sleep, with the figures. */
export interface Dormancy {
  readonly reasons: readonly DormancyReason[];
  /** Regular meetings that it owes a year; null where it owes none. */
  readonly owedPerYear: number | null;
  /** The last regular meeting that was held by the day. */
  readonly lastRegular: Meeting | null;
  /** How many were due and not held since then, or since the founding; null where neither is known. */
  readonly missed: number | null;
  /** The chairs that wait for a meeting. */
  readonly waiting: readonly Membership[];
}

/** Whether a body sleeps on a day: it held no regular meeting for so many months though it owes some, or its chair waits for one. */
export function dormancyOf(facts: DormancyFacts, { day, months }: { readonly day: Date; readonly months: number }): Dormancy {
  const { rule, existence, chairs } = facts;
  const since = addMonths(day, -months);
  const held = facts.regularHeld.filter(({ heldDate }) => heldDate !== null && heldDate <= day);
  const lastRegular = held.at(-1) ?? null;
  const owedPerYear = rule.regularMeetingsPerYear ?? (rule.regularMeetingMonths.length || null);
  const young = existence.founded !== null && existence.founded.date > since;
  const gone = existence.dissolved !== null && existence.dissolved.date <= day;
  const waiting = chairs.filter((chair) => waitsSince(chair, since));
  const reasons: DormancyReason[] = [];
  if (owedPerYear !== null && !young && lastRegular === null) reasons.push('NONE_RECORDED');
  if (owedPerYear !== null && lastRegular !== null && endedBefore(lastRegular, since)) reasons.push('NO_REGULAR_MEETING');
  if (waiting.length > 0) reasons.push('CHAIR_AWAITS_MEETING');
  return { reasons: gone ? [] : reasons, owedPerYear, lastRegular, missed: missedSince(facts, held, day), waiting };
}

// Of a term that a meeting has ended since, too: on the day it waited for that meeting.
function waitsSince({ termEnd, fromDate }: Membership, since: Date): boolean {
  return termEnd === TermEnd.UNTIL_NEXT_MEETING && fromDate !== null && fromDate <= since;
}

// A meeting of which only the month or the year is known may have been held on its last day.
function endedBefore({ heldDate, heldPrecision }: Meeting, since: Date): boolean {
  return heldDate !== null && heldPrecision !== null && firstDayAfter(heldDate, heldPrecision) <= since;
}

function missedSince({ rule, existence }: DormancyFacts, held: DormancyFacts['regularHeld'], day: Date): number | null {
  const start = held.at(-1)?.heldDate ?? existence.founded?.date;
  if (start == null) return null;
  const first = start.getUTCFullYear();
  const years = Array.from({ length: Math.max(0, day.getUTCFullYear() - first + 1) }, (_, index) => first + index);
  return years.reduce((sum, year) => sum + meetingYear({ rule, existence, meetings: held }, { year, day }).missed.length, 0);
}
