import type { z } from 'zod';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import type { Membership, Post } from '../generated/prisma/client.js';
import { MembershipRole, TermEnd } from '../generated/prisma/enums.js';
import { dateColumns, formatPartialDate, periodColumns, type PartialDate } from '../period.js';
import { requireStakeholder } from '../stakeholders/stakeholder-commands.js';
import * as rules from './membership.js';
import { endSeatsOfHolding, lockBody, lockPost, type EndedSeat } from './term-ends.js';

/** Creates a post in an organization; with room for one holder unless `capacity` says more. */
export const createPost = defineCommand({
  name: 'createPost',
  scope: 'memberships:write',
  schema: rules.createPostInput,
  perform: async ({ db, data: { from, until, ...columns }, entered }) => {
    await requireStakeholder(db, columns.organizationId);
    const after = await db.post.create({ data: { ...columns, ...periodColumns({ from, until }), ...entered } });
    return { type: 'Post', before: null, after };
  },
});

/** Changes the fields of a post that are given; null clears one. Fewer seats than are or were held is a Conflict. */
export const revisePost = defineCommand({
  name: 'revisePost',
  scope: 'memberships:write',
  schema: rules.revisePostInput,
  perform: async ({ db, data: { id, version, from, until, ...columns } }) => {
    const before = await requirePost(db, id);
    if (before.version !== version) throw new StaleVersion('Post', id, version);
    const period = periodColumns({ from, until });
    refuseProblems(rules.periodProblem({ ...before, ...period }));
    const after = await db.post.update({ where: { id, version }, data: { ...columns, ...period, version: { increment: 1 } } });
    return { type: 'Post', before, after };
  },
});

/**
 * Makes a person or an organization a member, chair or holder of a post, for a period. A seat that belongs to a post has no `memberId`:
 * whoever holds the post on a day is the member on that day. An ex officio seat of a person ends at the latest with the post.
 *
 * @throws Conflict when the member has this role in that period already, or every chair or every seat of the post is taken.
 */
export const startMembership = defineCommand({
  name: 'startMembership',
  scope: 'memberships:write',
  schema: rules.startMembershipInput,
  perform: async ({ db, data: { from, until, ...columns }, entered }) => {
    await requireStakeholder(db, columns.organizationId);
    await refuseUnknownPosts(db, columns);
    const given = { fromDate: null, untilDate: null, ...periodColumns({ from, until }) };
    // The seats of the body or the post are locked here, so that two who begin at once do not choose the same.
    const seatNumber = await seatFor(db, columns, given);
    const end = given.untilDate === null ? await endWithPost(db, { ...columns, fromDate: given.fromDate }) : undefined;
    const period = periodColumns({ from, until: until ?? end });
    const after = await db.membership.create({ data: { ...columns, seatNumber, ...period, ...entered } });
    return { type: 'Membership', before: null, after };
  },
});

/**
 * Corrects the fields of a membership that are given; null clears one. With `until: null` a membership that ended goes on. The ex
 * officio seats of a holder whose period becomes shorter end with it.
 */
export const reviseMembership = defineCommand({
  name: 'reviseMembership',
  scope: 'memberships:write',
  schema: rules.reviseMembershipInput,
  perform: async ({ db, data: { id, version, from, until, ...columns } }) => {
    const before = await requireMembership(db, id);
    if (before.version !== version) throw new StaleVersion('Membership', id, version);
    const period = periodColumns({ from, until });
    const merged = { ...before, ...columns, ...period };
    refuseProblems(rules.periodProblem(merged));
    const lasting = merged.untilDate === null;
    const end = lasting ? await endWithPost(db, merged) : undefined;
    refuseProblems(rules.problemsOfMembership({ ...merged, until: lasting ? null : parts(merged) }));
    const byMeeting = !lasting && merged.termEnd === TermEnd.UNTIL_NEXT_MEETING;
    const ended = lasting ? [] : await endSeatsOfHolding(db, before, parts(merged));
    const revised = await db.membership.update({
      where: { id, version },
      data: {
        ...columns,
        ...period,
        ...dateColumns('until', end),
        ...(lasting ? { endReason: null } : {}),
        ...(byMeeting ? {} : { endedByMeetingId: null }),
        version: { increment: 1 },
      },
    });
    return { type: 'Membership', ...withEndedSeats(before, revised, ended) };
  },
});

/**
 * Ends a membership: `until` is the first day on which it no longer holds. When it is the holding of a post, the ex officio seats that
 * the holder has by virtue of the post end on the same day; they are in `exOfficioEnded`.
 *
 * @throws Conflict when it ended on that day or before.
 */
