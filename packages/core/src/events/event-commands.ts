import { z } from 'zod';
import { defineCommand } from '../command.js';
import { NotFound } from '../errors.js';

/**
 * Has an event that was given up delivered again, with all attempts.
 *
 * @throws NotFound when the consumer has given up no such event.
 */
export const redeliverEvent = defineCommand({
  name: 'redeliverEvent',
  scope: 'access:write',
  schema: z.object({ consumer: z.string(), eventId: z.bigint() }),
  perform: async ({ db, data: { consumer, eventId }, now }) => {
    const where = { consumerName_eventId: { consumerName: consumer, eventId }, parkedAt: { not: null } };
    const parked = await db.eventDelivery.findUnique({ where, include: { event: true } });
    if (parked === null) throw new NotFound('parked event', `${eventId} of ${consumer}`);
    const { event, ...before } = parked;
    const again = await db.eventDelivery.update({ where, data: { attempts: 0, retryAt: now, parkedAt: null } });
    return { type: event.subjectType, before, after: { ...again, id: event.subjectId } };
  },
});
