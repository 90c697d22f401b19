import { z } from 'zod';
import type { Problem } from '../errors.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { MembershipBasis, MembershipRole, TermEnd } from '../generated/prisma/enums.js';
import { overlaps, partialDate, periodInOrder, periodInput, type PartialDate, type PeriodColumns } from '../period.js';
import { line, prose } from '../text.js';

// More than any post or body has, and within the column (smallint).
const seatCount = z.int().min(1).max(10_000);

const postFields = {
  title: line(),
  capacity: seatCount.optional(),
  legalBasis: line(500).nullish(),
  ...periodInput,
};

export const createPostInput = z
  .object({ organizationId: z.uuid(), ...postFields, ...sourceInput })
  .superRefine(periodInOrder, evenIfFieldsFail);

export const revisePostInput = z
  .object({ ...revisionInput, ...postFields, title: postFields.title.optional() })
  .superRefine(periodInOrder, evenIfFieldsFail);

export const startMembershipInput = z
  .object({
    organizationId: z.uuid(),
    /** Left out when the seat belongs to the post in `exOfficioPostId`. */
    memberId: z.uuid().nullish(),
    role: z.enum(MembershipRole),
    label: line().nullish(),
    basis: z.enum(MembershipBasis).nullish(),
    postId: z.uuid().nullish(),
    exOfficioPostId: z.uuid().nullish(),
    onBehalfOfId: z.uuid().nullish(),
    divisionId: z.uuid().nullish(),
    /** The lowest that is free in the period when left out. */
    seatNumber: seatCount.nullish(),
    ...periodInput,
    /** When left out: ON_DATE with `until`, else WHILE_HOLDING_POST for an ex officio seat, else OPEN_ENDED. */
    termEnd: z.enum(TermEnd).optional(),
    ...sourceInput,
  })
  .superRefine(periodInOrder, evenIfFieldsFail)
  .superRefine((value, context) => problemsOfMembership(value).forEach((problem) => addProblem(context, problem)), evenIfFieldsFail)
  .transform((value) => ({ ...value, termEnd: value.termEnd ?? usualTermEnd(value) }));

export const reviseMembershipInput = z
  .object({
    ...revisionInput,
    label: line().nullish(),
    onBehalfOfId: z.uuid().nullish(),
    divisionId: z.uuid().nullish(),
    ...periodInput,
    termEnd: z.enum(TermEnd).optional(),
  })
  .superRefine(periodInOrder, evenIfFieldsFail);

export const endMembershipInput = z.object({
  ...revisionInput,
  /** The first day, month or year on which it no longer holds. */
  until: partialDate(),
  reason: prose(2_000).nullish(),
});

interface MembershipFields {
  readonly organizationId?: string;
  readonly memberId?: string | null | undefined;
  readonly role?: MembershipRole;
  readonly basis?: MembershipBasis | null | undefined;
  readonly postId?: string | null | undefined;
  readonly exOfficioPostId?: string | null | undefined;
  readonly seatNumber?: number | null | undefined;
  readonly until?: PartialDate | null | undefined;
  readonly termEnd?: TermEnd | undefined;
}

/** What does not go together in a membership: role and post, basis and post, basis and role, seat and role, end and date. */
export function problemsOfMembership(fields: MembershipFields): Problem[] {
  return [...problemsOfMember(fields), ...problemsOfBasis(fields), ...problemsOfTermEnd(fields)];
}

