import { beforeAll, expect, test } from 'vitest';
import type { Scope } from '../access/actor.js';
import type { PcrmAs } from '../open-pcrm.js';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
let ids: { citizen: string; professor: string; union: string };
let point: { id: string; version: number };
let service: PcrmAs;

beforeAll(async () => {
  const citizen = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '홍길동',
    categories: ['CITIZEN'],
    gender: 'MALE',
    note: '야간 연락 가능',
    region: '남동구',
    otherNames: [{ kind: 'HANJA', name: '洪吉童' }],
    contactPoints: [
      { kind: 'MOBILE', value: '010-9876-5432', label: '배우자' },
      { kind: 'EMAIL', value: 'kildong@example.org' },
    ],
  });
  const professor = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '김철수',
    categories: ['EXPERT', 'CITIZEN'],
    note: '교수',
    contactPoints: [{ kind: 'MOBILE', value: '010-2222-7777', label: '조교' }],
  });
  const union = await t.staff.registerStakeholder({
    kind: 'ORGANIZATION',
    name: '인천연대',
    contactPoints: [{ kind: 'PHONE', value: '032-440-2114', label: '사무실' }],
  });
  const at = { occurredAt: '2012-12-01T01:00:00Z', channel: 'CALL', direction: 'INBOUND', subject: '민원 문의' } as const;
  await t.staff.logEngagement({ ...at, confidentiality: 'PUBLIC', stakeholderIds: [citizen.id, professor.id] });
  ids = { citizen: citizen.id, professor: professor.id, union: union.id };
  point = citizen.contactPoints.find(({ kind }) => kind === 'MOBILE')!;
  const scopes: Scope[] = [
    'stakeholders:read',
    'stakeholders:write',
    'stakeholders:merge',
    'engagements:read',
    'memberships:read',
    'audit:read',
  ];
  service = t.pcrm.as(await t.admin.addActor({ kind: 'SERVICE', name: '게시판', scopes }));
});

test('a private citizen is masked to viewers and to services without the scope, and shown to staff', async () => {
  for (const as of [t.viewer, service]) {
    expect(await as.findStakeholder(ids.citizen)).toMatchObject({ name: '홍*동', note: null, gender: 'MALE' });
    expect(await as.namesOfEach({ stakeholderIds: [ids.citizen, ids.professor] })).toEqual(['홍*동', '김철수']);
  }
  expect(await t.staff.findStakeholder(ids.citizen)).toMatchObject({ name: '홍길동', note: '야간 연락 가능' });
});

test('lists and participants are masked, and not ordered by what is masked', async () => {
  const names = async (as: PcrmAs) => (await as.listStakeholders()).rows.map(({ row }) => row.name);
  expect(await names(t.viewer)).toEqual(['홍*동', '김철수', '인천연대']);
  expect(await names(t.staff)).toEqual(['김철수', '인천연대', '홍길동']);
  const [first] = (await t.viewer.listStakeholders({ first: 1 })).rows;
  expect(Buffer.from(first!.cursor, 'base64url').toString('utf8')).not.toContain('길');
  const [logged] = (await t.viewer.listEngagements()).rows;
  const [participants] = await t.viewer.stakeholdersOfEngagements([logged!.row.id]);
  expect(participants!.map(({ name }) => name)).toEqual(['홍*동', '김철수']);
});

test('of the brief and its page a viewer reads no more', async () => {
  const page = await t.viewer.briefMarkdown({ stakeholderId: ids.citizen });
  expect(page).toContain('홍\\*동');
  expect(page).not.toMatch(/홍길동|길|9876|kildong|洪吉童|야간|배우자/u);
  expect(await t.viewer.briefMarkdown({ stakeholderId: ids.professor })).not.toMatch(/2222|조교/u);
  const organization = await t.viewer.brief({ stakeholderId: ids.union });
  expect(organization!.contactPoints).toEqual([{ kind: 'PHONE', value: '032-440-2114', label: '사무실' }]);
  expect(await t.staff.briefMarkdown({ stakeholderId: ids.citizen })).toMatch(/홍길동[^]*010-9876-5432/u);
});

test.each([
  '홍길동',
  '길동',
  'ㅎㄱㄷ',
  'ghdrlfehd',
  '洪吉童',
  '5432',
  '9876',
  '01098765432',
  'kildong',
  '야간',
  '7777',
  '홍길똥',
  '남동구',
])('who reads masked does not find by %s', async (text) => {
  for (const as of [t.viewer, service]) {
    expect((await as.search({ text })).rows).toEqual([]);
    expect((await as.searchCounts({ text })).map(({ count }) => count).filter((count) => count > 0)).toEqual([]);
  }
  expect((await t.staff.search({ text })).rows).toHaveLength(1);
});

