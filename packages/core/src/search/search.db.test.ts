import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../access/actor.js';
import { Prisma } from '../generated/prisma/client.js';
import type { SearchKind } from '../generated/prisma/enums.js';
import { useTestPcrm } from '../testing.js';
import { searchKey } from './search-key.js';

const t = useTestPcrm();
const ids = new Map<string, string>();
const idOf = (name: string) => ids.get(name) ?? 'missing';

beforeAll(async () => {
  const organization = async (name: string, abbreviation: string) => {
    const otherNames = [{ kind: 'ABBREVIATION' as const, name: abbreviation }];
    return (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, otherNames })).id;
  };
  ids.set('university', await organization('인천대학교', '인천대'));
  ids.set('association', await organization('전국시도지사협의회', '전국시도협'));
  const chair = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '박종렬',
    region: '인천',
    note: '민간 위원장',
    otherNames: [
      { kind: 'HANJA', name: '朴鍾烈' },
      { kind: 'ENGLISH', name: 'Park, Jong-Ryeol' },
    ],
    contactPoints: [
      { kind: 'MOBILE', value: '+82 10-1234-5678' },
      { kind: 'EMAIL', value: 'jrpark@inu.ac.kr' },
    ],
  });
  ids.set('chair', chair.id);
  ids.set(
    'namesake',
    (
      await t.staff.registerStakeholder({
        kind: 'PERSON',
        name: '박종렬',
        region: '부산',
        contactPoints: [{ kind: 'PHONE', value: '051-000-9876' }],
      })
    ).id,
  );
  for (const name of ['김민수', '김민수진', '이김민', '남궁 민', '한의원', '조아라', '50% 할인', 'O’Neil_A']) {
    ids.set(name, (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id);
  }
  await t.staff.startMembership({ organizationId: idOf('university'), memberId: chair.id, role: 'MEMBER', label: '교수' });
  await t.staff.establishBody({ organizationId: idOf('association'), kind: 'CONSULTATIVE_BODY' });
  ids.set(
    'meeting',
    (
      await t.staff.recordHeldMeeting({
        bodyId: idOf('association'),
        ordinal: 28,
        kind: 'REGULAR',
        held: '2012-10-18',
        summary: '영유아 보육료 국비 지원',
      })
    ).id,
  );
  const visit = {
    occurredAt: '2012-11-02T10:00:00+09:00',
    channel: 'VISIT' as const,
    direction: 'OUTBOUND' as const,
    stakeholderIds: [chair.id],
  };
  const proposal = await t.staff.recordProposal({
    title: '보육사업 국고보조율 인상',
    expectedEffect: '지방재정 부담 완화',
    proposers: [{ stakeholderId: idOf('association') }],
    addresseeIds: [idOf('university')],
    status: 'SUBMITTED',
    on: '2012-10',
  });
  ids.set('proposal', proposal.id);
  ids.set('open', (await t.staff.logEngagement({ ...visit, subject: 'GTX 송도 노선 설명', summary: '청량리까지의 사업비를 물었다' })).id);
  ids.set('restricted', (await t.manager.logEngagement({ ...visit, subject: 'GTX 비공개 협의', confidentiality: 'RESTRICTED' })).id);
  ids.set(
    'task',
    (
      await t.staff.addPolicyTask({
        number: 1,
        title: '지방분권 촉진',
        origin: 'AGREED',
        status: 'MAINTAINED',
        on: '2012-10',
        reason: '점검',
      })
    ).id,
  );
});

const found = async (text: string, kinds?: SearchKind[]) => (await t.manager.search({ text, kinds })).rows.map(({ row }) => row);
const titles = async (text: string) => (await found(text)).map(({ title }) => title);
const first = async (text: string) => (await found(text))[0];

