import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { Body, MoneyUnit, SeatQuota } from '../generated/prisma/client.js';
import { DuesRule } from '../generated/prisma/enums.js';
import { lockBody } from '../memberships/term-ends.js';
import { contains, dateColumns, periodColumns, type PartialDate } from '../period.js';
import { unknownReferences } from '../references.js';
import { requireStakeholder } from '../stakeholders/stakeholder-commands.js';
import * as rules from './body.js';

/** Makes an organization a body that meets: a consultative body or a committee. */
export const establishBody = defineCommand({
  name: 'establishBody',
  scope: 'bodies:write',
  schema: rules.establishBodyInput,
  perform: async ({ db, data: { organizationId, dues, sourceId: _entered, ...columns }, entered }) => {
    await requireStakeholder(db, organizationId);
    if (await db.body.findUnique({ where: { id: organizationId } })) {
      throw new Conflict('Body_pkey', 'The organization is a body already. Revise it instead.');
    }
    const after = await db.body.create({ data: { id: organizationId, ...columns, ...duesColumns(dues), ...entered } });
    return { type: 'Body', before: null, after };
  },
});

/**
 * Changes the fields of a body that are given; null clears one. Another rule of dues clears the sum. Fewer chairs than are or were taken
 * is a Conflict.
 */
export const reviseBody = defineCommand({
  name: 'reviseBody',
  scope: 'bodies:write',
  schema: rules.reviseBodyInput,
  perform: async ({ db, data: { id, version, dues, ...columns } }) => {
    const before = await requireBody(db, id);
    if (before.version !== version) throw new StaleVersion('Body', id, version);
    const duesRule = columns.duesRule ?? before.duesRule;
    const kept = duesRule === DuesRule.FIXED_PER_YEAR ? before.duesAmount : null;
    const problems = rules.problemsOfDues({ duesRule, dues: dues === undefined ? kept : dues });
    if (problems.length > 0) throw new InvalidInput(problems);
    const sum = duesRule === DuesRule.FIXED_PER_YEAR ? duesColumns(dues) : duesColumns(null);
    const after = await db.body.update({ where: { id, version }, data: { ...columns, ...sum, version: { increment: 1 } } });
    return { type: 'Body', before, after };
  },
});

/** Says how many seats of a body are filled on a basis from a day on. The quota that ran until then ends there and is kept. */
export const setSeatQuota = defineCommand({
  name: 'setSeatQuota',
  scope: 'bodies:write',
  schema: rules.setSeatQuotaInput,
  perform: async ({ db, data: { from, until, ...columns }, entered }) => {
    const { bodyId, basis } = columns;
    await requireBody(db, bodyId);
    await lockBody(db, bodyId);
    const quotas = await db.seatQuota.findMany({ where: { bodyId, basis } });
    const before = quotas.find((quota) => (from ? contains(quota, from.date) : quota.untilDate === null)) ?? null;
    if (before) await endQuota(db, before, from);
    const quota = await db.seatQuota.create({ data: { ...columns, ...periodColumns({ from, until }), ...entered } });
    return { type: 'SeatQuota', before, after: quota };
  },
});

async function endQuota(db: Transaction, running: SeatQuota, from: PartialDate | null | undefined): Promise<void> {
  if (!from) throw InvalidInput.at(['from'], 'required', 'A quota runs already. Say from when the new one holds.');
  if (running.fromDate !== null && running.fromDate >= from.date) {
    throw InvalidInput.at(['from'], 'not_after_predecessor', 'The present quota began on this day. Choose a later day.');
  }
  await db.seatQuota.update({ where: { id: running.id }, data: { ...dateColumns('until', from), version: { increment: 1 } } });
}

/** Adds a division to a body, as the last one unless a position is given. */
export const addDivision = defineCommand({
  name: 'addDivision',
  scope: 'bodies:write',
  schema: rules.addDivisionInput,
  perform: async ({ db, data: { position, ...columns }, entered }) => {
    const { bodyId } = columns;
    await requireBody(db, bodyId);
    await lockBody(db, bodyId);
    const { _max: last } = await db.division.aggregate({ where: { bodyId }, _max: { position: true } });
    const after = await db.division.create({ data: { ...columns, position: position ?? (last.position ?? 0) + 1, ...entered } });
    return { type: 'Division', before: null, after };
  },
});

/** Records dues that were paid to a body for a year. */
export const payDues = defineCommand({
  name: 'payDues',
  scope: 'bodies:write',
  schema: rules.payDuesInput,
  perform: async ({ db, data, entered }) => {
    await requireBody(db, data.bodyId);
    await refuseUnknownLine(db, data.budgetLineId);
    const after = await db.duesPayment.create({ data: { ...data, ...entered } });
    return { type: 'DuesPayment', before: null, after };
  },
});

/**
 * Says from which line of a budget dues were paid; null takes that back.
 *
 * @throws Conflict `budget_line_of_payer` for a line of a budget that is neither the payer's nor one of its units'.
 */
export const matchDues = defineCommand({
  name: 'matchDues',
  scope: 'bodies:write',
  schema: rules.matchDuesInput,
  perform: async ({ db, data: { id, version, budgetLineId } }) => {
    const before = await db.duesPayment.findUnique({ where: { id } });
    if (before === null) throw new NotFound('DuesPayment', id);
    if (before.version !== version) throw new StaleVersion('DuesPayment', id, version);
    await refuseUnknownLine(db, budgetLineId);
    const after = await db.duesPayment.update({ where: { id, version }, data: { budgetLineId, version: { increment: 1 } } });
    return { type: 'DuesPayment', before, after };
  },
});

async function refuseUnknownLine(db: Transaction, budgetLineId: string | null | undefined): Promise<void> {
  const problems = await unknownReferences(db, [{ to: 'BudgetLine', id: budgetLineId, path: ['budgetLineId'] }]);
  if (problems.length > 0) throw new InvalidInput(problems);
}

function duesColumns(dues: { readonly amount: bigint; readonly unit: MoneyUnit } | null | undefined) {
  if (dues === undefined) return {};
  return { duesAmount: dues?.amount ?? null, duesUnit: dues?.unit ?? null };
}

/** The body, or NotFound. */
export async function requireBody(db: Transaction, id: string): Promise<Body> {
  const body = await db.body.findUnique({ where: { id } });
  if (body === null) throw new NotFound('Body', id);
  return body;
}
