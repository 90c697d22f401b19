import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();

const names = [
  ['㈜ 인천-관광', '인천관광'],
  ['인천관광 주식회사', '인천관광'],
  ['Incheon Tourism Co., Ltd.', 'incheontourism'],
  ['(사)인천·시민연대 21', '인천시민연대21'],
  ['사단법인 인천시민연대21', '인천시민연대21'],
  ['박종렬 의원', '박종렬'],
  ['박종렬님', '박종렬'],
  ['의원 연구회', '의원연구회'],
  ['주식회사', '주식회사'],
  ['朴鍾烈', '朴鍾烈'],
];
const contacts = [
  ['MOBILE', '010-1234-5678', 'mobile:12345678'],
  ['PHONE', '+82 10 1234 5678', 'mobile:12345678'],
  ['PHONE', '032-440-2114', 'phone:24402114'],
  ['PHONE', '(032) 440 2114 내선 12', 'phone:24402114'],
  ['PHONE', '120', null],
  ['FAX', '032-440-2114', null],
  ['EMAIL', 'Park@Example.KR', 'email:park@example.kr'],
  ['WEB', 'https://www.Incheon.go.kr/', 'web:incheon.go.kr'],
  ['ADDRESS', '인천시 남동구', null],
];

test('names and contact points have the same key, however they are written', async () => {
  const keys = await t.database.client.$queryRaw<{ key: string }[]>`
    SELECT match_name(name) AS key FROM unnest(${names.map(([name]) => name)}::text[]) WITH ORDINALITY n (name, place) ORDER BY place`;
  expect(keys.map(({ key }) => key)).toEqual(names.map(([, key]) => key));
  const [kinds, values] = [contacts.map(([kind]) => kind), contacts.map(([, value]) => value)];
  const numbers = await t.database.client.$queryRaw<{ key: string | null }[]>`
    SELECT match_contact(kind, value) AS key
    FROM unnest(${kinds}::"ContactPointKind"[], ${values}::text[]) WITH ORDINALITY c (kind, value, place) ORDER BY place`;
  expect(numbers.map(({ key }) => key)).toEqual(contacts.map(([, , key]) => key));
});

test('dismissing names two stakeholders that are there, and two', async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동' });
  const unknown = '01890000-0000-7000-8000-000000000000';
  await expect(t.staff.dismissDuplicate({ firstId: id, secondId: unknown, reason: '동명이인' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    problems: [{ path: ['secondId'], code: 'unknown_id' }],
  });
  await expect(t.staff.dismissDuplicate({ firstId: id, secondId: id, reason: '동명이인' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(t.viewer.dismissDuplicate({ firstId: id, secondId: unknown, reason: '' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(t.staff.reopenDuplicate({ id: unknown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an organization of one name is found under its parent; divisions called alike elsewhere are not', async () => {
  const register = (name: string, parentId?: string) =>
    t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, ...(parentId ? { parentId } : {}) });
  const [seoul, busan] = [await register('서울 상수도본부'), await register('부산 상수도본부')];
  await register('총무과', busan.id);
  const division = await register('총무과', seoul.id);
  const again = await register('총무 과', seoul.id);
  const { found } = await t.manager.scanDuplicates({});
  const { rows } = await t.staff.listDuplicatePairs({ filter: { kind: 'ORGANIZATION' } });
  expect(found).toBe(1);
  expect(rows.map(({ row }) => ({ ids: [row.firstId, row.secondId].toSorted(), score: row.score, evidence: row.evidence }))).toEqual([
    {
      ids: [division.id, again.id].toSorted(),
      score: 80,
      evidence: [
        { reason: 'SAME_NAME', points: 60 },
        { reason: 'SAME_PARENT', points: 20 },
      ],
    },
  ]);
});

test.runIf(onServer)(
  'among twenty thousand those registered twice are found, and nobody else; forms ask indexes',
  { timeout: 120_000 },
  async () => {
    const client = new pg.Client({ connectionString: t.database.databaseUrl });
    await client.connect();
    await client.query(`SELECT set_config('pcrm.generated', '20000', false)`);
    await client.query(await readFile(new URL('generated-stakeholders.sql', import.meta.url), 'utf8'));
    // Of an empty table no index is read.
    await client.query('SET enable_seqscan = off');
    const plan = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN SELECT id FROM "Stakeholder" s
    WHERE match_name(s.name) = match_name('김민수') AND s.kind = 'PERSON' AND s.region = '인천'
    UNION SELECT "stakeholderId" FROM "ContactPoint" WHERE match_contact(kind, value) = match_contact('MOBILE', '010-1234-5678')
    UNION SELECT "stakeholderId" FROM "OtherName" WHERE match_name(name) = match_name('김민수')`);
    const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    await client.end();
    for (const index of ['Stakeholder_match_name_idx', 'ContactPoint_match_contact_idx', 'OtherName_match_name_idx'])
      expect(lines).toContain(index);

    const scan = await t.manager.scanDuplicates({});
    // 360 persons and 20 organizations, and the division above.
    const planted = await t.database.client.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM "DuplicatePair" WHERE "secondId"::text LIKE '6%'
      AND right("firstId"::text, 12) = right("secondId"::text, 12)`;
    expect(planted).toEqual([{ total: 420 }]);
    expect(scan.found).toBe(421);
    // Far fewer than the pairs of people of one name.
    const namesakes = await t.database.client.$queryRaw<{ pairs: number }[]>`
    SELECT sum(total * (total - 1) / 2)::int AS pairs FROM (SELECT count(*) AS total FROM "Stakeholder" GROUP BY match_name(name)) names`;
    expect(namesakes[0]?.pairs).toBeGreaterThan(4 * scan.compared);

    const form = { kind: 'PERSON' as const, name: '김민수', contactPoints: [{ kind: 'MOBILE' as const, value: '010-0357-0000' }] };
    const [best] = await t.staff.possibleDuplicates(form);
    expect(best).toMatchObject({ stakeholderId: '10000000-0000-4000-8000-000000000033' });
  },
);
