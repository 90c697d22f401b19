import { describe, expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();

describe('registering a stakeholder', () => {
  test('keeps names, contact points and who entered it, and writes one audit record', async () => {
    const person = await t.staff.registerStakeholder({
      kind: 'PERSON',
      name: '  박종렬 ',
      categories: ['CIVIC_GROUP', 'CIVIC_GROUP', 'COMMITTEE'],
      otherNames: [{ kind: 'ENGLISH', name: 'Park Jong-ryeol', from: '2010-12' }],
      contactPoints: [{ kind: 'PHONE', value: '032-440-2114', label: '사무실' }],
    });
    expect(person).toMatchObject({ name: '박종렬', categories: ['CIVIC_GROUP', 'COMMITTEE'], version: 1, enteredById: t.actors.staff.id });
    expect(person.enteredForId).toBe(t.departmentId);
    const [name] = await t.pcrm.db.otherName.findMany({ where: { stakeholderId: person.id } });
    expect(name).toMatchObject({ name: 'Park Jong-ryeol', fromDate: new Date('2010-12-01'), fromPrecision: 'MONTH', untilDate: null });
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: person.id } });
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({ command: 'registerStakeholder', actorId: t.actors.staff.id, before: null });
    expect(audit[0]?.after).toMatchObject({ name: '박종렬', contactPoints: [{ value: '032-440-2114' }] });
  });

  test('stores decomposed Hangul composed', async () => {
    const { name } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '김철수'.normalize('NFD') });
    expect(name).toBe('김철수');
  });

  test('lists every problem at once and writes nothing', async () => {
    const before = await t.pcrm.db.stakeholder.count();
    const refused = t.staff.registerStakeholder({
      kind: 'PERSON',
      name: ' ',
      founded: '2012-13',
      contactPoints: [
        { kind: 'EMAIL', value: 'nobody' },
        { kind: 'MESSENGER', value: '1\u00002' },
      ],
    });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [
        { path: ['name'], code: 'too_small' },
        { path: ['founded'], code: 'invalid_date' },
        { path: ['contactPoints', 0, 'value'], code: 'invalid_value' },
        { path: ['contactPoints', 1, 'value'], code: 'control_character' },
        { path: ['founded'], code: 'wrong_kind' },
      ],
    });
    expect(await t.pcrm.db.stakeholder.count()).toBe(before);
  });

  test('is not for viewers', async () => {
    await expect(t.viewer.registerStakeholder({ kind: 'PERSON', name: '홍길동' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('an idempotency key', () => {
  const input = { kind: 'PERSON', name: '이영희' } as const;

  test('returns the first result for the same input, dates as dates', async () => {
    const first = await t.staff.registerStakeholder(input, { idempotencyKey: 'key-1' });
    const second = await t.staff.registerStakeholder({ name: '이영희', kind: 'PERSON' }, { idempotencyKey: 'key-1' });
    expect(second).toEqual(first);
    expect(second.createdAt).toBeInstanceOf(Date);
  });

  test('is a conflict for another input', async () => {
    await t.staff.registerStakeholder(input, { idempotencyKey: 'key-2' });
    const refused = t.staff.registerStakeholder({ ...input, name: '이영수' }, { idempotencyKey: 'key-2' });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', rule: 'idempotency_key_reused' });
  });

  test('writes once when it comes ten times at once: others get its result, or are told at once that it is running', async () => {
    const name = '동시에 등록';
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => t.staff.registerStakeholder({ kind: 'ORGANIZATION', name }, { idempotencyKey: 'key-3' })),
    );
    const answered = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason as { rule?: string }] : []));
    expect(new Set(answered).size).toBe(1);
    expect(refused.filter(({ rule }) => rule !== 'idempotency_key_in_use')).toEqual([]);
    expect(await t.pcrm.db.stakeholder.count({ where: { name } })).toBe(1);
  });
});

describe('revising a stakeholder', () => {
  test('changes what is given, clears what is null and leaves the rest', async () => {
    const { id } = await t.staff.registerStakeholder({
      kind: 'ORGANIZATION',
      name: '협의회',
      region: '인천',
      note: '메모',
      founded: '1999-01-23',
    });
    const revised = await t.staff.reviseStakeholder({ id, version: 1, name: '전국시도지사협의회', note: null });
    expect(revised).toMatchObject({ name: '전국시도지사협의회', region: '인천', note: null, version: 2, foundedPrecision: 'DAY' });
  });

  test('of 20 writers on one version, one wins and the others are told that it is stale', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '경합' });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => t.staff.reviseStakeholder({ id, version: 1, note: `판 ${index}` })),
    );
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'STALE_VERSION'));
    expect((await t.pcrm.db.stakeholder.findUniqueOrThrow({ where: { id } })).version).toBe(2);
  });

  test('refuses what only the other kind has', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '사람' });
    const refused = t.staff.reviseStakeholder({ id, version: 1, founded: '1999' });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: ['founded'], code: 'wrong_kind' }] });
  });
});

test('a list is asked for parts of names and for initial consonants', async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '뷁초성' });
  const found = async (nameContains: string) =>
    (await t.staff.listStakeholders({ filter: { nameContains } })).rows.filter(({ row }) => row.id === id).length;
  expect(await found('초성')).toBe(1);
  expect(await found('ㅂㅊㅅ')).toBe(1);
  expect(await found('ㅊㅅ')).toBe(1);
  expect(await found('뷁ㅊ')).toBe(1);
  expect(await found('ㅂㅅ')).toBe(0);
});

describe('the database itself', () => {
  test('refuses a decomposed name', async () => {
    const data = { kind: 'PERSON', name: '김'.normalize('NFD'), enteredById: t.actors.staff.id } as const;
    await expect(t.database.client.stakeholder.create({ data })).rejects.toThrow('Stakeholder_name_normalized');
  });

  test.runIf(onServer)('stores an injection attempt as the name that it is', async () => {
    const name = `'); DROP TABLE "Stakeholder"; --`;
    const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name });
    const { rows } = await t.staff.listStakeholders({ filter: { nameContains: name } });
    expect(rows.map(({ row }) => row.id)).toEqual([id]);
  });
});

test('an id that is none is told as such', async () => {
  await expect(t.viewer.findStakeholder('1; DROP')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
