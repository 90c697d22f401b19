import type { Transaction } from '../database/open-database.js';
import type { Meeting, Membership } from '../generated/prisma/client.js';
import { MeetingStatus } from '../generated/prisma/enums.js';
import { closeTermsAt, endTermAt, type HeldMeeting } from '../memberships/term-ends.js';
import { firstDayAfter, type PartialDate } from '../period.js';

/**
 * When the date on which a meeting was held is corrected: the terms that it ended end on the corrected date, or with another meeting that
 * now comes first after they began. Those that no meeting ended then go on, and those that began in between end with this one too. Seats
 * by virtue of a post that is held for less long end with it.
 */
export async function moveTermEnds(db: Transaction, meeting: HeldMeeting): Promise<void> {
  const { bodyId, meetingId } = meeting;
  const others = await db.meeting.findMany({
    where: { bodyId, status: MeetingStatus.HELD, id: { not: meetingId } },
    orderBy: [{ heldDate: 'asc' }, { id: 'asc' }],
  });
  for (const term of await db.membership.findMany({ where: { endedByMeetingId: meetingId }, orderBy: { id: 'asc' } })) {
    const end = nextMeetingOf(term, meeting, others.flatMap(asHeld));
    if (end) await endTermAt(db, term, end);
    else await reopen(db, term);
  }
  await closeTermsAt(db, meeting);
}

type Held = Omit<HeldMeeting, 'bodyId'>;

// Another meeting ended the term only where it is known to have come before the corrected one, or where that one came before the term.
function nextMeetingOf({ fromDate }: Membership, moved: Held, others: readonly Held[]): Held | undefined {
  const after = others.filter(({ held }) => fromDate !== null && held.date > fromDate);
  if (fromDate !== null && fromDate >= moved.held.date) return after[0];
  return after.find(({ held }) => firstDayAfter(held.date, held.precision) <= moved.held.date) ?? moved;
}

function asHeld({ id, heldDate, heldPrecision }: Meeting): Held[] {
  return heldDate && heldPrecision ? [{ meetingId: id, held: { date: heldDate, precision: heldPrecision } satisfies PartialDate }] : [];
}

async function reopen(db: Transaction, { id }: Membership): Promise<void> {
  const data = { untilDate: null, untilPrecision: null, endedByMeetingId: null, version: { increment: 1 } };
  await db.membership.update({ where: { id }, data });
}
