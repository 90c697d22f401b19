import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import type { ReadDatabase } from '../database/open-database.js';
import type { Body, Meeting } from '../generated/prisma/client.js';
import { MeetingStatus } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { chairHistoryOfEach } from '../memberships/membership-queries.js';
import { asOfDay, asOfInput, firstDayAfter } from '../period.js';
import { chairGapsOf, type ChairGap } from './chair-gap.js';
import { watchedBodies, type WatchedBody } from './watched-bodies.js';

const chairGapsInput = z.object({ bodyIds: z.array(z.uuid()).nullish(), ...asOfInput });

/** A chair that nobody has, and of which body. */
export interface ChairGapOfBody extends ChairGap {
  readonly body: Body;
}

/**
 * The chairs that nobody has on a day, or will have at the next meeting: of the bodies that are named, or of all that are not archived,
 * by name and seat. Co-chairs are counted one by one.
 */
export async function chairGaps(context: Context, input: z.input<typeof chairGapsInput> = {}): Promise<ChairGapOfBody[]> {
  requireScope(context.actor, 'bodies:read');
  const { bodyIds, asOf } = parseInput(chairGapsInput, input);
  const day = asOfDay(context.now, asOf);
  return chairGapsOfBodies(context, await watchedBodies(context.db, bodyIds, day), day);
}

/** The chairs of the bodies that nobody has on a day, or will have at the next meeting. */
export async function chairGapsOfBodies(context: Context, bodies: readonly WatchedBody[], day: Date): Promise<ChairGapOfBody[]> {
  requireScope(context.actor, 'meetings:read');
  const bodyIds = bodies.map(({ id }) => id);
  const histories = await chairHistoryOfEach(context, { bodyIds });
  const next = await nextMeetings(context.db, bodyIds, { day, orHeldLater: true });
  return bodies.flatMap((body, index) => {
    const facts = { chairSeats: body.chairSeats, terms: histories[index] ?? [], next: next.get(body.id) ?? null };
    return chairGapsOf(facts, day).map((gap) => ({ body, ...gap }));
  });
}

/**
 * The next meeting that each body plans: the earliest of which all that is known of the date has not passed. With `orHeldLater` also one
 * that was held since: on the day it was planned.
 */
export async function nextMeetings(
  db: ReadDatabase,
  bodyIds: readonly string[],
  { day, orHeldLater = false }: { readonly day: Date; readonly orHeldLater?: boolean },
): Promise<Map<string, Meeting>> {
  const heldLater = { status: MeetingStatus.HELD, heldDate: { gt: day } };
  const planned = await db.meeting.findMany({
    where: {
      bodyId: { in: [...bodyIds] },
      OR: [{ status: MeetingStatus.PLANNED }, ...(orHeldLater ? [heldLater] : [])],
      plannedDate: { not: null },
    },
    orderBy: [{ plannedDate: 'desc' }, { id: 'desc' }],
  });
  const toCome = planned.filter(
    ({ plannedDate, plannedPrecision }) => plannedDate && plannedPrecision && firstDayAfter(plannedDate, plannedPrecision) > day,
  );
  return new Map(toCome.map((meeting) => [meeting.bodyId, meeting]));
}
