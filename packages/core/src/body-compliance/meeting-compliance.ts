import { z } from 'zod';
import { DatePrecision, MeetingKind, MeetingStatus } from '../generated/prisma/enums.js';
import { asOfInput, firstDayAfter, formatPartialDate, type PartialDate } from '../period.js';

const year = z.int().min(1, { error: 'Give a year such as 2013.' }).max(9_998, { error: 'Give a year such as 2013.' });

export const meetingComplianceInput = z
  .object({
    bodyIds: z.array(z.uuid()).nullish(),
    /** The first year; the year of `asOf` when left out. */
    from: year.nullish(),
    /** The last year; the first when left out. */
    to: year.nullish(),
    ...asOfInput,
  })
  .refine(({ from, to }) => from == null || to == null || (from <= to && to - from < 100), {
    path: ['to'],
    error: 'Give a last year that is not before the first, and at most a hundred years.',
  });

/** What a body owes: so many regular meetings a year, in the months that its rule names. */
export interface MeetingRule {
  readonly regularMeetingsPerYear: number | null;
  readonly regularMeetingMonths: readonly number[];
}

/** Since when and until when a body is there, as far as it is known. */
export interface Existence {
  readonly founded: PartialDate | null;
  readonly dissolved: PartialDate | null;
}

/** A meeting, as far as it counts for what is due. */
export interface CountedMeeting {
  readonly kind: MeetingKind;
  readonly status: MeetingStatus;
  readonly heldDate: Date | null;
  readonly plannedDate: Date | null;
}

/** How many meetings of each kind. */
export interface KindCounts {
  readonly regular: number;
  readonly extraordinary: number;
}

/** The meetings of a body in a year, beside what it owes. */
export interface MeetingYear {
  readonly year: number;
  /** Regular meetings that the rule asks for in the whole year; null where it asks for none. */
  readonly owed: number | null;
  /** Those of them that were due by the day. */
  readonly due: number;
  /** Held by the day. */
  readonly held: KindCounts;
  /** Planned for the year, and neither cancelled nor held by the day. */
  readonly planned: KindCounts;
  /** When each regular meeting was due that was due by the day and not held: a month such as 2012-04, or the year. */
  readonly missed: readonly string[];
}

/** The regular meetings that a rule asks for in a year: each in a month that it names, the others in the course of the year. */
export function regularMeetingsIn({ regularMeetingsPerYear, regularMeetingMonths }: MeetingRule, inYear: number): PartialDate[] {
  const count = regularMeetingsPerYear ?? regularMeetingMonths.length;
  // Of more months than meetings, such as one meeting "in April or September", the last ones are those by which they are due.
  const months = regularMeetingMonths.slice(Math.max(0, regularMeetingMonths.length - count));
  return Array.from({ length: count }, (_, index): PartialDate => {
    const month = months[index];
    return month === undefined
      ? { date: new Date(Date.UTC(inYear, 0, 1)), precision: DatePrecision.YEAR }
      : { date: new Date(Date.UTC(inYear, month - 1, 1)), precision: DatePrecision.MONTH };
  });
}

/**
 * What a body owed, held and planned in a year, by a day. A regular meeting is due when the month that the rule names is over, or the
 * year where it names none; a body owes none for a month or a year in the course of which it was founded or dissolved. A meeting held
 * in a month counts for that month; others make up for the earliest of the year that was not held.
 */
export function meetingYear(
  {
    rule,
    existence,
    meetings,
  }: { readonly rule: MeetingRule; readonly existence: Existence; readonly meetings: readonly CountedMeeting[] },
  { year: inYear, day }: { readonly year: number; readonly day: Date },
): MeetingYear {
  const owed = regularMeetingsIn(rule, inYear).filter((meeting) => isOwed(meeting, existence));
  const held = meetings.filter(
    ({ status, heldDate }) => status === MeetingStatus.HELD && isIn(heldDate, inYear) && !isAfter(heldDate, day),
  );
  const planned = meetings.filter((meeting) => isToCome(meeting, day) && isIn(meeting.plannedDate, inYear));
  const due = owed.filter(({ date, precision }) => firstDayAfter(date, precision) <= day);
  const notHeld = unfilled(
    owed,
    held.filter(({ kind }) => kind === MeetingKind.REGULAR),
  );
  return {
    year: inYear,
    owed: rule.regularMeetingsPerYear === null && rule.regularMeetingMonths.length === 0 ? null : owed.length,
    due: due.length,
    held: countKinds(held),
    planned: countKinds(planned),
    missed: notHeld.filter((meeting) => due.includes(meeting)).map(({ date, precision }) => formatPartialDate(date, precision) ?? ''),
  };
}

/** Whether a meeting was planned on a day and not held yet; what was cancelled counts as never planned. */
function isToCome({ status, heldDate }: Pick<CountedMeeting, 'status' | 'heldDate'>, day: Date): boolean {
  return status === MeetingStatus.PLANNED || (status === MeetingStatus.HELD && isAfter(heldDate, day));
}

function isOwed(meeting: PartialDate, { founded, dissolved }: Existence): boolean {
  const began = founded === null || meeting.date >= (founded.precision === DatePrecision.DAY ? founded.date : endOf(founded));
  return began && (dissolved === null || endOf(meeting) <= dissolved.date);
}

function endOf({ date, precision }: PartialDate): Date {
  return firstDayAfter(date, precision);
}

function isIn(date: Date | null, inYear: number): boolean {
  return date?.getUTCFullYear() === inYear;
}

function isAfter(date: Date | null, day: Date): boolean {
  return date !== null && date > day;
}

function unfilled(owed: readonly PartialDate[], held: readonly CountedMeeting[]): PartialDate[] {
  const left = [...held];
  const open = owed.filter((meeting) => {
    const index = left.findIndex(({ heldDate }) => heldDate !== null && isNamedMonth(meeting, heldDate));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return open.slice(left.length);
}

function isNamedMonth({ date, precision }: PartialDate, heldDate: Date): boolean {
  return precision === DatePrecision.MONTH && date.getUTCMonth() === heldDate.getUTCMonth();
}

function countKinds(meetings: readonly CountedMeeting[]): KindCounts {
  const regular = meetings.filter(({ kind }) => kind === MeetingKind.REGULAR).length;
  return { regular, extraordinary: meetings.length - regular };
}
