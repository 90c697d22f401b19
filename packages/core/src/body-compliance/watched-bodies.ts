import type { ReadDatabase } from '../database/open-database.js';
import type { Body, Stakeholder } from '../generated/prisma/client.js';
import type { DatePrecision } from '../generated/prisma/enums.js';
import { startOfOfficeDay, type PartialDate } from '../period.js';
import type { Existence } from './meeting-compliance.js';

/** A body with its organization. */
export type WatchedBody = Body & { readonly organization: Stakeholder };

/** The bodies that are named, or all whose organization was not archived by the day, by name. */
export async function watchedBodies(db: ReadDatabase, bodyIds: readonly string[] | null | undefined, day: Date): Promise<WatchedBody[]> {
  const isThere = { OR: [{ archivedAt: null }, { archivedAt: { gte: startOfOfficeDay(day, 1) } }] };
  return db.body.findMany({
    where: bodyIds ? { id: { in: [...bodyIds] } } : { organization: isThere },
    include: { organization: true },
    orderBy: [{ organization: { name: 'asc' } }, { id: 'asc' }],
  });
}

/** Since when and until when a body is there. */
export function existenceOf({ organization }: WatchedBody): Existence {
  const { foundedDate, foundedPrecision, dissolvedDate, dissolvedPrecision } = organization;
  return { founded: partial(foundedDate, foundedPrecision), dissolved: partial(dissolvedDate, dissolvedPrecision) };
}

/** The two columns of a partial date as one; null where they are. */
export function partial(date: Date | null, precision: DatePrecision | null): PartialDate | null {
  return date && precision ? { date, precision } : null;
}
