import { beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../access/actor.js';
import { useTestPcrm } from '../testing.js';
import type { BothWays, PromiseBookDimension, PromiseCounts } from './promise-book.js';

const t = useTestPcrm();
let councillor: string;
let ministry: string;
let council: string;
let meetingId: string;
let budgetId: string;

interface Promised {
  /** A day, or `meeting`. */
  readonly on: string;
  readonly to?: 'councillor' | 'ministry' | 'council';
  readonly due?: string;
  readonly theirs?: boolean;
  readonly closed?: readonly ['DONE' | 'BROKEN' | 'WITHDRAWN', string];
  /** The day on which the stakeholder was told. */
  readonly told?: string;
  readonly restricted?: boolean;
}

// Thirteen promises of a year and a half. What is expected of them below is counted by hand.
const made: readonly Promised[] = [
  { on: '2011-09-01', due: '2011-10', closed: ['DONE', '2011-10-31'], told: '2011-11-03' },
  { on: '2011-09-01', due: '2011-10', closed: ['DONE', '2011-11-01'] },
  { on: '2011-10-05', due: '2011-10-20', closed: ['BROKEN', '2012-01-05'], told: '2012-01-09' },
  { on: '2011-12-31', due: '2012', closed: ['DONE', '2012-12-10'] },
  { on: '2012-01-01', closed: ['DONE', '2012-01-11'], told: '2012-01-11' },
  { on: '2012-04-10', to: 'ministry', due: '2012-05-01', closed: ['WITHDRAWN', '2012-04-30'] },
  { on: '2012-04-10', to: 'ministry', due: '2012-11' },
  { on: '2012-06-30', to: 'council', due: '2012-07-01' },
  { on: 'meeting', to: 'council', due: '2012-12-31' },
  { on: '2012-04-10', to: 'ministry', theirs: true, due: '2012-06-30', closed: ['DONE', '2012-07-01'] },
  { on: '2012-04-10', to: 'ministry', theirs: true, due: '2012-06-30', closed: ['DONE', '2012-06-30'] },
  { on: '2012-06-30', to: 'council', theirs: true },
  { on: '2012-06-30', to: 'council', due: '2012-07-01', restricted: true },
];

beforeAll(async () => {
  councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '시의원', categories: ['CITY_COUNCIL', 'PARTY'] })).id;
  ministry = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '중앙부처', categories: ['CENTRAL_GOVERNMENT'] })).id;
  council = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '협의체' })).id;
  await t.staff.establishBody({ organizationId: council, kind: 'CONSULTATIVE_BODY' });
  meetingId = (await t.staff.recordHeldMeeting({ bodyId: council, kind: 'REGULAR', held: '2012-11' })).id;
  budgetId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  const stakeholderOf = { councillor, ministry, council };
  const engage = (stakeholderId: string, day: string, more: object = {}) =>
    t.manager.logEngagement({
      // The first half hour of the day in Korea is still the day before in London.
      occurredAt: `${day}T00:30:00+09:00`,
      channel: 'CALL',
      direction: 'OUTBOUND',
      subject: '통화',
      stakeholderIds: [stakeholderId],
      ...more,
    });
  for (const [index, { on, to = 'councillor', due = null, theirs, closed, told, restricted }] of made.entries()) {
    const stakeholderId = stakeholderOf[to];
    const place =
      on === 'meeting'
        ? { meetingId }
        : { engagementId: (await engage(stakeholderId, on, restricted ? { confidentiality: 'RESTRICTED' } : {})).id };
    const { id } = await t.manager.makeCommitment({
      direction: theirs ? 'THEIRS' : 'OURS',
      text: `약속 ${index}`,
      stakeholderId,
      due,
      ...place,
      ...(to === 'ministry' ? { ownerId: t.actors.staff.id, ownerDepartmentId: budgetId } : {}),
    });
    if (!closed) continue;
    const [status, closedOn] = closed;
    const answeredInId = told === undefined ? null : (await engage(stakeholderId, told)).id;
    await t.manager.closeCommitment({ id, version: 1, status, closedOn, ...(answeredInId ? { answeredInId } : { toldLater: true }) });
  }
});

