import { z } from 'zod';
import type { Membership } from '../generated/prisma/client.js';
import { BodyKind, MembershipBasis } from '../generated/prisma/enums.js';
import { asOfInput, calendarDate, firstDayAfter } from '../period.js';

const percent = z.int().min(0, { error: 'Give percent as 0 to 100.' }).max(100, { error: 'Give percent as 0 to 100.' });

/** What is looked at, and the limits that no ordinance of the body itself sets. Where one is left out the figures stand without a verdict. */
export const committeeChecksInput = z.object({
  bodyIds: z.array(z.uuid()),
  ...asOfInput,
  /** The first day of the meetings of which attendance is counted; a year before `asOf` when left out. */
  attendanceFrom: calendarDate().nullish(),
  /** Of how many committees one person may be an appointed member by the rule of the city. */
  maxCommitteesPerPerson: z.int().min(1).max(1_000).nullish(),
  /** How many percent of the meetings a member has to attend by the rule of the city. */
  minAttendancePercent: percent.nullish(),
});

/** What is checked of a committee. */
export const committeeCheckKinds = {
  SEATS: 'Seats filled on a basis, against the quota.',
  REAPPOINTMENT: 'Terms in a row for which a member was appointed, against the limit that the body states.',
  GENDER_BALANCE: 'The larger share of one gender in the appointed seats, in percent.',
  COMMITTEES_PER_PERSON: 'Committees of which a member of this one is an appointed member, at the most.',
  ATTENDANCE: 'The lowest share of meetings that a member attended or was represented at, in percent.',
} as const;
export type CommitteeCheckKind = keyof typeof committeeCheckKinds;

/** What came of a check. */
export const checkVerdicts = {
  OK: 'It is within the limit.',
  WARNING: 'It is at the limit, or less is there than should be.',
  VIOLATED: 'It is beyond the limit.',
  UNKNOWN: 'Data lack: nobody can tell.',
  NO_LIMIT: 'No rule that is recorded or given sets a limit.',
} as const;
export type CheckVerdict = keyof typeof checkVerdicts;

/** A row behind a check: a member, and the member's own figure. */
export interface CheckFinding {
  readonly membership: Membership;
  readonly figure: number;
  /** What the figure rests on: the terms in a row, or the seats in the committees. */
  readonly memberships: readonly Membership[];
  /** Held meetings while they were members, of which attendance is recorded; for ATTENDANCE. */
  readonly meetings: number | null;
}

/** How many of the appointed members are of which gender. */
export interface GenderCounts {
  readonly female: number;
  readonly male: number;
  readonly other: number;
  readonly unknown: number;
}

/** One check of a committee. */
export interface CommitteeCheck {
  readonly kind: CommitteeCheckKind;
  readonly verdict: CheckVerdict;
  /** The basis of the seats; for SEATS. */
  readonly basis: MembershipBasis | null;
  readonly figure: number | null;
  readonly limit: number | null;
  /** Those at or beyond the limit. */
  readonly findings: readonly CheckFinding[];
  /** For GENDER_BALANCE, and only for those who may read persons. */
  readonly genders: GenderCounts | null;
}

const nothing = { basis: null, findings: [], genders: null } as const;

/** Seats on a basis. More than the rule says is a breach, fewer is a vacancy. */
export function checkSeats({
  basis,
  quota,
  filled,
}: {
  basis: MembershipBasis | null;
  quota: number | null;
  filled: number;
}): CommitteeCheck {
  const verdict = quota === null ? 'NO_LIMIT' : filled > quota ? 'VIOLATED' : filled < quota ? 'WARNING' : 'OK';
  return { ...nothing, kind: 'SEATS', basis, verdict, figure: filled, limit: quota };
}

/** The largest figure against an upper limit: beyond it is a breach, at it a warning where nothing may be added any more. */
export function checkMost(
  kind: CommitteeCheckKind,
  { findings, limit }: { readonly findings: readonly CheckFinding[]; readonly limit: number | null },
): CommitteeCheck {
  const figure = findings.length === 0 ? null : Math.max(...findings.map((finding) => finding.figure));
  const rows = limit === null ? [] : findings.filter((finding) => finding.figure >= limit);
  const verdict = limit === null ? 'NO_LIMIT' : figure === null || figure < limit ? 'OK' : figure > limit ? 'VIOLATED' : 'WARNING';
  return { ...nothing, kind, verdict, figure, limit, findings: rows };
}

/** The lowest figure against a lower limit. */
export function checkAttendance(findings: readonly CheckFinding[], limit: number | null): CommitteeCheck {
  const figure = findings.length === 0 ? null : Math.min(...findings.map((finding) => finding.figure));
  const rows = limit === null ? [] : findings.filter((finding) => finding.figure < limit);
  const verdict = limit === null ? 'NO_LIMIT' : figure === null ? 'UNKNOWN' : rows.length > 0 ? 'VIOLATED' : 'OK';
  return { ...nothing, kind: 'ATTENDANCE', verdict, figure, limit, findings: rows };
}

/**
 * The gender balance of the appointed seats. The share is one of all appointed seats, so that members whose gender is not known do not
 * make it larger; where they could bring it beyond the limit, nobody can tell.
 */
export function checkGenderBalance(genders: GenderCounts, limit: number | null): CommitteeCheck {
  const { female, male, other, unknown } = genders;
  const total = female + male + other + unknown;
  const most = Math.max(female, male, other);
  const figure = total === 0 ? null : Math.round((most * 1000) / total) / 10;
  return { ...nothing, kind: 'GENDER_BALANCE', verdict: verdict(), figure, limit, genders };

  function verdict(): CheckVerdict {
    if (limit === null) return 'NO_LIMIT';
    if (total === 0) return 'UNKNOWN';
    if (most * 100 > limit * total) return 'VIOLATED';
    return (most + unknown) * 100 > limit * total ? 'UNKNOWN' : 'OK';
  }
}

/**
 * How many percent of the appointed seats one gender may have: what the body itself states, and else, for a committee, 60. The
 * Framework Act on Gender Equality (양성평등기본법), Article 21 (2), has it so for committees of the state and of local governments:
 * no gender beyond six tenths of the appointed members.
 */
export function genderLimitOf({
  kind,
  maxGenderPercent,
}: {
  readonly kind: BodyKind;
  readonly maxGenderPercent: number | null;
}): number | null {
  return maxGenderPercent ?? (kind === BodyKind.COMMITTEE ? 60 : null);
}

/** The appointed terms of a member that follow one another without a gap up to a term, the last first. */
export function termsInARow(term: Membership, earlier: readonly Membership[]): Membership[] {
  const before = earlier.find((each) => each.id !== term.id && touches(each, term));
  return before
    ? [
        term,
        ...termsInARow(
          before,
          earlier.filter(({ id }) => id !== term.id),
        ),
      ]
    : [term];
}

// A term until 2012 and one from 2012-12-06 may follow one another; a source that is less exact does not make a gap.
function touches(earlier: Membership, later: Membership): boolean {
  const { untilDate, untilPrecision } = earlier;
  const { fromDate, fromPrecision } = later;
  if (!untilDate || !untilPrecision || !fromDate || !fromPrecision) return false;
  if (earlier.fromDate !== null && earlier.fromDate >= fromDate) return false;
  return untilDate < firstDayAfter(fromDate, fromPrecision) && fromDate < firstDayAfter(untilDate, untilPrecision);
}