function problemsOfMember({ organizationId, memberId, role, postId, exOfficioPostId, seatNumber }: MembershipFields): Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof MembershipFields, code: string, message: string) => problems.push({ path: [field], code, message });
  const holdsPost = role === MembershipRole.POST_HOLDER;
  if (memberId == null && holdsPost) {
    say('memberId', 'required', 'Name who holds the post. A post that nobody holds needs no membership: it shows as vacant.');
  } else if (memberId == null && exOfficioPostId == null) {
    say('memberId', 'required', 'Name the member, or the post to which the seat belongs.');
  }
  if (memberId != null && memberId === organizationId) {
    say('memberId', 'member_of_itself', 'An organization cannot be a member of itself. Choose another member.');
  }
  if (holdsPost && postId == null) say('postId', 'required', 'Name the post that is held.');
  if (!holdsPost && postId != null)
    say('postId', 'not_allowed', 'Only a holder of a post names it here. Leave it out, or choose the role POST_HOLDER.');
  if (!holdsPost && role !== MembershipRole.CHAIR && seatNumber != null) {
    say('seatNumber', 'not_allowed', 'Only chairs and the seats of a post are numbered. Leave it out.');
  }
  return problems;
}

function problemsOfBasis({ role, basis, exOfficioPostId }: MembershipFields): Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof MembershipFields, code: string, message: string) => problems.push({ path: [field], code, message });
  const exOfficio = basis === MembershipBasis.EX_OFFICIO;
  if (exOfficio && exOfficioPostId == null) say('exOfficioPostId', 'required', 'Name the post by virtue of which the seat is held.');
  if (!exOfficio && exOfficioPostId != null) {
    say('exOfficioPostId', 'not_allowed', 'Only a seat on the basis EX_OFFICIO rests on a post. Choose that basis, or leave the post out.');
  }
  const choosesChair = basis === MembershipBasis.MUTUAL_ELECTION || basis === MembershipBasis.ROTATION;
  if (choosesChair && role !== MembershipRole.CHAIR) {
    say('basis', 'basis_of_chair', 'Election among members and rotation choose a chair. A seat is filled EX_OFFICIO or APPOINTED.');
  }
  return problems;
}

function problemsOfTermEnd({ termEnd, until, exOfficioPostId }: MembershipFields): Problem[] {
  if (termEnd === TermEnd.ON_DATE && until == null) {
    return [{ path: ['until'], code: 'required', message: 'Give the date on which the term ends, as far as it is known.' }];
  }
  if (termEnd === TermEnd.WHILE_HOLDING_POST && exOfficioPostId == null) {
    const message = 'Only a seat on the basis EX_OFFICIO ends with a post. Choose another end, or name the post.';
    return [{ path: ['termEnd'], code: 'not_allowed', message }];
  }
  return [];
}

function usualTermEnd({ until, exOfficioPostId }: MembershipFields): TermEnd {
  if (until != null) return TermEnd.ON_DATE;
  return exOfficioPostId == null ? TermEnd.OPEN_ENDED : TermEnd.WHILE_HOLDING_POST;
}

type Period = Pick<PeriodColumns, 'fromDate' | 'untilDate'>;

/** The lowest seat that nobody has during the period; undefined when every one is taken. */
export function lowestFreeSeat(
  seats: number,
  taken: readonly (Period & { readonly seatNumber: number | null })[],
  period: Period,
): number | undefined {
  const busy = new Set(taken.filter((seat) => overlaps(seat, period)).map(({ seatNumber }) => seatNumber));
  return Array.from({ length: seats }, (_, index) => index + 1).find((seat) => !busy.has(seat));
}

/** The part of a period that lies within another; undefined when they share no day. */
export function within(period: PeriodColumns, other: PeriodColumns): PeriodColumns | undefined {
  if (!overlaps(period, other)) return undefined;
  const begins = period.fromDate === null || (other.fromDate !== null && other.fromDate > period.fromDate) ? other : period;
  const ends = period.untilDate === null || (other.untilDate !== null && other.untilDate < period.untilDate) ? other : period;
  const { fromDate, fromPrecision } = begins;
  const { untilDate, untilPrecision } = ends;
  return { fromDate, fromPrecision, untilDate, untilPrecision };
}

/** What is wrong with a period after a part of it was revised. */
export function periodProblem({ fromDate, untilDate }: Period): Problem[] {
  if (fromDate === null || untilDate === null || fromDate < untilDate) return [];
  const message = 'The period must end after it begins: `until` is the first day on which it no longer holds.';
  return [{ path: ['until'], code: 'period_out_of_order', message }];
}
