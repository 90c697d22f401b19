import type { Actor } from '../access/actor.js';
import { visibleEngagements, visibleEngagementsSql } from '../access/engagement-visibility.js';
import { Prisma } from '../generated/prisma/client.js';

/** The feedback that the actor may see, as a filter: whoever may read both the opinion and the answer. */
export function visibleFeedback(actor: Actor): Prisma.FeedbackWhereInput {
  const readable = { is: visibleEngagements(actor) };
  return { opinion: readable, answer: readable };
}

/** The day on which an engagement took place, in Korea. */
export function dayOf(engagement: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${engagement}."occurredAt" AT TIME ZONE 'Asia/Seoul')::date`;
}

/** The first answer to each opinion `o` that the actor may read, on or before the day: `first.day`, null where there is none. */
export function firstAnswer(actor: Actor, day: Prisma.Sql): Prisma.Sql {
  const answer = Prisma.sql`answer`;
  return Prisma.sql`LEFT JOIN LATERAL (
    SELECT min(${dayOf(answer)}) AS day FROM "Feedback" f JOIN "Engagement" answer ON answer."id" = f."answerId"
    WHERE f."opinionId" = o."id" AND ${dayOf(answer)} <= ${day} AND ${visibleEngagementsSql(actor, answer)}
  ) first ON TRUE`;
}
