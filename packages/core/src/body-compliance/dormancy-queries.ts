import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import type { Body } from '../generated/prisma/client.js';
import { MeetingKind, MeetingStatus } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { chairsOfEach } from '../memberships/membership-queries.js';
import { asOfDay, isoDay } from '../period.js';
import { dormancyOf, dormantBodiesInput, type Dormancy } from './dormancy.js';
import { existenceOf, watchedBodies, type WatchedBody } from './watched-bodies.js';

/** A body that sleeps, why, and with which figures. */
export interface DormantBody extends Dormancy {
  readonly body: Body;
}

/**
 * The bodies that sleep on a day, by name: those that owe regular meetings and held none for so many months (12 unless said), and those
 * whose chair has waited that long for the meeting that would end the term. Archived ones are left out.
 */
export async function dormantBodies(context: Context, input: z.input<typeof dormantBodiesInput> = {}): Promise<DormantBody[]> {
  requireScope(context.actor, 'bodies:read');
  const { asOf, months } = parseInput(dormantBodiesInput, input);
  const day = asOfDay(context.now, asOf);
  const all = await dormancyOfBodies(context, await watchedBodies(context.db, null, day), { day, months });
  return all.filter(({ reasons }) => reasons.length > 0);
}

/** Whether each of the bodies sleeps on a day. */
export async function dormancyOfBodies(
  context: Context,
  bodies: readonly WatchedBody[],
  { day, months }: { readonly day: Date; readonly months: number },
): Promise<DormantBody[]> {
  requireScope(context.actor, 'meetings:read');
  const bodyIds = bodies.map(({ id }) => id);
  const meetings = await context.db.meeting.findMany({
    where: { bodyId: { in: bodyIds }, kind: MeetingKind.REGULAR, status: MeetingStatus.HELD },
    orderBy: [{ heldDate: 'asc' }, { id: 'asc' }],
  });
  const ofBody = groupBy(meetings, ({ bodyId }) => bodyId);
  const chairs = await chairsOfEach(context, { bodyIds, asOf: isoDay(day) });
  return bodies.map((body, index) => {
    const facts = {
      rule: body,
      existence: existenceOf(body),
      regularHeld: ofBody.get(body.id) ?? [],
      chairs: (chairs[index] ?? []).map(({ membership }) => membership),
    };
    return { body, ...dormancyOf(facts, { day, months }) };
  });
}
