import { holdsOnSql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';

/**
 * Who belongs to which organization on a day, and on whose behalf, as a subquery: members as they are named, and whoever holds the post by
 * virtue of which a seat is held. An observer does not belong to what is observed.
 */
export function occupiedSeatsSql(day: Date): Prisma.Sql {
  const seat = Prisma.sql`seat."role" <> 'OBSERVER' AND ${holdsOnSql(Prisma.sql`seat`, day)}`;
  return Prisma.sql`(
    SELECT seat."organizationId", seat."onBehalfOfId", seat."memberId" FROM "Membership" seat WHERE seat."memberId" IS NOT NULL AND ${seat}
    UNION ALL
    SELECT seat."organizationId", seat."onBehalfOfId", holder."memberId"
    FROM "Membership" seat JOIN "Membership" holder ON holder."postId" = seat."exOfficioPostId"
    WHERE ${seat} AND ${holdsOnSql(Prisma.sql`holder`, day)})`;
}
