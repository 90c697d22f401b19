import { systemActor } from '../access/actor.js';
import type { Database } from '../database/open-database.js';
import { enterEvents } from '../events/event-entry.js';
import { officeDay } from '../period.js';
import { dueBefore } from './commitment-queries.js';

const BATCH = 500;

/**
 * Leaves an event for each open commitment that is due today in Korea or was before: "2012-10" on its last day, the 31st. Each once for
 * each due date, whoever calls this and how often, so that one that was put off is announced again. Returns how many there were;
 * `committed` is told of each part of them.
 */
export async function announceDueCommitments(db: Database, now: Date, committed: () => void): Promise<number> {
  let announced = 0;
  for (let found = BATCH; found === BATCH; announced += found) {
    found = await announceBatch(db, now);
    if (found > 0) committed();
  }
  return announced;
}

async function announceBatch(db: Database, now: Date): Promise<number> {
  const tomorrow = officeDay(now);
  tomorrow.setUTCDate(tomorrow.getUTCDate() + 1);
  return db.$transaction(async (tx) => {
    // One that somebody is changing at this moment is looked at the next time: its events stay in their order.
    const due = await tx.$queryRaw<{ id: string }[]>`
      WITH fallen AS (
        SELECT t."id", upper(partial_days(t."dueDate", t."duePrecision")) - 1 AS "dueOn" FROM "Commitment" t
        WHERE t."status" = 'OPEN' AND ${dueBefore(tomorrow)} AND NOT EXISTS (SELECT FROM "CommitmentDue" known
          WHERE known."commitmentId" = t."id" AND known."dueOn" = upper(partial_days(t."dueDate", t."duePrecision")) - 1)
        ORDER BY t."id" LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
      )
      INSERT INTO "CommitmentDue" ("commitmentId", "dueOn", "announcedAt")
      SELECT "id", "dueOn", ${now.toISOString()}::timestamptz FROM fallen
      ON CONFLICT DO NOTHING RETURNING "commitmentId" AS id`;
    const happenings = due.map(({ id }) => ({ name: 'commitmentFellDue', type: 'Commitment', id }));
    await enterEvents(tx, happenings, { actor: systemActor, at: now });
    return due.length;
  });
}
