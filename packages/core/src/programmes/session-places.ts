import type { Transaction } from '../database/open-database.js';
import { Conflict, NotFound } from '../errors.js';
import { Prisma, type Participation, type Session } from '../generated/prisma/client.js';
import { SessionStatus } from '../generated/prisma/enums.js';

/**
 * The session, locked until the transaction ends: registrations for it, and changes of its places, take turns. It is the lock that the
 * database takes too when it counts them.
 */
export async function lockSession(db: Transaction, id: string): Promise<Session> {
  const session = await lockedSession(db, Prisma.sql`${id}::uuid`);
  if (session === null) throw new NotFound('Session', id);
  return session;
}

/** A participation and its session, locked in the same way; the participation as it stands once the lock is held. */
export async function lockParticipation(db: Transaction, id: string): Promise<{ session: Session; participation: Participation }> {
  const session = await lockedSession(db, Prisma.sql`(SELECT p."sessionId" FROM "Participation" p WHERE p."id" = ${id}::uuid)`);
  const participation = session && (await db.participation.findUnique({ where: { id } }));
  if (participation === null) throw new NotFound('Participation', id);
  return { session: session as Session, participation };
}

async function lockedSession(db: Transaction, id: Prisma.Sql): Promise<Session | null> {
  const [session = null] = await db.$queryRaw<Session[]>`SELECT s.* FROM "Session" s WHERE s."id" = ${id} FOR NO KEY UPDATE`;
  return session;
}

/** Moves those who have waited longest to the places that are free in a session that is to come, and returns them in that order. */
export async function fillPlaces(db: Transaction, sessionId: string, now: Date): Promise<Participation[]> {
  const { status, waiting, capacity, placesTaken } = await db.session.findUniqueOrThrow({ where: { id: sessionId } });
  const free = capacity === null ? waiting : capacity - placesTaken;
  if (status !== SessionStatus.PLANNED || waiting === 0 || free === 0) return [];
  const at = now.toISOString();
  const promoted = await db.$queryRaw<Participation[]>`
    UPDATE "Participation" p SET "status" = 'REGISTERED', "promotedAt" = ${at}::timestamptz, "updatedAt" = ${at}::timestamptz,
      "version" = p."version" + 1
    FROM (
      SELECT w."id" FROM "Participation" w WHERE w."sessionId" = ${sessionId}::uuid AND w."status" = 'WAITING'
      ORDER BY w."number" LIMIT ${free}::int
    ) AS next
    WHERE p."id" = next."id" RETURNING p.*`;
  return promoted.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
}

/** Refuses what cannot be once somebody came to one of the sessions, such as cancelling it. */
export async function refuseAttended(db: Transaction, sessionIds: readonly string[]): Promise<void> {
  const attended = await db.participation.findFirst({
    where: { sessionId: { in: [...sessionIds] }, attended: true },
    select: { id: true },
  });
  if (attended === null) return;
  throw new Conflict('attendance_recorded', 'Somebody came to the session, as is recorded. Hold it, or correct the attendance first.');
}
