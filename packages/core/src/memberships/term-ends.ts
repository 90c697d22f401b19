import type { Transaction } from '../database/open-database.js';
import { Conflict } from '../errors.js';
import type { Membership } from '../generated/prisma/client.js';
import { MembershipRole, TermEnd } from '../generated/prisma/enums.js';
import type { PartialDate } from '../period.js';

/** The meeting that was held: of which body, and when in fact. */
export interface HeldMeeting {
  readonly bodyId: string;
  readonly meetingId: string;
  readonly held: PartialDate;
}

/**
 * Ends the open terms "until the next meeting" of a body that began before the day on which a meeting was held, on that day. Call it in
 * the transaction that records the meeting as held, and keep the result in that command's audit record.
 *
 * @returns the memberships that ended, as they now are: before, `untilDate`, `untilPrecision` and `endedByMeetingId` were null.
 */
export async function closeTermsAt(db: Transaction, { bodyId, meetingId, held }: HeldMeeting): Promise<Membership[]> {
  const open = {
    organizationId: bodyId,
    termEnd: TermEnd.UNTIL_NEXT_MEETING,
    untilDate: null,
    OR: [{ fromDate: null }, { fromDate: { lt: held.date } }],
  };
  const data = { untilDate: held.date, untilPrecision: held.precision, endedByMeetingId: meetingId, version: { increment: 1 } };
  const role = MembershipRole.POST_HOLDER;
  const ended = await db.membership.updateManyAndReturn({ where: { ...open, role: { not: role } }, data });
  for (const holding of await db.membership.findMany({ where: { ...open, role } })) {
    const seats = await endSeatsOfHolding(db, holding, held);
    ended.push(...seats.map(({ after }) => after), await db.membership.update({ where: { id: holding.id }, data }));
  }
  return ended;
}

/** A membership that ended with another. */
export interface EndedSeat {
  readonly before: Membership;
  readonly after: Membership;
}

/**
 * When somebody no longer holds a post from a day on, the seats that they hold by virtue of it end on that day: those that began while
 * this holding lasted and were to go on. Posts among them end the seats that rest on them in turn. Call it before the holding is ended:
 * the database lets nobody leave a post and keep a seat that rests on it.
 *
 * @param holding - the membership in the post, as it is before.
 */
export async function endSeatsOfHolding(db: Transaction, holding: Membership, until: PartialDate): Promise<EndedSeat[]> {
  if (holding.postId === null || holding.memberId === null) return [];
  await lockPost(db, holding.postId);
  const { fromDate, untilDate } = holding;
  const seats = await db.membership.findMany({
    where: {
      memberId: holding.memberId,
      exOfficioPostId: holding.postId,
      AND: [
        { OR: [{ untilDate: null }, { untilDate: { gt: until.date } }] },
        ...(fromDate ? [{ OR: [{ untilDate: null }, { untilDate: { gt: fromDate } }] }] : []),
        ...(untilDate ? [{ OR: [{ fromDate: null }, { fromDate: { lt: untilDate } }] }] : []),
      ],
    },
    orderBy: { id: 'asc' },
  });
  const ended: EndedSeat[] = [];
  for (const before of seats) {
    if (before.fromDate !== null && before.fromDate >= until.date) throw seatBeginsLater(before);
    const data = { untilDate: until.date, untilPrecision: until.precision, version: { increment: 1 } };
    ended.push(...(await endSeatsOfHolding(db, before, until)));
    ended.push({ before, after: await db.membership.update({ where: { id: before.id }, data }) });
  }
  return ended;
}

function seatBeginsLater({ id }: Membership): Conflict {
  return new Conflict(
    'ex_officio_holds_post',
    `The ex officio membership ${id} of this holder begins on or after the day on which the post would no longer be held. Correct that membership first, or choose a later day.`,
  );
}

/** Makes those who would take a seat of the post, or a seat by virtue of it, wait for each other. @returns its capacity; undefined when there is none. */
export async function lockPost(db: Transaction, id: string): Promise<number | undefined> {
  const [post] = await db.$queryRaw<{ capacity: number }[]>`SELECT capacity FROM "Post" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return post?.capacity;
}

/** The same for the chairs of a body. @returns how many chairs it has; undefined when the organization is no body. */
export async function lockBody(db: Transaction, id: string): Promise<number | undefined> {
  const [body] = await db.$queryRaw<{ chairSeats: number }[]>`SELECT "chairSeats" FROM "Body" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return body?.chairSeats;
}
