import type { ReadDatabase, Transaction } from '../database/open-database.js';
import { Conflict } from '../errors.js';
import type { Membership } from '../generated/prisma/client.js';
import { TermEnd } from '../generated/prisma/enums.js';
import { dateColumns, firstDayAfter, overlaps, type PartialDate } from '../period.js';

/** The meeting that was held: of which body, and when in fact. */
export interface HeldMeeting {
  readonly bodyId: string;
  readonly meetingId: string;
  readonly held: PartialDate;
}

/**
 * Ends the terms "until the next meeting" of a body that began before the day on which a meeting was held, on that day: those that are
 * open, and those that a later meeting ended, where this one is entered late and is known to have come before it. Call it in the
 * transaction that records the meeting as held, and keep the result in that command's audit record.
 *
 * @returns the memberships that ended, as they now are.
 */
export async function closeTermsAt(db: Transaction, { bodyId, meetingId, held }: HeldMeeting): Promise<Membership[]> {
  const terms = await db.membership.findMany({
    where: {
      organizationId: bodyId,
      termEnd: TermEnd.UNTIL_NEXT_MEETING,
      OR: [
        { untilDate: null, OR: [{ fromDate: null }, { fromDate: { lt: held.date } }] },
        {
          endedByMeetingId: { not: null },
          untilDate: { gte: firstDayAfter(held.date, held.precision) },
          fromDate: { lt: held.date },
        },
      ],
    },
    orderBy: { id: 'asc' },
  });
  const ended: Membership[] = [];
  for (const term of terms) ended.push(...(await endTermAt(db, term, { meetingId, held })));
  return ended;
}

/** Ends a term on the day on which a meeting was held, and the seats that rest on it where it is the holding of a post. */
export async function endTermAt(
  db: Transaction,
  term: Membership,
  { meetingId, held }: Omit<HeldMeeting, 'bodyId'>,
): Promise<Membership[]> {
  const seats = await endSeatsOfHolding(db, term, held);
  const data = { ...dateColumns('until', held), endedByMeetingId: meetingId, version: { increment: 1 } };
  return [...seats.map(({ after }) => after), await db.membership.update({ where: { id: term.id }, data })];
}

/** A membership that ended with another. */
export interface EndedSeat {
  readonly before: Membership;
  readonly after: Membership;
}

/** A seat that ends with the holding of a post, because it rests on it or on another such seat. */
export interface RestingSeat {
  readonly seat: Membership;
  /** The holding with which it ends. */
  readonly holding: Membership;
}

/**
 * The seats that end when holdings of posts are ended on a day: those that began while the holding lasted and were to go on, and those
 * that rest on a post among them in turn; each after those that rest on it.
 */
export async function seatsRestingOn(
  db: Pick<ReadDatabase, 'membership'>,
  holdings: readonly Membership[],
  until: Date,
): Promise<RestingSeat[]> {
  const found: RestingSeat[] = [];
  let level = holdings.map((holding): RestingSeat => ({ seat: holding, holding }));
  while (level.length > 0) {
    const known = new Set([...holdings, ...found.map(({ seat }) => seat)].map(({ id }) => id));
    const candidates = await seatsOfHolders(db, level, until);
    const posts = level;
    level = candidates.flatMap((seat): RestingSeat[] => {
      const post = posts.find(({ seat: held }) => restsOn(seat, held));
      return post && !known.has(seat.id) ? [{ seat, holding: post.holding }] : [];
    });
    found.unshift(...level);
  }
  return found;
}

function seatsOfHolders(db: Pick<ReadDatabase, 'membership'>, posts: readonly RestingSeat[], until: Date): Promise<Membership[]> {
  const held = posts.filter(({ seat }) => seat.postId !== null);
  return db.membership.findMany({
    where: {
      memberId: { in: held.flatMap(({ seat }) => seat.memberId ?? []) },
      exOfficioPostId: { in: held.flatMap(({ seat }) => seat.postId ?? []) },
      OR: [{ untilDate: null }, { untilDate: { gt: until } }],
    },
    orderBy: { id: 'asc' },
  });
}

function restsOn(seat: Membership, held: Membership): boolean {
  return held.memberId === seat.memberId && held.postId === seat.exOfficioPostId && overlaps(held, seat);
}

/**
 * When somebody no longer holds a post from a day on, the seats that they hold by virtue of it end on that day: see
 * {@link seatsRestingOn}. Call it before the holding is ended: the database lets nobody leave a post and keep a seat that rests on it.
 *
 * @param holding - the membership in the post, as it is before.
 */
export async function endSeatsOfHolding(db: Transaction, holding: Membership, until: PartialDate): Promise<EndedSeat[]> {
  if (holding.postId === null || holding.memberId === null) return [];
  await lockPost(db, holding.postId);
  const ended: EndedSeat[] = [];
  for (const { seat: before } of await seatsRestingOn(db, [holding], until.date)) {
    if (before.fromDate !== null && before.fromDate >= until.date) throw seatBeginsLater(before);
    if (before.postId !== null) await lockPost(db, before.postId);
    const data = { untilDate: until.date, untilPrecision: until.precision, version: { increment: 1 } };
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
