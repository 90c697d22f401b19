import { defineCommand } from '../command.js';
import { InvalidInput, StaleVersion, type Problem } from '../errors.js';
import type { Participation, Session } from '../generated/prisma/client.js';
import { SessionStatus } from '../generated/prisma/enums.js';
import { dateColumns, officeDay } from '../period.js';
import { unknownReferences } from '../references.js';
import { fillPlaces, lockSession, refuseAttended } from './session-places.js';
import * as rules from './session.js';

/** A session that was revised, and who moved up from the waiting list with it, in the order in which they registered. */
export type SessionWithPromoted = Session & { readonly promoted: readonly Participation[] };

/** Plans a session of a programme, at a time or on a date that may be partial or not known yet. */
export const planSession = defineCommand({
  name: 'planSession',
  scope: 'programmes:write',
  schema: rules.planSessionInput,
  perform: async ({ db, data, entered }) => {
    const { planned, startsAt, endsAt, sourceId, ...columns } = data;
    const problems = await unknownReferences(db, [
      { to: 'Programme', id: columns.programmeId, path: ['programmeId'] },
      { to: 'Source', id: sourceId, path: ['sourceId'] },
    ]);
    if (problems.length > 0) throw new InvalidInput(problems);
    const after = await db.session.create({ data: { ...columns, ...rules.timeColumns({ planned, startsAt, endsAt }), ...entered } });
    return { type: 'Session', before: null, after };
  },
});

/**
 * Changes the fields that are given; null clears one. A date in place of a time clears the time. With more places those who have waited
 * longest move up, in the order in which they registered.
 *
 * @throws Conflict `Session_places_within_capacity` for fewer places than are taken.
 */
export const reviseSession = defineCommand({
  name: 'reviseSession',
  scope: 'programmes:write',
  schema: rules.reviseSessionInput,
  perform: async ({ db, data, now }) => {
    const { id, version, planned, startsAt, endsAt, held, ...columns } = data;
    const before = await lockSession(db, id);
    const problems = rules.heldProblems(held, officeDay(now));
    if (held && before.status !== SessionStatus.HELD) {
      problems.push({ path: ['held'], code: 'not_held', message: 'Only a session that was held has this date. Hold the session instead.' });
    }
    if (endsAt != null && (startsAt === null || (startsAt === undefined && before.startsAt === null))) {
      problems.push({ path: ['startsAt'], code: 'required', message: 'Say when it starts, beside when it ends.' });
    }
    requireState(before, { version, problems });
    await db.session.update({
      where: { id, version },
      data: {
        ...columns,
        ...rules.timeColumns({ planned, startsAt, endsAt }),
        ...dateColumns('held', held),
        version: { increment: 1 },
      },
    });
    const promoted = await fillPlaces(db, id, now);
    const after: SessionWithPromoted = { ...(await db.session.findUniqueOrThrow({ where: { id } })), promoted };
    return { type: 'Session', before, after };
  },
});

/**
 * Turns a planned session into one that was held. Who still waits for a place stays so, as history.
 *
 * @throws Conflict `session_held` or `session_cancelled` when it is not planned any more.
 */
export const holdSession = defineCommand({
  name: 'holdSession',
  scope: 'programmes:write',
  schema: rules.holdSessionInput,
  perform: async ({ db, data: { id, version, held, ...columns }, now }) => {
    const before = await lockSession(db, id);
    requireState(before, { version, problems: rules.heldProblems(held, officeDay(now)), planned: true });
    const after = await db.session.update({
      where: { id, version },
      data: { ...columns, ...dateColumns('held', held), status: SessionStatus.HELD, version: { increment: 1 } },
    });
    return { type: 'Session', before, after };
  },
});

/**
 * Cancels a planned session: who registered for it stays recorded, and nobody registers any more. It keeps its number until that is revised.
 *
 * @throws Conflict when it is not planned any more, and `attendance_recorded` when somebody came to it.
 */
export const cancelSession = defineCommand({
  name: 'cancelSession',
  scope: 'programmes:write',
  schema: rules.cancelSessionInput,
  perform: async ({ db, data: { id, version } }) => {
    const before = await lockSession(db, id);
    requireState(before, { version, planned: true });
    await refuseAttended(db, [id]);
    const data = { status: SessionStatus.CANCELLED, version: { increment: 1 } };
    return { type: 'Session', before, after: await db.session.update({ where: { id, version }, data }) };
  },
});

interface Required {
  readonly version: number;
  readonly problems?: readonly Problem[];
  readonly planned?: true;
}

function requireState({ id, version, status }: Session, { version: basedOn, problems = [], planned }: Required): void {
  if (problems.length > 0) throw new InvalidInput(problems);
  if (version !== basedOn) throw new StaleVersion('Session', id, basedOn);
  if (!planned || status === SessionStatus.PLANNED) return;
  throw rules.toConflict(rules.wrongStatus(status));
}