const nothing = {
  keptOnTime: 0,
  keptLate: 0,
  broken: 0,
  withdrawn: 0,
  told: 0,
  keptRate: null,
  lateRate: null,
  brokenRate: null,
  toldRate: null,
};
const brief = ({ made: all, open, overdue, keptOnTime, keptLate, broken, withdrawn, told }: PromiseCounts) => [
  all,
  [open, overdue],
  [keptOnTime, keptLate, broken, withdrawn],
  told,
];

describe('the promise book', () => {
  test('counts both ways what was kept, late, broken, open and told', async () => {
    const { asOf, ours, theirs } = await t.staff.promiseBook();
    expect(asOf).toEqual(new Date('2012-12-12'));
    expect(ours).toEqual({
      made: 9,
      open: 3,
      overdue: 2,
      keptOnTime: 3,
      keptLate: 1,
      broken: 1,
      withdrawn: 1,
      keptRate: 0.6,
      lateRate: 0.2,
      brokenRate: 0.2,
      told: 3,
      toldRate: 0.6,
      // 60, 61, 92, 345 and 10 days.
      medianDaysToClose: 61,
    });
    expect(theirs).toEqual({
      made: 3,
      open: 1,
      overdue: 0,
      keptOnTime: 1,
      keptLate: 1,
      broken: 0,
      withdrawn: 0,
      keptRate: 0.5,
      lateRate: 0.5,
      brokenRate: 0,
      told: 0,
      toldRate: 0,
      medianDaysToClose: 81.5,
    });
  });

  test.for<[string, ReturnType<typeof brief>]>([
    ['2011-08-31', [0, [0, 0], [0, 0, 0, 0], 0]],
    ['2011-09-01', [2, [2, 0], [0, 0, 0, 0], 0]],
    ['2011-10-21', [3, [3, 1], [0, 0, 0, 0], 0]],
    ['2011-10-31', [3, [2, 1], [1, 0, 0, 0], 0]],
    ['2011-11-01', [3, [1, 1], [1, 1, 0, 0], 0]],
    ['2011-11-03', [3, [1, 1], [1, 1, 0, 0], 1]],
    ['2012-01-01', [5, [3, 1], [1, 1, 0, 0], 1]],
    ['2012-04-30', [7, [2, 0], [2, 1, 1, 1], 3]],
    ['2012-12-01', [9, [4, 2], [2, 1, 1, 1], 3]],
  ])('tells of %s: what was closed later was open then', async ([asOf, expected]) => {
    expect(brief((await t.staff.promiseBook({ asOf })).ours)).toEqual(expected);
  });

  test('is of a time of making, an owner, a department or a stakeholder', async () => {
    const year = await t.staff.promiseBook({ madeFrom: '2012-01-01', madeBefore: '2012-07-01' });
    expect([brief(year.ours), brief(year.theirs)]).toEqual([
      [4, [2, 2], [1, 0, 0, 1], 1],
      [3, [1, 0], [1, 1, 0, 0], 0],
    ]);
    const ofBudget = await t.staff.promiseBook({ ownerDepartmentId: budgetId });
    expect([ofBudget.ours.made, ofBudget.theirs.made]).toEqual([2, 2]);
    expect(await t.staff.promiseBook({ ownerId: t.actors.staff.id, stakeholderId: ministry })).toEqual(ofBudget);
    const none = await t.staff.promiseBook({ ownerId: t.actors.viewer.id });
    expect(none.ours).toEqual({ made: 0, open: 0, overdue: 0, medianDaysToClose: null, ...nothing });
  });

  test('of each of many stakeholders is one statement, in the order asked', async () => {
    let statements = 0;
    t.database.client.$on('query' as never, () => (statements += 1));
    const books = await t.staff.promiseBookOfEach({ stakeholderIds: [council, councillor, t.departmentId] });
    expect(statements).toBe(1);
    expect(books.map(({ ours, theirs }) => [ours.made, theirs.made])).toEqual([
      [2, 1],
      [5, 0],
      [0, 0],
    ]);
  });
});

