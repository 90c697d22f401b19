import type { Transaction } from '../database/open-database.js';
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
  const ended = await db.membership.updateManyAndReturn({
    where: {
      organizationId: bodyId,
      termEnd: TermEnd.UNTIL_NEXT_MEETING,
      untilDate: null,
      OR: [{ fromDate: null }, { fromDate: { lt: held.date } }],
    },
    data: { untilDate: held.date, untilPrecision: held.precision, endedByMeetingId: meetingId, version: { increment: 1 } },
  });
  return ended;
}
