import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { StakeholderCategory } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { chairHistoryOfEach, type ChairTerm } from '../memberships/membership-queries.js';
import { addMonths, officeDay } from '../period.js';
import { chairsInOrder, rotationOrders } from '../rotations/rotation-queries.js';
import { nextMeetings } from './chair-gap-queries.js';
import { handOverCalendarInput, handOversOf, type HandOver } from './hand-over.js';
import { watchedBodies } from './watched-bodies.js';

/**
 * Whose term in a chair ends when, and who follows, across all bodies that are not archived: the earliest first, those without a date
 * last. Our own city's turns are marked.
 */
export async function handOverCalendar(context: Context, input: z.input<typeof handOverCalendarInput> = {}): Promise<HandOver[]> {
  const { db, actor, now } = context;
  requireScope(actor, 'bodies:read');
  requireScope(actor, 'meetings:read');
  const given = parseInput(handOverCalendarInput, input);
  const from = given.from ?? officeDay(now());
  const period = { from, until: given.until ?? addMonths(from, 12) };
  const bodies = await watchedBodies(db, null, from);
  const bodyIds = bodies.map(({ id }) => id);
  const histories = await chairHistoryOfEach(context, { bodyIds });
  const next = await nextMeetings(db, bodyIds, { day: from });
  const orders = await rotationOrders(db, bodyIds, from);
  const standsAs = new Map((await chairsInOrder(db, bodyIds)).map(({ membershipId, ids }) => [membershipId, ids]));
  const idsOf = ({ membership }: ChairTerm) => standsAs.get(membership.id) ?? [];
  const plans = bodies.flatMap((body, index) => {
    const order = orders.get(body.id) ?? [];
    return handOversOf({ body, terms: histories[index] ?? [], next: next.get(body.id) ?? null, order, idsOf }, period);
  });
  const followerIds = plans.flatMap(({ followerId }) => followerId ?? []);
  const followers = new Map((await db.stakeholder.findMany({ where: { id: { in: followerIds } } })).map((each) => [each.id, each]));
  const own = await db.stakeholder.findMany({ where: { categories: { has: StakeholderCategory.OWN_CITY } }, select: { id: true } });
  const isOurs = (id: string | null) => own.some((city) => city.id === id);
  const handOvers = plans.map(({ followerId, ...plan }): HandOver => {
    const follower = followers.get(followerId ?? '') ?? null;
    return { ...plan, follower, weHandOver: idsOf(plan.term).some(isOurs), weTakeOver: isOurs(followerId) };
  });
  return handOvers.toSorted((a, b) => dayOf(a) - dayOf(b));
}

// What has no date yet comes last.
function dayOf({ on }: HandOver): number {
  return on?.date.getTime() ?? Number.POSITIVE_INFINITY;
}