test('an organization is found by its number, and a person in public life by the name, without digits', async () => {
  expect((await t.viewer.search({ text: '2114' })).rows.map(({ row }) => row.title)).toEqual(['인천연대']);
  const found = (await t.viewer.search({ text: '김철수' })).rows;
  expect(found.map(({ row }) => row.title)).toEqual(['김철수']);
  expect(JSON.stringify(found)).not.toMatch(/2222|7777/u);
});

test('nobody is found by a masked name, by comparing or by what a merge would do', async () => {
  expect((await t.viewer.listStakeholders({ filter: { nameContains: '길' } })).rows).toEqual([]);
  const refused = { code: 'FORBIDDEN', scope: 'personal-data:read' };
  await expect(service.possibleDuplicates({ kind: 'PERSON', name: '홍길동' })).rejects.toMatchObject(refused);
  expect(() => service.listDuplicatePairs()).toThrow('personal-data:read');
  await expect(service.mergePreview({ keepId: ids.citizen, mergeId: ids.professor })).rejects.toMatchObject(refused);
});

test('what a command answers is masked, too, with an idempotency key every time', async () => {
  const label = { id: point.id, version: point.version, label: '아들' };
  for (let times = 0; times < 2; times += 1)
    expect(await service.reviseContactPoint(label, { idempotencyKey: 'a' })).toMatchObject({ value: '010-****-5432', label: null });
  const { version } = (await service.findStakeholder(ids.citizen))!;
  expect(await service.reviseStakeholder({ id: ids.citizen, version, region: '부평구' })).toMatchObject({ name: '홍*동', note: null });
  expect(await t.staff.findStakeholder(ids.citizen)).toMatchObject({ name: '홍길동', note: '야간 연락 가능', region: '부평구' });
});

test('the audit tells who did what, and the values only to who may read them', async () => {
  const of = async (as: PcrmAs) => (await as.listAudit({ filter: { subjectId: ids.citizen } })).rows.map(({ row }) => row);
  expect(await of(service)).toMatchObject([
    { command: 'reviseStakeholder', before: null, after: null },
    { command: 'registerStakeholder', before: null, after: null },
  ]);
  expect(JSON.stringify(await of(t.admin))).toContain('홍길동');
});

test('a merge tells the name of the merged one masked, and so does the refusal to write under its id', async () => {
  const [kept, merged] = await Promise.all(
    ['성춘향', '성춘양'].map((name) => t.staff.registerStakeholder({ kind: 'PERSON', name, categories: ['CITIZEN'] })),
  );
  const versions = { keepVersion: kept!.version, mergeVersion: merged!.version };
  await t.manager.mergeStakeholders({ keepId: kept!.id, mergeId: merged!.id, ...versions, reason: '같은 사람' });
  const masked = (await t.viewer.listMerges()).rows.map(({ row }) => row);
  expect(masked).toMatchObject([{ mergedName: '성*양', fieldsBefore: null, fieldsAfter: null }]);
  expect((await t.staff.listMerges()).rows[0]!.row.mergedName).toBe('성춘양');
  const written = service.addContactPoint({ stakeholderId: merged!.id, contactPoint: { kind: 'MOBILE', value: '010-1111-2222' } });
  await expect(written).rejects.toMatchObject({ rule: 'stakeholder_merged', message: expect.not.stringContaining('춘') as string });
});

test('unmasking takes the scope and a reason, gives the values once, and is in the audit without a value', async () => {
  const input = { id: ids.citizen, reason: '민원 회신' };
  await expect(service.unmask(input)).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'personal-data:unmask' });
  await expect(t.viewer.unmask({ ...input, reason: ' ' })).rejects.toMatchObject({ problems: [{ path: ['reason'] }] });
  await expect(t.viewer.unmask({ ...input, id: ids.union })).rejects.toMatchObject({ problems: [{ code: 'not_a_person' }] });
  await expect(t.viewer.unmask({ ...input, id: t.departmentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await t.viewer.unmask(input)).toEqual({
    id: ids.citizen,
    name: '홍길동',
    note: '야간 연락 가능',
    otherNames: ['洪吉童'],
    contactPoints: [
      { kind: 'MOBILE', value: '010-9876-5432', label: '아들' },
      { kind: 'EMAIL', value: 'kildong@example.org', label: null },
    ],
  });
  expect(await t.viewer.findStakeholder(ids.citizen)).toMatchObject({ name: '홍*동' });
  const audit = (await t.admin.listAudit({ filter: { command: 'unmask' } })).rows.map(({ row }) => row);
  expect(audit).toMatchObject([{ actorId: t.actors.viewer.id, subjectId: ids.citizen, after: { reason: '민원 회신' } }]);
  expect(JSON.stringify(audit)).not.toMatch(/9876|kildong|홍길동|야간/u);
});