describe('what is typed', () => {
  test.each([
    ['박종렬', 'chair', 'AS_TYPED', 'NAME', [[0, 3]]],
    ['박 종 렬', 'chair', 'AS_TYPED', 'NAME', [[0, 3]]],
    ['박종렬'.normalize('NFD'), 'chair', 'AS_TYPED', 'NAME', [[0, 3]]],
    ['ㅂㅈㄹ', 'chair', 'AS_TYPED', 'NAME', [[0, 3]]],
    ['ㅂ종ㄹ', 'chair', 'AS_TYPED', 'NAME', [[0, 3]]],
    ['박조', 'chair', 'TYPING', 'NAME', [[0, 2]]],
    ['박종려', 'chair', 'TYPING', 'NAME', [[0, 3]]],
    ['qkrwhdfuf', 'chair', 'KEYBOARD_LAYOUT', 'NAME', [[0, 3]]],
    ['박종렬 교수님', 'chair', 'HONORIFIC', 'NAME', [[0, 3]]],
    ['박종렬위원장', 'chair', 'HONORIFIC', 'NAME', [[0, 3]]],
    ['한의원', '한의원', 'AS_TYPED', 'NAME', [[0, 3]]],
    ['전국시도협', 'association', 'AS_TYPED', 'OTHER_NAME', [[0, 5]]],
    ['ㅈㄱㅅㄷㅎ', 'association', 'AS_TYPED', 'OTHER_NAME', [[0, 5]]],
    ['朴鍾烈', 'chair', 'AS_TYPED', 'OTHER_NAME', [[0, 3]]],
    ['jong ryeol', 'chair', 'AS_TYPED', 'OTHER_NAME', [[6, 10]]],
    ['ＰＡＲＫ', 'chair', 'AS_TYPED', 'OTHER_NAME', [[0, 4]]],
    ['5678', 'chair', 'CONTACT', 'CONTACT_POINT', [[12, 4]]],
    ['1234-5678', 'chair', 'CONTACT', 'CONTACT_POINT', [[7, 9]]],
    ['jrpark@inu', 'chair', 'CONTACT', 'CONTACT_POINT', [[0, 10]]],
    ['박종렬 인천대', 'chair', 'WORDS', 'NAME', [[0, 3]]],
    ['박종렬 부산', 'namesake', 'WORDS', 'NAME', [[0, 3]]],
    ['박중렬', 'chair', 'TYPO', 'NAME', [[0, 3]]],
    ['ㅎㅅㅌ', 'open', 'KEYBOARD_LAYOUT', 'SUBJECT', [[0, 3]]],
    ['지방분권', 'task', 'AS_TYPED', 'TITLE', [[0, 4]]],
    ['전국시도협 28차', 'meeting', 'WORDS', 'ORDINAL', [[1, 3]]],
    ['국고보조', 'proposal', 'AS_TYPED', 'TITLE', [[5, 4]]],
    [
      '재정 부담',
      'proposal',
      'CONTENT',
      'EXPECTED_EFFECT',
      [
        [2, 2],
        [5, 2],
      ],
    ],
    ['보육료', 'meeting', 'CONTENT', 'SUMMARY', [[4, 3]]],
    ['청량리', 'open', 'CONTENT', 'SUMMARY', [[0, 3]]],
    [
      '사업비 청량리',
      'open',
      'CONTENT',
      'SUMMARY',
      [
        [0, 3],
        [7, 3],
      ],
    ],
    ['50%', '50% 할인', 'AS_TYPED', 'NAME', [[0, 2]]],
  ] as [string, string, string, string, number[][]][])('%s finds %s', async (text, key, reason, field, ranges) => {
    const hit = await first(text);
    expect(hit?.record.id).toBe(idOf(key));
    expect(hit).toMatchObject({ reason, matched: { field, highlights: ranges.map(([start, length]) => ({ start, length })) } });
  });

  test('finds nothing where there is nothing', async () => {
    expect(await titles('뷁')).toEqual([]);
    expect(await titles('_neil')).toEqual(['O’Neil_A']);
  });

  test('is refused when it is empty, too long or only punctuation', async () => {
    for (const text of ['', ' ', '%_', 'ㄱ'.repeat(201)]) {
      await expect(t.viewer.search({ text })).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: ['text'] }] });
    }
    await expect(t.viewer.search({ text: 'ㄱ', after: 'x' })).rejects.toMatchObject({ problems: [{ path: ['after'] }] });
    await expect(t.viewer.search({ text: 'ㄱ', first: 101 })).rejects.toMatchObject({ problems: [{ path: ['first'] }] });
  });
});

