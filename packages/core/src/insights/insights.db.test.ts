import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();

const ids: Record<string, string> = {};
const id = (name: string) => ids[name] ?? '';

beforeAll(async () => {
  const register = async (name: string, input: Omit<Parameters<typeof t.staff.registerStakeholder>[0], 'name'>) => {
    ids[name] = (await t.staff.registerStakeholder({ ...input, name })).id;
  };
  for (const name of ['하나', '둘', '셋', '넷', '다섯']) await register(name, { kind: 'PERSON', categories: ['CITIZEN'] });
  await register('의회', { kind: 'ORGANIZATION', categories: ['CITY_COUNCIL', 'COMMITTEE'] });
  await register('국토부', { kind: 'ORGANIZATION', categories: ['CENTRAL_GOVERNMENT'] });
  await register('무명', { kind: 'ORGANIZATION' });
});

describe('engagements by period', () => {
  const cells = async (input: Partial<Parameters<typeof t.staff.engagementInsight>[0]>, as = t.staff) => {
    const rows = await as.engagementInsight({ from: '2012-09-01', until: '2012-12-01', by: 'MONTH', ...input });
    return rows.map(({ start, category, channel, engagements, persons, organizations, suppressed }) =>
      [start.toISOString().slice(0, 10), category, channel, engagements, persons, organizations, suppressed].map(String).join(' '),
    );
  };

  beforeAll(async () => {
    const log = (occurredAt: string, who: string[], more: object = {}, as = t.staff) =>
      as.logEngagement({ occurredAt, channel: 'CALL', direction: 'INBOUND', subject: '통화', stakeholderIds: who.map(id), ...more });
    // The last minute of August and the first of September in Korea.
    await log('2012-08-31T23:59:00+09:00', ['의회']);
    await log('2012-09-01T00:00:00+09:00', ['의회', '국토부']);
    await log('2012-09-30T23:59:59+09:00', ['의회', '무명'], { channel: 'VISIT' });
    await log('2012-10-01T00:30:00+09:00', ['하나', '둘', '셋', '넷', '다섯']);
    await log('2012-10-02T10:00:00+09:00', ['하나']);
    await log('2012-11-05T10:00:00+09:00', ['하나', '둘', '셋', '넷', '의회']);
    await log('2012-11-06T10:00:00+09:00', ['국토부'], { confidentiality: 'RESTRICTED' }, t.admin);
  });

  test('by month, category and channel: a day is one in Korea, two categories count twice, few persons are withheld, and the smallest of the other months with them', async () => {
    expect(await cells({ apart: ['CATEGORY', 'CHANNEL'] })).toEqual([
      '2012-09-01 CITY_COUNCIL VISIT 1 0 1 false',
      '2012-09-01 CITY_COUNCIL CALL 1 0 1 false',
      '2012-09-01 CENTRAL_GOVERNMENT CALL 1 0 1 false',
      '2012-09-01 COMMITTEE VISIT 1 0 1 false',
      '2012-09-01 COMMITTEE CALL 1 0 1 false',
      '2012-09-01 null VISIT 1 0 1 false',
      '2012-10-01 CITIZEN CALL null null null true',
      '2012-11-01 CITY_COUNCIL CALL 1 0 1 false',
      '2012-11-01 COMMITTEE CALL 1 0 1 false',
      '2012-11-01 CITIZEN CALL null null null true',
    ]);
    expect(await cells({ until: '2012-11-01', apart: ['CATEGORY'] })).toContain('2012-10-01 CITIZEN null 2 5 0 false');
  });

  test('the total of a month and its other categories do not tell the figures of a few', async () => {
    const who = async (count: number, category: 'EXPERT' | 'PRESS' | 'BUSINESS') => {
      const persons = Array.from({ length: count }, (_, n) =>
        t.staff.registerStakeholder({ kind: 'PERSON', name: `${category} ${n}`, categories: [category] }),
      );
      const stakeholderIds = (await Promise.all(persons)).map((person) => person.id);
      const call = { channel: 'CALL', direction: 'INBOUND', subject: '통화', occurredAt: '2011-03-02T10:00:00+09:00' } as const;
      await t.staff.logEngagement({ ...call, stakeholderIds });
    };
    await who(2, 'EXPERT');
    await who(6, 'PRESS');
    await who(9, 'BUSINESS');
    const march = { from: '2011-03-01', until: '2011-04-01' };
    // The total tells of 17 persons: 17 - 9 - 6 would be the two experts.
    expect(await cells(march)).toEqual(['2011-03-01 null null 3 17 0 false']);
    expect(await cells({ ...march, apart: ['CATEGORY'] })).toEqual([
      '2011-03-01 EXPERT null null null null true',
      '2011-03-01 PRESS null null null null true',
      '2011-03-01 BUSINESS null 1 9 0 false',
    ]);
  });

  test('all together, by quarter, and only what one may read', async () => {
    expect(await cells({ from: '2012-07-01', until: '2013-01-01', by: 'QUARTER' })).toEqual([
      '2012-07-01 null null 3 0 3 false',
      '2012-10-01 null null 3 5 1 false',
    ]);
    expect(await cells({ from: '2012-11-06', until: '2012-11-07', by: 'DAY' })).toEqual([]);
    expect(await cells({ from: '2012-11-06', until: '2012-11-07', by: 'DAY' }, t.admin)).toEqual(['2012-11-06 null null 1 0 1 false']);
  });

  test('weeks begin on Monday', async () => {
    expect(await cells({ from: '2012-10-01', until: '2012-10-08', by: 'WEEK' })).toEqual(['2012-10-01 null null 2 5 0 false']);
  });
});

