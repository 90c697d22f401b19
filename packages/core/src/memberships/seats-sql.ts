import { Prisma } from '../generated/prisma/client.js';

/** Where a member sits (`body`), and on which `days`: by name, and by holding the post to which the seat belongs. */
export function seatsOfSql(member: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT m."organizationId" AS body, daterange(m."fromDate", m."untilDate") AS days FROM "Membership" m WHERE m."memberId" = ${member}
    UNION
    SELECT s."organizationId", daterange(s."fromDate", s."untilDate") * daterange(h."fromDate", h."untilDate")
    FROM "Membership" h JOIN "Membership" s ON s."exOfficioPostId" = h."postId" AND s."memberId" IS NULL WHERE h."memberId" = ${member}`;
}
