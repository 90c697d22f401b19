import { beforeAll, describe, expect, test } from 'vitest';
import { loadPages } from '../database/keyset.js';
import { useTestPcrm } from '../testing.js';
import { budgetsOf } from './budget-queries.js';

const t = useTestPcrm();
let office: string;

beforeAll(async () => {
  office = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '소통협력관실' })).id;
  await t.staff.recordBudget({ organizationId: office, year: 2012, total: 534_000, unit: 'THOUSAND_KRW' });
  const lines = [490, 25, 154, 22].map((amount, index) => ({ name: `세부사업 ${index + 1}`, amount }));
  await t.staff.recordBudget({ organizationId: office, year: 2013, total: 691, unit: 'MILLION_KRW', lines });
});

describe('a budget', () => {
  test('is kept as printed, its lines in order', async () => {
    const budget = await t.pcrm.db.budget.findFirst({ where: { year: 2013 }, include: { lines: { orderBy: { position: 'asc' } } } });
    expect(budget).toMatchObject({
      total: 691n,
      unit: 'MILLION_KRW',
      lines: [{ amount: 490n }, { amount: 25n }, { amount: 154n }, { amount: 22n }],
    });
    const { rows } = await t.viewer.listBudgets({ organizationId: office });
    expect(rows.map(({ row }) => [row.year, row.total, row.linesDifference])).toEqual([
      [2013, 691n, 0n],
      [2012, 534_000n, null],
    ]);
  });

  test('of 691 million won is 157 or 29.4% more than that of the year before', async () => {
    expect(await t.viewer.budgetGrowth({ organizationId: office, year: 2013 })).toMatchObject({
      totalKrw: 691_000_000n,
      previousTotalKrw: 534_000_000n,
      differenceKrw: 157_000_000n,
      percent: 29.4,
    });
    const first = await t.viewer.budgetGrowth({ organizationId: office, year: 2012 });
    expect(first).toMatchObject({ totalKrw: 534_000_000n, previous: null, previousTotalKrw: null, differenceKrw: null, percent: null });
    expect(await t.viewer.budgetGrowth({ organizationId: office, year: 2011 })).toBeNull();
  });

  test('whose lines do not add up is kept, and the difference is told', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '다른 부서' });
    await t.staff.recordBudget({ organizationId: id, year: 2013, total: 100, unit: 'MILLION_KRW', lines: [{ name: '사업', amount: 98n }] });
    const [other, own] = await loadPages(t.pcrm.db, budgetsOf(t.actors.viewer), { first: 1, parentIds: [id, office] });
    expect(other?.rows.map(({ row }) => row.linesDifference)).toEqual([2n]);
    expect([own?.rows[0]?.row.year, own?.hasNextPage]).toEqual([2013, true]);
  });

  test('is recorded once a year, for an organization, by those who may', async () => {
    const record = (organizationId: string) => t.staff.recordBudget({ organizationId, year: 2013, total: 1, unit: 'KRW' });
    await expect(record(office)).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Budget_organizationId_year_key' });
    const { id: person } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '사람' });
    await expect(record(person)).rejects.toMatchObject({ rule: 'must_be_organization' });
    await expect(record('0197a3c0-0000-7000-8000-0000000000ff')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const byViewer = t.viewer.recordBudget({ organizationId: office, year: 2014, total: 1, unit: 'KRW' });
    await expect(byViewer).rejects.toMatchObject({ scope: 'budgets:write' });
  });

  test('is not below zero in the database', async () => {
    const data = { organizationId: office, year: 2020, total: -1n, unit: 'KRW', enteredById: t.actors.staff.id } as const;
    await expect(t.database.client.budget.create({ data })).rejects.toThrow('Budget_total_not_negative');
  });
});
