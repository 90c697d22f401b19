import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import { defineCommand } from '../command.js';
import { enterEngagement, happeningsOfEntry, type LoggedEngagement } from '../engagements/engagement-entry.js';
import { logEngagementInput } from '../engagements/engagement.js';
import { InvalidInput } from '../errors.js';
import { EngagementDirection } from '../generated/prisma/enums.js';
import { officeDay } from '../period.js';
import { channelOf } from './programme.js';
import { lockSession } from './session-places.js';
import { notBegun, toConflict } from './session.js';

/** An engagement in which an opinion was heard, and the session at which. */
export type HeardOpinion = LoggedEngagement & { readonly sessionId: string };

/** What logging an engagement takes, of which the session says when, where and how. */
const hearOpinionInput = logEngagementInput.omit({ direction: true }).extend({
  sessionId: z.uuid(),
  /** When the session starts, where it is left out. */
  occurredAt: logEngagementInput.shape.occurredAt.optional(),
  /** That of the kind of programme, where it is left out. */
  channel: logEngagementInput.shape.channel.optional(),
});

/**
 * Records an opinion that was heard at a session, as an engagement that they began: with whoever said it, what it touched and what was
 * promised. Everything that holds for engagements holds for it, who may read it above all.
 *
 * @throws InvalidInput as `logEngagement` does, and for a session without a time when no time is given.
 * @throws Conflict `session_not_begun` before the first day of the session, `session_cancelled`.
 * @throws Forbidden without engagements:write, or for commitments without commitments:write.
 */
export const hearOpinion = defineCommand({
  name: 'hearOpinion',
  scope: 'programmes:write',
  schema: hearOpinionInput,
  perform: async ({ db, actor, data, entered, now }) => {
    requireScope(actor, 'engagements:write');
    const { sessionId, ...said } = data;
    const session = await lockSession(db, sessionId);
    const refusal = notBegun(session, officeDay(now));
    if (refusal) throw toConflict(refusal);
    const occurredAt = said.occurredAt ?? session.startsAt;
    if (occurredAt === null) {
      throw InvalidInput.at(['occurredAt'], 'required', 'The session has no time at which it starts. Say when the opinion was heard.');
    }
    const { kind } = await db.programme.findUniqueOrThrow({ where: { id: session.programmeId }, select: { kind: true } });
    const heard = {
      ...said,
      occurredAt,
      channel: said.channel ?? channelOf(kind),
      direction: EngagementDirection.INBOUND,
      place: said.place === undefined ? session.place : said.place,
    };
    const engagement = await enterEngagement(db, heard, { actor, entered, now });
    await db.sessionOpinion.create({ data: { engagementId: engagement.id, sessionId } });
    const after: HeardOpinion = { ...engagement, sessionId };
    return { type: 'Engagement', before: null, after, also: happeningsOfEntry(engagement) };
  },
});
