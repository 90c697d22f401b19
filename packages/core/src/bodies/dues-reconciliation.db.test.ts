import { beforeAll, describe, expect, test } from 'vitest';
import { merge } from '../merges/testing.js';
import { useTestPcrm } from '../testing.js';
import type { DuesReconciliation } from './dues-reconciliation.js';

const t = useTestPcrm();
const unknown = '0197a3c0-0000-7000-8000-0000000000ff';
let names = 0;
const organization = async (rest: object = {}) =>
  (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `기관 ${(names += 1)}`, ...rest })).id;
const body = async (rest: object) =>
  (await t.staff.establishBody({ organizationId: await organization(), kind: 'CONSULTATIVE_BODY', ...rest })).id;
const figures = ({ owedKrw, paidKrw, budgetedKrw, unpaidKrw, budgetDifferenceKrw, unmatchedKrw }: DuesReconciliation) => [
  owedKrw,
  paidKrw,
  budgetedKrw,
  unpaidKrw,
  budgetDifferenceKrw,
  unmatchedKrw,
];

let city: string;
let office: string;
let association: string;
let lineId: string;
let budgetId: string;

beforeAll(async () => {
  city = await organization();
  office = await organization({ parentId: city });
  association = await body({ duesRule: 'FIXED_PER_YEAR', dues: { amount: 150, unit: 'MILLION_KRW' } });
  await t.staff.startMembership({ organizationId: association, role: 'MEMBER', memberId: city });
  const lines = [
    { name: '전국시도지사협의회 분담금', amount: 140, duesBodyId: association },
    { name: '그 밖의 협의체', amount: 20 },
  ];
  const budget = await t.staff.recordBudget({ organizationId: office, year: 2013, total: 160, unit: 'MILLION_KRW', lines });
  [budgetId, lineId] = [budget.id, budget.lines[0]?.id ?? ''];
});

const pay = (amount: number, rest: object = {}) =>
  t.staff.payDues({ bodyId: association, payerId: city, year: 2013, amount, unit: 'MILLION_KRW', paidOn: '2013-03-02', ...rest });

describe('dues and the budget', () => {
  test('are reconciled before anything is paid, and then by line', async () => {
    const ask = async () => (await t.viewer.duesReconciliation({ bodyIds: [association], year: 2013 }))[0]!;
    expect(figures(await ask())).toEqual([150_000_000n, 0n, 140_000_000n, 150_000_000n, -10_000_000n, 0n]);
    await pay(100, { budgetLineId: lineId });
    const unmatched = await pay(50_000, { unit: 'THOUSAND_KRW' });
    expect(figures(await ask())).toEqual([150_000_000n, 150_000_000n, 140_000_000n, 0n, -10_000_000n, 50_000_000n]);
    const matched = await t.staff.matchDues({ id: unmatched.id, version: 1, budgetLineId: lineId });
    expect(matched).toMatchObject({ budgetLineId: lineId, version: 2 });
    const told = await ask();
    expect(figures(told)).toEqual([150_000_000n, 150_000_000n, 140_000_000n, 0n, -10_000_000n, 0n]);
    expect(told.lines.map(({ line, budgetedKrw, paidKrw, leftKrw }) => [line.name, budgetedKrw, paidKrw, leftKrw])).toEqual([
      ['전국시도지사협의회 분담금', 140_000_000n, 150_000_000n, -10_000_000n],
    ]);
    await expect(t.staff.matchDues({ id: unmatched.id, version: 1, budgetLineId: null })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    expect((await t.viewer.duesReconciliation({ payerId: city, year: 2013 })).map(figures)).toEqual([figures(told)]);
    expect((await t.viewer.duesReconciliation({ payerId: city, year: 2014 })).map(figures)).toEqual([
      [150_000_000n, 0n, 0n, 150_000_000n, -150_000_000n, 0n],
    ]);
  });

  test('are found by the old id of a payer that was merged', async () => {
    const old = await organization();
    await merge(t, old, city);
    const found = await t.viewer.duesReconciliation({ payerId: old, year: 2013 });
    expect(found.map(({ payer }) => payer.id)).toEqual([city]);
  });

  test('are the chair’s where the chair bears the cost', async () => {
    const conference = await body({ duesRule: 'BORNE_BY_CHAIR' });
    await t.staff.startMembership({ organizationId: conference, role: 'CHAIR', memberId: city, from: '2013-01', until: '2014-01' });
    const line = { name: '광역시장협의회 운영', amount: 30, duesBodyId: conference };
    await t.staff.recordBudget({ organizationId: city, year: 2013, total: 30, unit: 'MILLION_KRW', lines: [line] });
    await pay(25, { bodyId: conference });
    const [told] = await t.viewer.duesReconciliation({ bodyIds: [conference], year: 2013 });
    expect(told?.payer.id).toBe(city);
    expect(figures(told!)).toEqual([null, 25_000_000n, 30_000_000n, null, 5_000_000n, 25_000_000n]);
  });

  test('show money that is set aside where nothing is due', async () => {
    const left = await body({ duesRule: 'FIXED_PER_YEAR', dues: { amount: 1, unit: 'KRW' } });
    const { version, lines } = await t.pcrm.db.budget.findUniqueOrThrow({ where: { id: budgetId }, include: { lines: true } });
    const other = lines.find(({ id }) => id !== lineId)?.id ?? '';
    const earmark = (rest: object) => t.staff.earmarkBudgetLine({ id: budgetId, version, lineId: other, duesBodyId: left, ...rest });
    await expect(earmark({ lineId: unknown, duesBodyId: unknown })).rejects.toMatchObject({
      problems: [
        { path: ['lineId'], code: 'unknown_id' },
        { path: ['duesBodyId'], code: 'unknown_id' },
      ],
    });
    expect((await earmark({})).version).toBe(version + 1);
    await expect(earmark({})).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const [told] = await t.viewer.duesReconciliation({ bodyIds: [left], year: 2013 });
    expect([told?.payer.id, ...figures(told!)]).toEqual([office, 0n, 0n, 20_000_000n, 0n, 20_000_000n, 0n]);
  });

  test('are paid from a line of the payer’s own budgets', async () => {
    const stranger = await organization();
    const foreign = pay(1, { payerId: stranger, budgetLineId: lineId });
    await expect(foreign).rejects.toMatchObject({ code: 'CONFLICT', rule: 'budget_line_of_payer' });
    await expect(foreign).rejects.toThrow('budget of another organization');
    await expect(pay(1, { budgetLineId: unknown })).rejects.toMatchObject({ problems: [{ path: ['budgetLineId'], code: 'unknown_id' }] });
    const lines = [{ name: '분담금', amount: 1, duesBodyId: unknown }];
    const budget = t.staff.recordBudget({ organizationId: stranger, year: 2013, total: 1, unit: 'KRW', lines });
    await expect(budget).rejects.toMatchObject({ problems: [{ path: ['lines', 0, 'duesBodyId'], code: 'unknown_id' }] });
    await expect(t.viewer.matchDues({ id: unknown, version: 1, budgetLineId: null })).rejects.toMatchObject({ scope: 'bodies:write' });
    await expect(t.staff.matchDues({ id: unknown, version: 1, budgetLineId: null })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
