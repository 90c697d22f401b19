import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import type { Body } from '../generated/prisma/client.js';
import { MeetingStatus } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay } from '../period.js';
import { meetingComplianceInput, meetingYear, type MeetingYear } from './meeting-compliance.js';
import { existenceOf, watchedBodies } from './watched-bodies.js';

/** What a body owed, held and planned, year by year. */
export interface MeetingCompliance {
  readonly body: Body;
  readonly years: readonly MeetingYear[];
}

/** The meetings that were due, held, planned and missed, by a day: of the bodies that are named, or of all that are not archived, by name. */
export async function meetingCompliance(
  { db, actor, now }: Context,
  input: z.input<typeof meetingComplianceInput> = {},
): Promise<MeetingCompliance[]> {
  requireScope(actor, 'bodies:read');
  requireScope(actor, 'meetings:read');
  const { bodyIds, from, to, asOf } = parseInput(meetingComplianceInput, input);
  const day = asOfDay(now, asOf);
  const first = from ?? to ?? day.getUTCFullYear();
  const last = to ?? first;
  const within = { gte: new Date(Date.UTC(first, 0, 1)), lt: new Date(Date.UTC(last + 1, 0, 1)) };
  const bodies = await watchedBodies(db, bodyIds, day);
  const meetings = await db.meeting.findMany({
    where: {
      bodyId: { in: bodies.map(({ id }) => id) },
      OR: [
        { status: MeetingStatus.HELD, heldDate: within },
        { status: { not: MeetingStatus.CANCELLED }, plannedDate: within },
      ],
    },
    select: { bodyId: true, kind: true, status: true, heldDate: true, plannedDate: true },
    orderBy: [{ heldDate: 'asc' }, { id: 'asc' }],
  });
  const ofBody = groupBy(meetings, ({ bodyId }) => bodyId);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return bodies.map((body) => {
    const facts = { rule: body, existence: existenceOf(body), meetings: ofBody.get(body.id) ?? [] };
    return { body, years: years.map((year) => meetingYear(facts, { year, day })) };
  });
}
