import type { z } from 'zod';
import { permits, requireScope } from '../access/actor.js';
import { seatsOfEach, type BodySeats } from '../bodies/body-queries.js';
import type { Context } from '../context.js';
import { daySql, holdsOnSql } from '../database/period-sql.js';
import { NotFound } from '../errors.js';
import { Prisma, type Body, type Membership } from '../generated/prisma/client.js';
import { BodyKind, Gender, MembershipBasis, MembershipRole } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { addMonths, asOfDay, contains, isoDay } from '../period.js';
import * as rules from './committee-check.js';
import type { CheckFinding, CommitteeCheck, GenderCounts } from './committee-check.js';

/** The checks of one body. */
export interface CommitteeChecks {
  readonly body: Body;
  readonly checks: readonly CommitteeCheck[];
}

type ChecksInput = z.input<typeof rules.committeeChecksInput>;

/**
 * Every check of each body on a day, in the order of the ids. How many appointed members are of which gender is a count that committees
 * publish by law; since the count of a small one tells of persons, it is there only for those who may read persons, and nobody gets the
 * gender of a member from here.
 *
 * @throws NotFound when an organization is no body.
 */
export async function committeeChecksOfEach(context: Context, input: ChecksInput): Promise<CommitteeChecks[]> {
  const { db, actor, now } = context;
  for (const scope of ['bodies:read', 'memberships:read', 'meetings:read'] as const) requireScope(actor, scope);
  const { bodyIds, asOf, attendanceFrom, ...limits } = parseInput(rules.committeeChecksInput, input);
  const day = asOfDay(now, asOf);
  const bodies = new Map((await db.body.findMany({ where: { id: { in: bodyIds } } })).map((body) => [body.id, body]));
  const seats = await seatsOfEach(context, { bodyIds, asOf: isoDay(day) });
  const members = groupBy(await membersOfBodies(context, bodyIds), ({ organizationId }) => organizationId);
  const genders = await gendersOfBodies(context, bodyIds, day);
  const elsewhere = await committeesOfPersons(context, bodyIds, day);
  const attendance = await attendanceOfMembers(context, bodyIds, { from: attendanceFrom ?? addMonths(day, -12), day });
  return bodyIds.map((id, index) => {
    const body = bodies.get(id);
    if (body === undefined) throw new NotFound('Body', id);
    const history = members.get(id) ?? [];
    const present = history.filter((membership) => contains(membership, day));
    const balance = rules.checkGenderBalance(genders.get(id) ?? noGenders, rules.genderLimitOf(body));
    const mayReadPersons = permits(actor, 'stakeholders:read');
    return {
      body,
      checks: [
        ...seatChecks(seats[index]),
        rules.checkMost('REAPPOINTMENT', { findings: reappointments(present, history), limit: body.maxConsecutiveTerms }),
        mayReadPersons ? balance : { ...balance, figure: null, genders: null },
        rules.checkMost('COMMITTEES_PER_PERSON', {
          findings: committees(present, elsewhere),
          limit: limits.maxCommitteesPerPerson ?? null,
        }),
        rules.checkAttendance(attended(present, attendance), limits.minAttendancePercent ?? null),
      ],
    };
  });
}

/** Every check of a body on a day. @see committeeChecksOfEach */
export async function committeeChecks(
  context: Context,
  { bodyId, ...rest }: Omit<ChecksInput, 'bodyIds'> & { readonly bodyId: string },
): Promise<CommitteeChecks> {
  const [only] = await committeeChecksOfEach(context, { bodyIds: [bodyId], ...rest });
  if (only === undefined) throw new NotFound('Body', bodyId);
  return only;
}

function seatChecks(seats: BodySeats | undefined): CommitteeCheck[] {
  return (seats?.byBasis ?? []).map(rules.checkSeats);
}

