import type { Transaction } from '../database/open-database.js';
import { closeTermsAt, type HeldMeeting } from '../memberships/term-ends.js';

/**
 * When the date on which a meeting was held is corrected: the terms that it ended end on the corrected date, those that had not begun by
 * then go on, and those that began in between end with it too.
 */
export async function moveTermEnds(db: Transaction, meeting: HeldMeeting): Promise<void> {
  const { meetingId, held } = meeting;
  const version = { increment: 1 };
  await db.membership.updateMany({
    where: { endedByMeetingId: meetingId, fromDate: { gte: held.date } },
    data: { untilDate: null, untilPrecision: null, endedByMeetingId: null, version },
  });
  await db.membership.updateMany({
    where: { endedByMeetingId: meetingId },
    data: { untilDate: held.date, untilPrecision: held.precision, version },
  });
  await closeTermsAt(db, meeting);
}
