import type { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import type { KeysetList } from '../database/keyset.js';
import { NotFound } from '../errors.js';
import { Prisma, type Body, type DuesPayment, type Stakeholder } from '../generated/prisma/client.js';
import { DuesRule, MembershipRole } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { chairHistoryOfEach, type ChairTerm } from '../memberships/membership-queries.js';
import { overlaps } from '../period.js';
import { duesLedgerInput, duesLedgersInput } from './body.js';
import { inKrw } from './money.js';

/** What one payer owes a body for a year and has paid, in won. */
export interface DuesAccount {
  readonly payer: Stakeholder;
  /** Null where the rule names no sum: the cost is borne by the chair. */
  readonly dueKrw: bigint | null;
  readonly paidKrw: bigint;
  readonly payments: readonly DuesPayment[];
}

/** The dues of a body for a year: what is due by rule, and what was paid. */
export interface DuesLedger {
  readonly body: Body;
  readonly year: number;
  readonly accounts: readonly DuesAccount[];
  /** The chairs of that year, who bear the cost where the rule says so; empty under another rule. */
  readonly borneBy: readonly ChairTerm[];
  /** Null where the rule names no sum. */
  readonly totalDueKrw: bigint | null;
  readonly totalPaidKrw: bigint;
}

/** Payments to each of several bodies, the last paid first, as a list to page through. */
export function duesPaymentsOfBody(actor: Actor): KeysetList<DuesPayment> {
  requireScope(actor, 'bodies:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"DuesPayment" t`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`t."bodyId"`,
    order: [
      { column: Prisma.sql`t."paidOn"`, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/**
 * The dues of each body for a fiscal year (1 January to 31 December), in the order of the ids. Under FIXED_PER_YEAR each who was a member
 * on a day of the year owes the whole sum; for an ex officio seat the organization of the post owes it. Under BORNE_BY_CHAIR the chairs of
 * the year are named.
 *
 * @throws NotFound when an organization is no body.
 */
export async function duesLedgerOfEach(context: Context, input: z.input<typeof duesLedgersInput>): Promise<DuesLedger[]> {
  const { db, actor } = context;
  requireScope(actor, 'bodies:read');
  const { bodyIds, year } = parseInput(duesLedgersInput, input);
  const found = await db.body.findMany({ where: { id: { in: bodyIds } } });
  const payments = await db.duesPayment.findMany({
    where: { bodyId: { in: bodyIds }, year },
    include: { payer: true },
    orderBy: [{ paidOn: 'asc' }, { id: 'asc' }],
  });
  const period = { fromDate: new Date(Date.UTC(year, 0, 1)), untilDate: new Date(Date.UTC(year + 1, 0, 1)) };
  const under = (rule: DuesRule) => found.filter(({ duesRule }) => duesRule === rule).map(({ id }) => id);
  const owing = await membersIn(context, under(DuesRule.FIXED_PER_YEAR), period);
  const bearing = await chairsIn(context, under(DuesRule.BORNE_BY_CHAIR), period);
  const bodies = new Map(found.map((body) => [body.id, body]));
  return bodyIds.map((id) => {
    const body = bodies.get(id);
    if (body === undefined) throw new NotFound('Body', id);
    const paid = payments.filter(({ bodyId }) => bodyId === id);
    return ledgerOf({ body, year, owing: owing.get(id) ?? [], paid, borneBy: bearing.get(id) ?? [] });
  });
}

/** The dues of a body for a fiscal year. @see duesLedgerOfEach */
export async function duesLedger(context: Context, input: z.input<typeof duesLedgerInput>): Promise<DuesLedger> {
  const { bodyId, year } = parseInput(duesLedgerInput, input);
  const [only] = await duesLedgerOfEach(context, { bodyIds: [bodyId], year });
  if (only === undefined) throw new NotFound('Body', bodyId);
  return only;
}

interface Facts extends Pick<DuesLedger, 'body' | 'year' | 'borneBy'> {
  readonly owing: readonly Stakeholder[];
  readonly paid: readonly (DuesPayment & { readonly payer: Stakeholder })[];
}

function ledgerOf({ body, year, owing, paid, borneBy }: Facts): DuesLedger {
  const sum = sumOfRule(body);
  const payers = new Map([...owing, ...paid.map(({ payer }) => payer)].map((payer) => [payer.id, payer]));
  const owes = new Set(owing.map(({ id }) => id));
  const accounts = [...payers.values()].map((payer): DuesAccount => {
    const payments = paid.filter(({ payerId }) => payerId === payer.id).map(({ payer: _named, ...payment }) => payment);
    return { payer, dueKrw: sum === null || owes.has(payer.id) ? sum : 0n, paidKrw: totalOf(payments), payments };
  });
  return {
    body,
    year,
    accounts: accounts.toSorted((a, b) => (a.payer.name < b.payer.name ? -1 : 1)),
    borneBy,
    totalDueKrw: sum === null ? null : sum * BigInt(owing.length),
    totalPaidKrw: totalOf(paid),
  };
}

function sumOfRule({ duesRule, duesAmount, duesUnit }: Body): bigint | null {
  if (duesRule === DuesRule.BORNE_BY_CHAIR) return null;
  return duesAmount === null || duesUnit === null ? 0n : inKrw(duesAmount, duesUnit);
}

function totalOf(payments: readonly Pick<DuesPayment, 'amount' | 'unit'>[]): bigint {
  return payments.reduce((sum, { amount, unit }) => sum + inKrw(amount, unit), 0n);
}

interface Year {
  readonly fromDate: Date;
  readonly untilDate: Date;
}

async function membersIn({ db }: Context, bodyIds: readonly string[], year: Year): Promise<Map<string, Stakeholder[]>> {
  if (bodyIds.length === 0) return new Map();
  const memberships = await db.membership.findMany({
    where: { organizationId: { in: [...bodyIds] }, role: MembershipRole.MEMBER },
    include: { member: true, exOfficioPost: { include: { organization: true } } },
    orderBy: { id: 'asc' },
  });
  const inYear = memberships.filter((membership) => overlaps(membership, year));
  const byBody = groupBy(inYear, ({ organizationId }) => organizationId);
  return new Map([...byBody].map(([bodyId, seats]) => [bodyId, payersOf(seats)]));
}

type SeatOfPayer = { readonly member: Stakeholder | null; readonly exOfficioPost: { readonly organization: Stakeholder } | null };

function payersOf(seats: readonly SeatOfPayer[]): Stakeholder[] {
  const payers = seats.flatMap(({ member, exOfficioPost }) => exOfficioPost?.organization ?? member ?? []);
  return [...new Map(payers.map((payer) => [payer.id, payer])).values()];
}

async function chairsIn(context: Context, bodyIds: readonly string[], year: Year): Promise<Map<string, ChairTerm[]>> {
  if (bodyIds.length === 0) return new Map();
  const histories = await chairHistoryOfEach(context, { bodyIds: [...bodyIds] });
  return new Map(histories.map((terms, index) => [bodyIds[index] ?? '', terms.filter((term) => overlaps(term, year))]));
}