function membersOfBodies({ db }: Context, bodyIds: readonly string[]): Promise<Membership[]> {
  return db.membership.findMany({
    where: { organizationId: { in: [...bodyIds] }, role: MembershipRole.MEMBER },
    orderBy: [{ fromDate: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  });
}

const isAppointed = ({ basis, memberId }: Membership) => basis === MembershipBasis.APPOINTED && memberId !== null;

function reappointments(present: readonly Membership[], history: readonly Membership[]): CheckFinding[] {
  const appointed = groupBy(history.filter(isAppointed), ({ memberId }) => memberId);
  return present.filter(isAppointed).map((membership) => {
    const memberships = rules.termsInARow(membership, appointed.get(membership.memberId) ?? []);
    return { membership, figure: memberships.length, memberships, meetings: null };
  });
}

const noGenders: GenderCounts = { female: 0, male: 0, other: 0, unknown: 0 };

async function gendersOfBodies({ db }: Context, bodyIds: readonly string[], day: Date): Promise<Map<string, GenderCounts>> {
  const counted = (gender: Gender) => Prisma.sql`(count(*) FILTER (WHERE s."gender" = ${gender}::"Gender"))::int`;
  const rows = await db.$queryRaw<(GenderCounts & { bodyId: string })[]>`
    SELECT m."organizationId" AS "bodyId", ${counted(Gender.FEMALE)} AS female, ${counted(Gender.MALE)} AS male,
      ${counted(Gender.OTHER)} AS other, (count(*) FILTER (WHERE s."gender" IS NULL))::int AS unknown
    FROM "Membership" m JOIN "Stakeholder" s ON s."id" = m."memberId" AND s."kind" = 'PERSON'
    WHERE m."organizationId" = ANY(${bodyIds}::uuid[]) AND m."role" = 'MEMBER' AND m."basis" = 'APPOINTED'
      AND ${holdsOnSql(Prisma.sql`m`, day)}
    GROUP BY 1`;
  return new Map(rows.map(({ bodyId, ...counts }) => [bodyId, counts]));
}

// Seats by virtue of a post come with the post; what rules limit is how often somebody is appointed.
async function committeesOfPersons({ db }: Context, bodyIds: readonly string[], day: Date): Promise<Map<string | null, Membership[]>> {
  const holds = {
    AND: [{ OR: [{ fromDate: null }, { fromDate: { lte: day } }] }, { OR: [{ untilDate: null }, { untilDate: { gt: day } }] }],
  };
  const appointed = { role: MembershipRole.MEMBER, basis: MembershipBasis.APPOINTED, ...holds };
  const here = { some: { organizationId: { in: [...bodyIds] }, ...appointed } };
  const rows = await db.membership.findMany({
    where: {
      ...appointed,
      member: { kind: 'PERSON', memberships: here },
      organization: { archivedAt: null, body: { kind: BodyKind.COMMITTEE } },
    },
    orderBy: { id: 'asc' },
  });
  return groupBy(rows, ({ memberId }) => memberId);
}

function committees(present: readonly Membership[], elsewhere: Map<string | null, Membership[]>): CheckFinding[] {
  return present.filter(isAppointed).flatMap((membership): CheckFinding[] => {
    const memberships = elsewhere.get(membership.memberId) ?? [];
    const figure = new Set(memberships.map(({ organizationId }) => organizationId)).size;
    return figure === 0 ? [] : [{ membership, figure, memberships, meetings: null }];
  });
}

interface Attended {
  readonly membershipId: string;
  readonly meetings: number;
  readonly attended: number;
}

// Meetings of which nobody recorded who came tell nothing. An earlier term of the same member counts; who sits for a post is who held it.
async function attendanceOfMembers(
  { db }: Context,
  bodyIds: readonly string[],
  { from, day }: { readonly from: Date; readonly day: Date },
): Promise<Map<string, Attended>> {
  const rows = await db.$queryRaw<Attended[]>`
    SELECT seat."id" AS "membershipId", count(*)::int AS meetings, (count(*) FILTER (WHERE came.yes))::int AS attended
    FROM "Membership" seat
    JOIN "Meeting" g ON g."bodyId" = seat."organizationId" AND g."status" = 'HELD'
      AND g."heldDate" >= ${daySql(from)} AND g."heldDate" <= ${daySql(day)}
      AND EXISTS (SELECT FROM "Attendance" a WHERE a."meetingId" = g."id")
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM "Attendance" a WHERE a."meetingId" = g."id" AND a."status" IN ('PRESENT', 'REPRESENTED') AND (
          a."stakeholderId" = seat."memberId" OR a."stakeholderId" IN (
            SELECT h."memberId" FROM "Membership" h WHERE h."postId" = seat."exOfficioPostId"
              AND daterange(h."fromDate", h."untilDate") @> g."heldDate"))
      ) AS yes
    ) came
    WHERE seat."organizationId" = ANY(${bodyIds}::uuid[]) AND seat."role" = 'MEMBER' AND ${holdsOnSql(Prisma.sql`seat`, day)}
      AND EXISTS (
        SELECT FROM "Membership" term WHERE term."organizationId" = seat."organizationId" AND term."role" = 'MEMBER'
          AND coalesce(term."memberId", term."exOfficioPostId") = coalesce(seat."memberId", seat."exOfficioPostId")
          AND daterange(term."fromDate", term."untilDate") @> g."heldDate")
    GROUP BY seat."id"`;
  return new Map(rows.map((row) => [row.membershipId, row]));
}

function attended(present: readonly Membership[], attendance: Map<string, Attended>): CheckFinding[] {
  return present.flatMap((membership): CheckFinding[] => {
    const row = attendance.get(membership.id);
    if (row === undefined) return [];
    const figure = Math.round((row.attended * 1000) / row.meetings) / 10;
    return [{ membership, figure, memberships: [], meetings: row.meetings }];
  });
}