export const endMembership = defineCommand({
  name: 'endMembership',
  scope: 'memberships:write',
  schema: rules.endMembershipInput,
  perform: async ({ db, data: { id, version, until, reason } }) => {
    const before = await requireMembership(db, id);
    if (before.version !== version) throw new StaleVersion('Membership', id, version);
    if (before.untilDate !== null && before.untilDate <= until.date) {
      const end = formatPartialDate(before.untilDate, before.untilPrecision);
      throw new Conflict('already_ended', `The membership ends on ${end} already. To correct that day, revise the membership.`);
    }
    refuseProblems(rules.periodProblem({ fromDate: before.fromDate, untilDate: until.date }));
    const ended = await endSeatsOfHolding(db, before, until);
    const after = await db.membership.update({
      where: { id, version },
      data: {
        ...dateColumns('until', until),
        ...(reason === undefined ? {} : { endReason: reason }),
        endedByMeetingId: null,
        version: { increment: 1 },
      },
    });
    return { type: 'Membership', ...withEndedSeats(before, after, ended) };
  },
});

/** A membership, and the ex officio seats that ended with it. */
export type MembershipWithEndedSeats = Membership & { readonly exOfficioEnded: readonly Membership[] };

function withEndedSeats(before: Membership, after: Membership, ended: readonly EndedSeat[]) {
  return {
    before: { ...before, exOfficioEnded: ended.map((seat) => seat.before) },
    after: { ...after, exOfficioEnded: ended.map((seat) => seat.after) } satisfies MembershipWithEndedSeats,
  };
}

type Columns = Omit<z.output<typeof rules.startMembershipInput>, 'from' | 'until'>;

async function refuseUnknownPosts(db: Transaction, { postId, exOfficioPostId, memberId }: Columns): Promise<void> {
  const posts = await db.post.findMany({ where: { id: { in: [postId, exOfficioPostId].filter((id) => id != null) } } });
  const unknown = (['postId', 'exOfficioPostId'] as const).filter((field) => {
    const id = { postId, exOfficioPostId }[field];
    return id != null && posts.every((post) => post.id !== id);
  });
  if (unknown.length > 0) {
    throw new InvalidInput(
      unknown.map((field) => ({ path: [field], code: 'unknown_id', message: 'There is no post with this id. Check the id.' })),
    );
  }
  const seatOf = posts.find(({ id }) => id === exOfficioPostId);
  if (memberId == null && seatOf !== undefined && seatOf.capacity > 1) {
    const message = 'Several may hold this post at a time, so the seat does not follow it. Name the member.';
    throw InvalidInput.at(['memberId'], 'post_of_several', message);
  }
}

type Dates = Pick<Membership, 'fromDate' | 'untilDate'>;

async function seatFor(db: Transaction, columns: Columns, period: Dates): Promise<number | null> {
  const { organizationId, role, postId, seatNumber } = columns;
  const isChair = role === MembershipRole.CHAIR;
  if (!isChair && role !== MembershipRole.POST_HOLDER) return null;
  const seats = isChair ? await lockBody(db, organizationId) : await lockPost(db, postId ?? '');
  if (seatNumber != null) return seatNumber;
  const taken = await db.membership.findMany({
    where: isChair ? { organizationId, role } : { postId: postId ?? null, role },
    select: { seatNumber: true, fromDate: true, untilDate: true },
  });
  // Where none is free the first is asked for, and the database says what is in the way.
  return rules.lowestFreeSeat(seats ?? 0, taken, period) ?? 1;
}

type RestsOnPost = Pick<Membership, 'fromDate'> & {
  readonly memberId?: string | null | undefined;
  readonly exOfficioPostId?: string | null | undefined;
};

// A person who already knows when the post ends does not sit longer by virtue of it.
async function endWithPost(db: Transaction, { memberId, exOfficioPostId, fromDate }: RestsOnPost): Promise<PartialDate | undefined> {
  if (memberId == null || exOfficioPostId == null) return undefined;
  await lockPost(db, exOfficioPostId);
  const holdings = await db.membership.findMany({
    where: { postId: exOfficioPostId, memberId },
    orderBy: { fromDate: { sort: 'asc', nulls: 'first' } },
  });
  // A seat from a month or a year on may rest on a holding that began in the course of it.
  const holding = fromDate === null ? holdings.at(-1) : holdings.find(({ untilDate }) => untilDate === null || untilDate > fromDate);
  return holding?.untilDate == null ? undefined : parts(holding);
}

function parts({ untilDate, untilPrecision }: Pick<Membership, 'untilDate' | 'untilPrecision'>): PartialDate {
  if (untilDate === null || untilPrecision === null) throw new Error('A period that ended has a last day and its precision.');
  return { date: untilDate, precision: untilPrecision };
}

function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems);
}

async function requirePost(db: Transaction, id: string): Promise<Post> {
  const post = await db.post.findUnique({ where: { id } });
  if (post === null) throw new NotFound('Post', id);
  return post;
}

async function requireMembership(db: Transaction, id: string): Promise<Membership> {
  const membership = await db.membership.findUnique({ where: { id } });
  if (membership === null) throw new NotFound('Membership', id);
  return membership;
}
