import { permits } from '../access/actor.js';
import type { Context } from '../context.js';
import { holdsOnSql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { officeDay } from '../period.js';
import type { RecordWithTexts } from './search-texts.js';

interface Affiliation {
  readonly memberId: string;
  readonly organization: string;
  readonly role: string | null;
}

// As many as fit on a line.
const AFFILIATIONS = 2;

/**
 * For each record of a page, what tells it apart from others of the same title: of a stakeholder where it belongs now, or else its region,
 * and the last digits of a telephone where even that is the same; of others when it was. In one statement for the page.
 */
export async function distinctionsOf(context: Context, records: readonly RecordWithTexts[]): Promise<Map<string, string | null>> {
  const affiliations = await affiliationsOf(
    context,
    records.flatMap(({ kind, record }) => (kind === 'STAKEHOLDER' ? [record.id] : [])),
  );
  const lines = records.map((each) => ({ each, line: lineOf(each, affiliations.get(each.record.id) ?? []) }));
  const alike = groupBy(lines, ({ each, line }) => `${each.title}\n${line}`);
  return new Map(
    [...alike.values()].flatMap((group) =>
      group.map(({ each, line }) => {
        const digits = group.length > 1 ? lastDigits(each) : undefined;
        const full = [line, digits].filter((part) => part).join(' · ');
        return [each.record.id, full === '' ? null : full] as const;
      }),
    ),
  );
}

function lineOf({ kind, record }: RecordWithTexts, affiliations: readonly Affiliation[]): string {
  switch (kind) {
    case 'STAKEHOLDER':
      return [
        ...affiliations.slice(0, AFFILIATIONS).map(({ organization, role }) => [organization, role].filter((part) => part).join(' ')),
        record.region,
      ]
        .filter((part) => part)
        .join(' · ');
    case 'POLICY_TASK':
      return String(record.number);
    case 'PROPOSAL':
      return isoDay(record.proposedDate);
    case 'MEETING':
      return isoDay(record.heldDate ?? record.plannedDate);
    case 'ENGAGEMENT':
      return isoDay(officeDay(record.occurredAt));
  }
}

function isoDay(date: Date | null): string {
  return date?.toISOString().slice(0, 10) ?? '';
}

function lastDigits({ texts }: RecordWithTexts): string | undefined {
  const phone = texts.find(({ field, text }) => field === 'CONTACT_POINT' && /\d{4}$/u.test(text));
  return phone && `***-${phone.text.slice(-4)}`;
}

async function affiliationsOf({ db, actor, now }: Context, ids: readonly string[]): Promise<Map<string, Affiliation[]>> {
  if (ids.length === 0 || !permits(actor, 'memberships:read')) return new Map();
  const rows = await db.$queryRaw<Affiliation[]>`
    SELECT m."memberId", o."name" AS organization, coalesce(p."title", m."label") AS role
    FROM "Membership" m JOIN "Stakeholder" o ON o."id" = m."organizationId" LEFT JOIN "Post" p ON p."id" = m."postId"
    WHERE m."memberId" = ANY(${ids}::uuid[]) AND ${holdsOnSql(Prisma.sql`m`, officeDay(now()))}
    ORDER BY m."role" <> 'POST_HOLDER', m."fromDate" DESC NULLS LAST, m."id"`;
  return groupBy(rows, ({ memberId }) => memberId);
}
