import type { Engagement } from '../generated/prisma/client.js';
import { Prisma } from '../generated/prisma/client.js';
import { Confidentiality } from '../generated/prisma/enums.js';
import { permits, type Actor } from './actor.js';

/** Why an actor may read an engagement of some confidentiality: anybody may, they entered it, they take part, or it is their department's. */
type Ground = { readonly confidentiality: Confidentiality } & (
  | { readonly relation: 'ANYBODY' }
  | { readonly relation: 'ENTERED_IT' | 'TAKES_PART'; readonly actorId: string }
  | { readonly relation: 'DEPARTMENT'; readonly departmentId: string }
);

// The one definition of who may read an engagement, and the appointment for one: one ground is enough. The renderings below are tested
// against each other.
function groundsToRead(actor: Actor): Ground[] {
  if (!permits(actor, 'engagements:read')) return [];
  const grounds: Ground[] = [{ confidentiality: Confidentiality.PUBLIC, relation: 'ANYBODY' }];
  if (permits(actor, 'engagements:read-internal')) grounds.push({ confidentiality: Confidentiality.INTERNAL, relation: 'ANYBODY' });
  const confidentiality = Confidentiality.RESTRICTED;
  if (permits(actor, 'engagements:read-all')) return [...grounds, { confidentiality, relation: 'ANYBODY' }];
  const { id: actorId, departmentId } = actor;
  grounds.push({ confidentiality, relation: 'ENTERED_IT', actorId }, { confidentiality, relation: 'TAKES_PART', actorId });
  if (departmentId !== null && permits(actor, 'engagements:read-restricted')) {
    grounds.push({ confidentiality, relation: 'DEPARTMENT', departmentId });
  }
  return grounds;
}

/**
 * The engagements that the actor may read, as a filter: PUBLIC ones with engagements:read; INTERNAL ones also needs
 * engagements:read-internal; RESTRICTED ones those who entered them or took part, with engagements:read-restricted those of one's own
 * department, with engagements:read-all everybody's.
 */
export function visibleEngagements(actor: Actor): Prisma.EngagementWhereInput {
  return visibleRecords(actor);
}

/** The appointments that the actor may read, as a filter: as the engagements that will come of them. */
export function visibleAppointments(actor: Actor): Prisma.AppointmentWhereInput {
  return visibleRecords(actor);
}

/** What the filters of both have in common. */
type VisibleRecords = Prisma.EngagementWhereInput & Prisma.AppointmentWhereInput;

function visibleRecords(actor: Actor): VisibleRecords {
  const grounds = groundsToRead(actor);
  // Prisma drops an empty OR within an AND, which would show everything.
  if (grounds.length === 0) return { id: { in: [] } };
  return {
    OR: grounds.map((ground): VisibleRecords => {
      const { confidentiality } = ground;
      switch (ground.relation) {
        case 'ANYBODY':
          return { confidentiality };
        case 'ENTERED_IT':
          return { confidentiality, enteredById: ground.actorId };
        case 'TAKES_PART':
          return { confidentiality, staff: { some: { actorId: ground.actorId } } };
        case 'DEPARTMENT':
          return { confidentiality, enteredForId: ground.departmentId };
      }
    }),
  };
}

/** The same as a condition on a row of Engagement, `t` unless another alias is given. */
export function visibleEngagementsSql(actor: Actor, row: Prisma.Sql = Prisma.sql`t`): Prisma.Sql {
  return anyGroundSql(groundsToRead(actor), row, staffOfEngagement);
}

/** Of which kinds the actor may read every engagement, whoever entered it. */
export function confidentialitiesRead(actor: Actor): Confidentiality[] {
  return groundsToRead(actor).flatMap(({ relation, confidentiality }) => (relation === 'ANYBODY' ? [confidentiality] : []));
}

/** Whether the actor may read every engagement there is. */
export function readsAllEngagements(actor: Actor): boolean {
  return confidentialitiesRead(actor).length === Object.values(Confidentiality).length;
}

/**
 * The engagements that the actor may read beside all those of {@link confidentialitiesRead}, as a query of their `id`, `occurredAt` and
 * `channel`: ground by ground, since each has its index, and a condition of several has none.
 *
 * @param among - a condition on the row `e`.
 */
