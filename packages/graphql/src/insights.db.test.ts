import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();

beforeAll(async () => {
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회', categories: ['CITY_COUNCIL'] });
  const citizen = await t.staff.registerStakeholder({ kind: 'PERSON', name: '나시민', categories: ['CITIZEN'] });
  const call = { channel: 'CALL', direction: 'INBOUND', subject: '통화' } as const;
  await t.staff.logEngagement({ ...call, occurredAt: '2012-09-01T00:30:00+09:00', stakeholderIds: [council.id] });
  await t.staff.logEngagement({ ...call, occurredAt: '2012-10-01T00:30:00+09:00', stakeholderIds: [citizen.id] });
  for (const { id: stakeholderId } of [council, citizen]) {
    await t.staff.assessStakeholder({ stakeholderId, influence: 5, interest: 4, assessedOn: '2012-01-01' });
  }
  await t.staff.assignRelationshipManager({
    stakeholderId: council.id,
    managerId: t.actors.manager.id,
    departmentId: t.departmentId,
    from: '2012-01-01',
  });
});

test('a dashboard asks for everything at once', async () => {
  const { result, statements } = await countStatements(t, () =>
    ask(
      t,
      t.actors.viewer,
    )(`{
      engagementInsight(from: "2012-01-01", until: "2013-01-01", by: QUARTER, apart: [CATEGORY, CHANNEL, DEPARTMENT]) {
        start category channel department { name } engagements persons organizations suppressed
      }
      coverage(filter: { days: 90 }) { manager { name } department { name } stakeholders notContacted suppressed }
      notContacted(filter: { days: 30 }, first: 1) {
        totalCount
        edges { node { influence lastContactAt stakeholder { __typename name categories } } }
      }
      influenceInterestMap(categories: [CITY_COUNCIL, CITIZEN]) { influence interest persons organizations suppressed }
    }`),
  );
  expect(result.errors).toBeUndefined();
  expect(result.data).toEqual({
    engagementInsight: [
      {
        start: '2012-07-01',
        category: 'CITY_COUNCIL',
        channel: 'CALL',
        department: { name: '소통협력관실' },
        engagements: 1,
        persons: 0,
        organizations: 1,
        suppressed: false,
      },
      {
        start: '2012-10-01',
        category: 'CITIZEN',
        channel: 'CALL',
        department: { name: '소통협력관실' },
        engagements: null,
        persons: null,
        organizations: null,
        suppressed: true,
      },
    ],
    coverage: [
      { manager: { name: 'manager' }, department: { name: '소통협력관실' }, stakeholders: 1, notContacted: 1, suppressed: false },
      { manager: null, department: null, stakeholders: null, notContacted: null, suppressed: true },
    ],
    notContacted: {
      totalCount: 2,
      edges: [
        {
          node: {
            influence: 5,
            lastContactAt: '2012-08-31T15:30:00.000Z',
            stakeholder: { __typename: 'Organization', name: '시의회', categories: ['CITY_COUNCIL'] },
          },
        },
      ],
    },
    influenceInterestMap: [{ influence: 5, interest: 4, persons: null, organizations: 1, suppressed: true }],
  });
  expect(statements).toHaveLength(7);
});

test('an unknown task has an empty map; too many periods are refused with the cure', async () => {
  const query = ask(t, t.actors.viewer);
  const policyTaskId = encodeGlobalID('PolicyTask', '00000000-0000-7000-8000-00000000ffff');
  const map = await query('query ($id: ID!) { influenceInterestMap(policyTaskId: $id) { influence } }', { id: policyTaskId });
  expect(map.data).toEqual({ influenceInterestMap: [] });
  const { errors } = await query('{ engagementInsight(from: "2001-01-01", until: "2013-01-01", by: DAY) { start } }');
  expect(errors).toEqual([{ code: 'INVALID_INPUT', message: expect.stringContaining('at most 400 periods') }]);
});
