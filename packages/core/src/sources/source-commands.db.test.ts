import { beforeAll, describe, expect, test } from 'vitest';
import type { DeclaredMeasure } from '../generated/prisma/enums.js';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
let sourceId: string;
let body: string;

beforeAll(async () => {
  const source = await t.staff.recordSource({
    title: '2013 주요업무계획',
    publisher: '인천광역시 소통협력관',
    published: '2013-01',
    url: 'https://www.incheon.go.kr/plan',
  });
  sourceId = source.id;
  body = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시정참여정책위원회' })).id;
  await t.staff.establishBody({ organizationId: body, kind: 'COMMITTEE' });
});

const declare = (measure: DeclaredMeasure, value: number, rest: object = {}) =>
  t.staff.declareFigure({ measure, organizationId: body, value, asOf: '2012-12', sourceId, ...rest });
const completeness = async (measure: DeclaredMeasure, value: number, rest: object = {}) =>
  t.viewer.completeness({ figureId: (await declare(measure, value, rest)).id });

describe('sources', () => {
  test('keep title, publisher and a partial date, and who entered them', async () => {
    const { rows } = await t.viewer.listSources();
    expect(rows.map(({ row }) => row)).toMatchObject([
      { title: '2013 주요업무계획', publishedDate: new Date('2013-01-01'), publishedPrecision: 'MONTH', enteredById: t.actors.staff.id },
    ]);
    await expect(t.staff.recordSource({ title: ' ', url: 'ftp://x', published: '2013-13' })).rejects.toMatchObject({
      problems: [{ path: ['title'] }, { path: ['published'], code: 'invalid_date' }, { path: ['url'] }],
    });
    await expect(t.viewer.recordSource({ title: '문서' })).rejects.toMatchObject({ scope: 'sources:write' });
  });

  test('are named by the records that come from them', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '출처 있는 사람', sourceId });
    expect(await t.pcrm.db.stakeholder.findUnique({ where: { id }, include: { source: true } })).toMatchObject({
      source: { id: sourceId },
    });
  });
});