export function otherVisibleEngagementsSql(actor: Actor, among: Prisma.Sql): Prisma.Sql {
  const grounds = groundsToRead(actor).filter(({ relation }) => relation !== 'ANYBODY');
  const columns = Prisma.sql`e."id", e."occurredAt", e."channel"`;
  if (grounds.length === 0) return Prisma.sql`SELECT ${columns} FROM "Engagement" e WHERE FALSE`;
  const row = Prisma.sql`e`;
  const queries = grounds.map((ground) =>
    ground.relation === 'TAKES_PART'
      ? Prisma.sql`SELECT ${columns} FROM "EngagementStaff" part JOIN "Engagement" e ON e."id" = part."engagementId"
          WHERE part."actorId" = ${ground.actorId}::uuid AND ${isOfKindSql(ground, row)} AND ${among}`
      : Prisma.sql`SELECT ${columns} FROM "Engagement" e WHERE ${groundSql(ground, row, staffOfEngagement)} AND ${among}`,
  );
  return Prisma.join(queries, ' UNION ');
}

/** The same as a condition on a row of Appointment, `t` unless another alias is given. */
export function visibleAppointmentsSql(actor: Actor, row: Prisma.Sql = Prisma.sql`t`): Prisma.Sql {
  return anyGroundSql(groundsToRead(actor), row, Prisma.sql`"AppointmentStaff" part WHERE part."appointmentId"`);
}

const staffOfEngagement = Prisma.sql`"EngagementStaff" part WHERE part."engagementId"`;

// Not as bound values: only what stands in the statement finds an index that holds one of them.
const confidentialitySql: Readonly<Record<Confidentiality, Prisma.Sql>> = {
  PUBLIC: Prisma.sql`'PUBLIC'::"Confidentiality"`,
  INTERNAL: Prisma.sql`'INTERNAL'::"Confidentiality"`,
  RESTRICTED: Prisma.sql`'RESTRICTED'::"Confidentiality"`,
};

function isOfKindSql({ confidentiality }: Ground, row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${row}."confidentiality" = ${confidentialitySql[confidentiality]}`;
}

// `staffOf` is where the staff who take part stand, up to the column that names the row.
function groundSql(ground: Ground, row: Prisma.Sql, staffOf: Prisma.Sql): Prisma.Sql {
  const isOfKind = isOfKindSql(ground, row);
  switch (ground.relation) {
    case 'ANYBODY':
      return isOfKind;
    case 'ENTERED_IT':
      return Prisma.sql`${isOfKind} AND ${row}."enteredById" = ${ground.actorId}::uuid`;
    case 'TAKES_PART':
      // A scalar subquery is looked up row by row. EXISTS may be planned as one pass over all that the actor ever took part in.
      return Prisma.sql`${isOfKind} AND (SELECT TRUE FROM ${staffOf} = ${row}."id" AND part."actorId" = ${ground.actorId}::uuid)`;
    case 'DEPARTMENT':
      return Prisma.sql`${isOfKind} AND ${row}."enteredForId" = ${ground.departmentId}::uuid`;
  }
}

function anyGroundSql(grounds: readonly Ground[], row: Prisma.Sql, staffOf: Prisma.Sql): Prisma.Sql {
  const conditions = grounds.map((ground) => groundSql(ground, row, staffOf));
  return conditions.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(conditions, ' OR ')})`;
}

/** What tells whether an engagement may be read. */
export type EngagementAccess = Pick<Engagement, 'confidentiality' | 'enteredById' | 'enteredForId'> & {
  readonly staffIds: readonly string[];
};

/** The same of an engagement at hand, such as an earlier version. */
export function mayReadEngagement(actor: Actor, engagement: EngagementAccess): boolean {
  return groundsToRead(actor).some((ground) => {
    if (ground.confidentiality !== engagement.confidentiality) return false;
    switch (ground.relation) {
      case 'ANYBODY':
        return true;
      case 'ENTERED_IT':
        return engagement.enteredById === ground.actorId;
      case 'TAKES_PART':
        return engagement.staffIds.includes(ground.actorId);
      case 'DEPARTMENT':
        return engagement.enteredForId === ground.departmentId;
    }
  });
}