describe('the lines of the promise book', () => {
  const lines = async (by: PromiseBookDimension, filter = {}) => {
    const { rows } = await t.staff.listPromiseBookLines({ by, filter });
    return rows.map(({ row: { ours, theirs, ...keys } }) => {
      const key = Object.values(keys).find((value) => value !== null) ?? null;
      return [key, ours.made, ours.overdue, theirs.made];
    });
  };

  test('are by stakeholder, category, department and owner with the most overdue first', async () => {
    expect(await lines('STAKEHOLDER')).toEqual([
      [ministry, 2, 1, 2],
      [council, 2, 1, 1],
      [councillor, 5, 0, 0],
    ]);
    expect(await lines('CATEGORY')).toEqual([
      ['CENTRAL_GOVERNMENT', 2, 1, 2],
      [null, 2, 1, 1],
      ['PARTY', 5, 0, 0],
      ['CITY_COUNCIL', 5, 0, 0],
    ]);
    expect(await lines('DEPARTMENT')).toEqual([
      [t.departmentId, 7, 1, 1],
      [budgetId, 2, 1, 2],
    ]);
    expect(await lines('OWNER')).toEqual([
      [t.actors.manager.id, 7, 1, 1],
      [t.actors.staff.id, 2, 1, 2],
    ]);
  });

  test('are by month and quarter of the making in Korea, in their order', async () => {
    expect(await lines('MONTH')).toEqual([
      ['2011-09', 2, 0, 0],
      ['2011-10', 1, 0, 0],
      ['2011-12', 1, 0, 0],
      ['2012-01', 1, 0, 0],
      ['2012-04', 2, 1, 2],
      ['2012-06', 1, 1, 1],
      ['2012-11', 1, 0, 0],
    ]);
    expect(await lines('QUARTER', { asOf: '2012-01-01' })).toEqual([
      ['2011-Q3', 2, 0, 0],
      ['2011-Q4', 2, 1, 0],
      ['2012-Q1', 1, 0, 0],
    ]);
  });

  test('add up to the book, and come in pages', async () => {
    const book = await t.staff.promiseBook();
    for (const by of ['STAKEHOLDER', 'DEPARTMENT', 'OWNER', 'MONTH', 'QUARTER'] as const) {
      const { rows } = await t.staff.listPromiseBookLines({ by });
      for (const side of ['ours', 'theirs'] as const) {
        const sums = rows.reduce<number[]>((sum, { row }) => flat(row, side).map((count, index) => count + (sum[index] ?? 0)), []);
        expect({ by, side, sums }).toEqual({ by, side, sums: flat(book, side) });
      }
    }
    const first = await t.staff.listPromiseBookLines({ by: 'STAKEHOLDER', first: 2 });
    const second = await t.staff.listPromiseBookLines({ by: 'STAKEHOLDER', first: 2, after: first.rows[1]?.cursor });
    expect([...first.rows, ...second.rows].map(({ row }) => row.stakeholderId)).toEqual([ministry, council, councillor]);
  });
});

const flat = (line: BothWays, side: keyof BothWays) => brief(line[side]).flat();