describe('declared figures', () => {
  test('stand as printed beside those of other sources', async () => {
    const { id: otherSource } = await t.staff.recordSource({ title: '위원회 현황' });
    await declare('PROPOSALS', 8, { asOf: '2011' });
    await declare('PROPOSALS', 7, { asOf: '2011', sourceId: otherSource });
    const { rows } = await t.viewer.listDeclaredFigures({ organizationId: body, measure: 'PROPOSALS' });
    expect(rows.map(({ row }) => [row.value, row.sourceId])).toEqual([
      [8, sourceId],
      [7, otherSource],
    ]);
    const twice = declare('PROPOSALS', 9, { asOf: '2011' });
    await expect(twice).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('already declares') as string });
    const unknown = '0197a3c0-0000-7000-8000-0000000000ff';
    await expect(declare('PROPOSALS', 9, { sourceId: unknown })).rejects.toMatchObject({
      problems: [{ path: ['sourceId'], code: 'unknown_id' }],
    });
    await expect(declare('PROPOSALS', 9, { organizationId: unknown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(declare('PROPOSALS', -1)).rejects.toMatchObject({ problems: [{ path: ['value'] }] });
    const data = {
      measure: 'MEMBERS',
      organizationId: body,
      value: -1,
      asOfDate: new Date('2012-01-01'),
      asOfPrecision: 'DAY',
      sourceId,
    } as const;
    const below = t.database.client.declaredFigure.create({ data: { ...data, enteredById: t.actors.staff.id } });
    await expect(below).rejects.toThrow('DeclaredFigure_value_not_negative');
  });
});

describe('completeness', () => {
  const person = async (name: string) => (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;

  test('of members counts the seats on the last day of the period, and by basis', async () => {
    const start = async (name: string, rest: object) =>
      t.staff.startMembership({ organizationId: body, memberId: await person(name), role: 'MEMBER', ...rest });
    await start('가', { basis: 'APPOINTED', from: '2010-12-06' });
    await start('나', { basis: 'APPOINTED', from: '2012-12-31' });
    await start('다', { from: '2010', until: '2012-12-31' });
    await start('라', { role: 'OBSERVER' });
    expect(await completeness('MEMBERS', 25)).toEqual({ declared: 25, recorded: 2, share: 0.08 });
    expect(await completeness('MEMBERS', 23, { qualifier: 'APPOINTED' })).toEqual({ declared: 23, recorded: 2, share: 2 / 23 });
    expect(await completeness('MEMBERS', 2, { qualifier: 'EX_OFFICIO' })).toEqual({ declared: 2, recorded: 0, share: 0 });
    expect(await completeness('MEMBERS', 4, { asOf: '2012-12-30' })).toMatchObject({ recorded: 2, share: 0.5 });
    expect(await completeness('MEMBERS', 9, { qualifier: '여성' })).toEqual({ declared: 9, recorded: null, share: null });
  });

  test('of post holders counts those of the units, too', async () => {
    const { id: team } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '광역협력팀', parentId: body });
    const { id: postId } = await t.staff.createPost({ organizationId: team, title: '직원', capacity: 4 });
    await t.staff.startMembership({ organizationId: team, postId, role: 'POST_HOLDER', memberId: await person('직원'), from: '2012-12' });
    expect(await completeness('POST_HOLDERS', 7)).toEqual({ declared: 7, recorded: 1, share: 1 / 7 });
    expect(await completeness('POST_HOLDERS', 7, { asOf: '2012-11' })).toMatchObject({ recorded: 0, share: 0 });
  });

  test('of meetings counts those held in the period, of the kind', async () => {
    const hold = (kind: 'REGULAR' | 'EXTRAORDINARY', heldDate: string, heldPrecision: 'DAY' | 'YEAR' = 'DAY') =>
      t.database.client.meeting.create({
        data: { bodyId: body, kind, status: 'HELD', heldDate: new Date(heldDate), heldPrecision, enteredById: t.actors.staff.id },
      });
    await hold('REGULAR', '2012-04-30');
    await hold('REGULAR', '2012-01-01', 'YEAR');
    await hold('EXTRAORDINARY', '2012-12-31');
    await hold('REGULAR', '2013-01-01');
    await t.database.client.meeting.create({ data: { bodyId: body, kind: 'REGULAR', enteredById: t.actors.staff.id } });
    expect(await completeness('MEETINGS_HELD', 2, { asOf: '2012', qualifier: 'REGULAR' })).toEqual({ declared: 2, recorded: 2, share: 1 });
    expect(await completeness('MEETINGS_HELD', 2, { asOf: '2012', qualifier: 'EXTRAORDINARY' })).toMatchObject({ recorded: 1, share: 0.5 });
    expect(await completeness('MEETINGS_HELD', 4, { asOf: '2012' })).toMatchObject({ recorded: 3 });
    expect(await completeness('MEETINGS_HELD', 0, { asOf: '2012-01' })).toEqual({ declared: 0, recorded: 0, share: null });
  });

  test('of policy tasks counts those of the body, of an origin or a division', async () => {
    const { id: divisionId } = await t.staff.addDivision({ bodyId: body, name: '행정·재정' });
    const enteredById = t.actors.staff.id;
    const add = (number: number, origin: 'AGREED' | 'NEW', rest: object = {}) =>
      t.database.client.policyTask.create({ data: { number, origin, title: `과제 ${number}`, bodyId: body, enteredById, ...rest } });
    await add(1, 'AGREED', { divisionId });
    await add(2, 'AGREED');
    await add(1, 'NEW');
    await add(3, 'NEW', { bodyId: null });
    expect(await completeness('POLICY_TASKS', 147)).toMatchObject({ recorded: 3 });
    expect(await completeness('POLICY_TASKS', 88, { qualifier: 'AGREED' })).toMatchObject({ recorded: 2 });
    expect(await completeness('POLICY_TASKS', 13, { qualifier: '행정·재정' })).toMatchObject({ recorded: 1 });
    expect(await completeness('POLICY_TASKS', 13, { qualifier: '그 밖' })).toMatchObject({ recorded: null, share: null });
  });

  test('of proposals and of joint tasks is none while none are recorded; by a word that is no channel, nothing can be said', async () => {
    expect(await completeness('PROPOSALS', 8)).toEqual({ declared: 8, recorded: 0, share: 0 });
    expect(await completeness('PROPOSALS', 8, { qualifier: '공동' })).toEqual({ declared: 8, recorded: null, share: null });
    expect(await completeness('JOINT_TASKS', 2)).toEqual({ declared: 2, recorded: 0, share: 0 });
  });

  test('of several figures comes in the order of the ids, to those who may read what is counted', async () => {
    const { rows } = await t.viewer.listDeclaredFigures({ measure: 'MEMBERS' });
    const figureIds = rows.map(({ row }) => row.id).toReversed();
    expect((await t.viewer.completenessOfEach({ figureIds })).map(({ declared }) => declared)).toEqual([9, 4, 2, 23, 25]);
    const service = t.pcrm.as({ ...t.actors.viewer, kind: 'SERVICE', role: null, scopes: ['sources:read'] });
    await expect(service.completenessOfEach({ figureIds })).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'memberships:read' });
    const unknown = '0197a3c0-0000-7000-8000-0000000000ff';
    await expect(t.viewer.completeness({ figureId: unknown })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'DeclaredFigure' });
  });
});
