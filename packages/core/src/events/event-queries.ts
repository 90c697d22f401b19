import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';

/** An event that a consumer could not take, after the last attempt. */
export interface ParkedEvent {
  readonly consumer: string;
  readonly eventId: bigint;
  readonly name: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly at: Date;
  readonly attempts: number;
  /** The kind of error that the last attempt ended with. */
  readonly failure: string | null;
  readonly parkedAt: Date;
}

/** The events that were given up, the oldest first, a thousand at most. */
export async function listParkedEvents({ db, actor }: Context): Promise<ParkedEvent[]> {
  requireScope(actor, 'audit:read');
  const parked = await db.eventDelivery.findMany({
    where: { parkedAt: { not: null } },
    include: { event: true },
    orderBy: [{ parkedAt: 'asc' }, { eventId: 'asc' }],
    take: 1_000,
  });
  return parked.flatMap(({ consumerName, eventId, attempts, failure, parkedAt, event }) => {
    const { name, subjectType, subjectId, at } = event;
    return parkedAt === null ? [] : [{ consumer: consumerName, eventId, name, subjectType, subjectId, at, attempts, failure, parkedAt }];
  });
}