describe('who sees what', () => {
  test('counts only promises that the actor may see, and only answers that the actor may read', async () => {
    expect((await t.manager.promiseBook()).ours).toMatchObject({ made: 10, overdue: 3 });
    expect((await t.staff.promiseBook({ stakeholderId: council })).ours.made).toBe(2);
    const { id: hidden } = await t.manager.logEngagement({
      occurredAt: '2012-12-11T10:00:00+09:00',
      channel: 'VISIT',
      direction: 'OUTBOUND',
      subject: '비공개 면담',
      confidentiality: 'RESTRICTED',
      stakeholderIds: [council],
    });
    const { id } = await t.manager.makeCommitment({ direction: 'OURS', text: '따로 알림', stakeholderId: council, meetingId });
    await t.manager.closeCommitment({ id, version: 1, status: 'DONE', closedOn: '2012-12-11', answeredInId: hidden });
    const told = async (who: typeof t.staff) => (await who.promiseBook({ stakeholderId: council })).ours.told;
    expect([await told(t.manager), await told(t.staff)]).toEqual([1, 0]);
    const awaiting = async (who: typeof t.staff) =>
      (await who.listCommitments({ filter: { awaitingFeedback: true, stakeholderId: council } })).rows.length;
    expect([await awaiting(t.manager), await awaiting(t.staff)]).toEqual([0, 1]);
  });

  test('needs the permission', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['engagements:read'] satisfies Scope[] });
    const blind = t.pcrm.as(service);
    await expect(blind.promiseBook()).rejects.toMatchObject({ scope: 'commitments:read' });
    await expect(blind.promiseBookOfEach({ stakeholderIds: [] })).rejects.toMatchObject({ scope: 'commitments:read' });
    await expect(blind.listPromiseBookLines({ by: 'OWNER' })).rejects.toMatchObject({ scope: 'commitments:read' });
    await expect(blind.listOverdueOwners()).rejects.toMatchObject({ scope: 'commitments:read' });
  });
});

describe('who has overdue commitments', () => {
  const owners = async (filter = {}) => {
    const { rows } = await t.staff.listOverdueOwners({ filter });
    return rows.map(({ row }) => row);
  };

  test('is told by name, with the one that is overdue longest', async () => {
    const ofManager = {
      ownerId: t.actors.manager.id,
      departmentId: t.departmentId,
      overdue: 1,
      earliestDueDate: new Date('2012-07-01'),
      earliestDuePrecision: 'DAY',
      ownerLeft: false,
      ownerMoved: false,
    };
    const ofStaff = { ...ofManager, ownerId: t.actors.staff.id, departmentId: budgetId, earliestDueDate: new Date('2012-11-01') };
    const found = await owners();
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([ofManager, { ...ofStaff, earliestDuePrecision: 'MONTH', ownerMoved: true }]));
    expect(await owners({ asOf: '2012-11-30' })).toEqual([ofManager]);
    expect(await owners({ departmentId: budgetId, asOf: '2012-11-30' })).toEqual([]);
  });

  test('tells of owners who left, until somebody takes over', async () => {
    const leaver = await t.admin.addActor({ kind: 'STAFF', name: '떠날 이', role: 'STAFF', departmentId: t.departmentId });
    for (const due of ['2012-12-01', '2012-11', '2012-12-11']) {
      await t.staff.makeCommitment({ direction: 'OURS', text: due, stakeholderId: council, meetingId, due, ownerId: leaver.id });
    }
    await t.admin.reviseActor({ id: leaver.id, version: 1, disabled: true });
    const [first] = await owners();
    expect(first).toMatchObject({ ownerId: leaver.id, overdue: 3, ownerLeft: true, earliestDuePrecision: 'MONTH' });
    await t.staff.reassignCommitments({ fromOwnerId: leaver.id, toOwnerId: t.actors.staff.id });
    expect((await owners()).map(({ ownerId, overdue }) => [ownerId === t.actors.staff.id, overdue])).toContainEqual([true, 3]);
    expect((await owners()).some(({ ownerLeft }) => ownerLeft)).toBe(false);
  });

  test('tells of an earlier day what was overdue on it, whatever became of it since', async () => {
    const [due, ownerId] = ['2012-10-01', t.actors.admin.id];
    const late = await t.staff.makeCommitment({ direction: 'OURS', text: '늦게 지킨 일', stakeholderId: council, meetingId, due, ownerId });
    await t.staff.closeCommitment({ id: late.id, version: 1, status: 'DONE', closedOn: '2012-12-11', toldLater: true });
    const ofAdmin = async (asOf?: string) =>
      (await owners({ asOf })).filter((owner) => owner.ownerId === ownerId).map(({ overdue }) => overdue);
    expect(await ofAdmin('2012-10-01')).toEqual([]);
    expect(await ofAdmin('2012-12-10')).toEqual([1]);
    expect(await ofAdmin('2012-12-11')).toEqual([]);
    expect(await ofAdmin()).toEqual([]);
  });
});