describe('coverage of the stakeholders of influence', () => {
  beforeAll(async () => {
    const assess = (name: string, influence: number, assessedOn: string) =>
      t.staff.assessStakeholder({ stakeholderId: id(name), influence, interest: 3, assessedOn });
    await assess('의회', 5, '2012-01-01');
    await assess('국토부', 2, '2012-01-01');
    await assess('국토부', 4, '2012-06-01');
    await assess('무명', 5, '2012-01-01');
    await assess('무명', 3, '2012-12-01');
    await assess('하나', 4, '2012-01-01');
    await assess('둘', 4, '2012-01-01');
    const keep = (name: string, managerId: string) =>
      t.manager.assignRelationshipManager({ stakeholderId: id(name), managerId, departmentId: t.departmentId, from: '2012-01-01' });
    await keep('의회', t.actors.manager.id);
    await keep('국토부', t.actors.manager.id);
    await keep('하나', t.actors.staff.id);
  });

  const names = async (filter: Parameters<typeof t.staff.coverage>[0], as = t.staff) =>
    (await as.listNotContacted({ filter: filter ?? {} })).rows.map(({ row }) => row.name);

  test('lists who was not contacted for so many days, the longest ago first', async () => {
    // The ministry was called on 1 September, the council on 5 November; for the admin the ministry was called on 6 November, too.
    expect(await names({ asOf: '2012-12-12' })).toEqual(['국토부']);
    expect(await names({ asOf: '2012-11-30' })).toEqual([]);
    // The others were called at the same minute.
    expect(await names({ asOf: '2012-12-12', days: 30 })).toEqual(['국토부', '하나', '둘', '의회']);
    expect(await names({ asOf: '2012-12-12' }, t.admin)).toEqual([]);
  });

  test('as of a day: by the influence and the contacts of then', async () => {
    expect((await names({ asOf: '2012-08-31' })).toSorted()).toEqual(['국토부', '둘', '무명', '하나']);
    expect(await names({ asOf: '2012-08-31', influenceAtLeast: 5 })).toEqual(['무명']);
  });

  test('counts by who keeps the relation, those who have most to do first; few persons are withheld', async () => {
    const withheld = { stakeholders: null, notContacted: null, suppressed: true };
    const ofManager = { managerId: t.actors.manager.id, departmentId: t.departmentId };
    const ofStaff = { managerId: t.actors.staff.id, departmentId: t.departmentId };
    // Two organizations are of the manager; one person is of the staff, and one of nobody.
    expect(await t.staff.coverage({ asOf: '2012-12-12' })).toEqual([
      { ...ofManager, stakeholders: 2, notContacted: 1, suppressed: false },
      { ...ofStaff, ...withheld },
      { managerId: null, departmentId: null, ...withheld },
    ]);
    expect(await t.staff.coverage({ asOf: '2012-03-01' })).toEqual([
      { ...ofManager, stakeholders: 1, notContacted: 1, suppressed: false },
      { ...ofStaff, ...withheld },
      { managerId: null, departmentId: null, ...withheld },
    ]);
  });
});

describe('the map of influence and interest', () => {
  const map = async (input: Parameters<typeof t.staff.influenceInterestMap>[0]) =>
    (await t.staff.influenceInterestMap(input)).map(({ influence, interest, persons, organizations, suppressed }) =>
      [influence, interest, persons, organizations, suppressed].map(String).join(' '),
    );

  test('counts how stakeholders were last judged by the day; few persons are withheld, organizations are not', async () => {
    expect(await map({ asOf: '2012-12-12' })).toEqual(['5 3 0 1 false', '4 3 null 1 true', '3 3 0 1 false']);
    expect(await map({ asOf: '2012-03-01', categories: ['CENTRAL_GOVERNMENT', 'COMMITTEE'] })).toEqual(['5 3 0 1 false', '2 3 0 1 false']);
  });

  test('shows five persons', async () => {
    for (const name of ['하나', '둘', '셋', '넷', '다섯']) {
      await t.staff.assessStakeholder({ stakeholderId: id(name), influence: 1, interest: 5, assessedOn: '2012-12-10' });
    }
    expect(await map({ asOf: '2012-12-12' })).toEqual(['5 3 0 1 false', '4 3 0 1 false', '3 3 0 1 false', '1 5 5 0 false']);
  });

  test('for one policy task', async () => {
    const task = await t.staff.addPolicyTask({
      number: 1,
      title: '과제',
      origin: 'NEW',
      status: 'PROPOSED',
      on: '2012',
      reason: '제안',
    });
    await t.staff.assessStakeholder({
      stakeholderId: id('의회'),
      policyTaskId: task.id,
      influence: 2,
      interest: 2,
      assessedOn: '2012-12-10',
    });
    expect(await map({ policyTaskId: task.id, asOf: '2012-12-12' })).toEqual(['2 2 0 1 false']);
  });
});

test('insights are for those who may read what they count', async () => {
  const service = t.pcrm.as({ ...t.actors.staff, kind: 'SERVICE', role: null, scopes: ['stakeholders:read'] });
  await expect(service.coverage({})).rejects.toMatchObject({ scope: 'engagements:read' });
  await expect(service.engagementInsight({ from: '2012-01-01', until: '2013-01-01', by: 'MONTH' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