describe('the answer', () => {
  test('has the whole name first, then what begins with it, then what holds it; with pages that meet', async () => {
    expect(await titles('김민')).toEqual(['김민수', '김민수진', '이김민']);
    expect(await titles('김민수')).toEqual(['김민수', '김민수진']);
    const collected: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await t.manager.search({ text: '김민', first: 1, after });
      collected.push(...page.rows.map(({ row }) => row.title));
      after = page.rows.at(-1)?.cursor;
      more = page.hasNextPage;
    }
    expect(collected).toEqual(['김민수', '김민수진', '이김민']);
  });

  test('tells people of one name apart', async () => {
    expect((await found('박종렬')).map(({ distinction }) => distinction)).toEqual(['인천대학교 교수 · 인천', '부산']);
  });

  test('orders equal matches by influence, archived ones last and only when asked for', async () => {
    const assessment = { interest: 3, assessedOn: '2012-12-01' };
    await t.staff.assessStakeholder({ ...assessment, stakeholderId: idOf('namesake'), influence: 5 });
    expect((await first('박종렬'))?.record.id).toBe(idOf('namesake'));
    await t.staff.reviseStakeholder({ id: idOf('namesake'), version: 1, archived: true });
    expect((await found('박종렬')).map(({ record }) => record.id)).toEqual([idOf('chair')]);
    const all = await t.manager.search({ text: '박종렬', includeArchived: true });
    expect(all.rows.map(({ row }) => row.record.id)).toEqual([idOf('chair'), idOf('namesake')]);
  });

  test('follows every change: new names, other names, organizations renamed and memberships', async () => {
    await t.staff.reviseStakeholder({ id: idOf('조아라'), version: 1, name: '조하나' });
    expect(await titles('조아라')).toEqual([]);
    expect(await titles('조하나')).toEqual(['조하나']);
    await t.staff.addOtherName({ stakeholderId: idOf('조아라'), otherName: { kind: 'FORMER', name: '조아라' } });
    expect((await first('조아라'))?.matched).toMatchObject({ field: 'OTHER_NAME', text: '조아라' });
    const { version } = (await t.staff.findStakeholder(idOf('university')))!;
    await t.staff.reviseStakeholder({ id: idOf('university'), version, name: '국립송도대학교' });
    expect((await first('박종렬 송도대'))?.record.id).toBe(idOf('chair'));
    await t.database.client.$executeRaw`DELETE FROM "Membership" WHERE "memberId" = ${idOf('chair')}::uuid`;
    expect(await titles('박종렬 송도대')).toEqual([]);
  });
});

describe('who searches', () => {
  test('finds only engagements that they may read, and is told no number of others', async () => {
    const subjects = async (who: 'viewer' | 'manager') => (await t[who].search({ text: 'GTX' })).rows.map(({ row }) => row.record.id);
    expect(await subjects('manager')).toEqual([idOf('open'), idOf('restricted')]);
    expect(await subjects('viewer')).toEqual([idOf('open')]);
    expect(await t.viewer.searchCounts({ text: 'GTX', kinds: ['ENGAGEMENT'] })).toEqual([{ kind: 'ENGAGEMENT', count: 1 }]);
    expect(await t.manager.searchCounts({ text: 'GTX', kinds: ['ENGAGEMENT'] })).toEqual([{ kind: 'ENGAGEMENT', count: 2 }]);
  });

  test('finds nothing of a kind without its scope, and no affiliation without memberships', async () => {
    const service = async (...scopes: Scope[]) => t.pcrm.as(await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes }));
    const tasks = await service('policy-tasks:read');
    expect((await tasks.search({ text: '박종렬' })).rows).toEqual([]);
    expect(await tasks.searchCounts({ text: '지방' })).toEqual([
      { kind: 'STAKEHOLDER', count: 0 },
      { kind: 'POLICY_TASK', count: 1 },
      { kind: 'PROPOSAL', count: 0 },
      { kind: 'MEETING', count: 0 },
      { kind: 'ENGAGEMENT', count: 0 },
    ]);
    const stakeholders = await service('stakeholders:read');
    const organization = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '비밀단체' });
    await t.staff.startMembership({ organizationId: organization.id, memberId: idOf('김민수'), role: 'MEMBER' });
    expect((await t.viewer.search({ text: '김민수 비밀단체' })).rows).toHaveLength(1);
    expect((await stakeholders.search({ text: '김민수 비밀단체' })).rows).toEqual([]);
    expect((await stakeholders.search({ text: '김민수' })).rows[0]?.row.distinction).toBeNull();
    const meetings = await service('meetings:read');
    expect((await meetings.search({ text: '전국시도협 28차' })).rows).toEqual([]);
    expect((await meetings.search({ text: '28차' })).rows[0]?.row.title).toBe('제28차 정기회의');
  });
});

property.prop(
  [
    fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[가-힣ㄱ-ㅣ\u1100-\u11ffＡ-ｚA-zÀ-ÿ㈜·\s]{0,20}$/u)), {
      minLength: 50,
      maxLength: 50,
    }),
  ],
  {
    numRuns: 5,
  },
)('texts are compared in the same form in TypeScript and in SQL', async (texts) => {
  const storable = texts.filter((text) => text.isWellFormed() && !text.includes('\0'));
  const rows = await t.database.client.$queryRaw<{ key: string }[]>(
    Prisma.sql`SELECT search_key(text) AS key FROM unnest(${storable}::text[]) WITH ORDINALITY AS texts (text, position) ORDER BY position`,
  );
  expect(rows.map(({ key }) => key)).toEqual(storable.map((text) => searchKey(text).key));
});
