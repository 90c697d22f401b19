import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import { loadPages, type KeysetList } from '../database/keyset.js';
import type { Engagement } from '../generated/prisma/client.js';
import { onServer, useTestPcrm } from '../testing.js';
import { engagementsOfActor, engagementsOfPolicyTask, engagementsOfStakeholder, type EngagementFilter } from './engagement-queries.js';

const t = useTestPcrm();

let mayor: string;
let council: string;
let task: string;
let service: Actor;
const ids: Record<string, string> = {};

beforeAll(async () => {
  mayor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '구청장' })).id;
  council = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '가 의회', categories: ['CITY_COUNCIL'] })).id;
  task = (
    await t.database.client.policyTask.create({ data: { number: 7, title: '과제 7', origin: 'NEW', enteredById: t.actors.staff.id } })
  ).id;
  service = await t.admin.addActor({ kind: 'SERVICE', name: '대시보드', scopes: ['engagements:read'] });
  const log = async (subject: string, day: string, more: Partial<Parameters<typeof t.staff.logEngagement>[0]> = {}) => {
    const logged = await t.staff.logEngagement({
      subject,
      occurredAt: `${day}T09:00:00+09:00`,
      channel: 'CALL',
      direction: 'INBOUND',
      stakeholderIds: [mayor],
      ...more,
    });
    ids[subject] = logged.id;
  };
  await log('공개 통화', '2012-12-01', { confidentiality: 'PUBLIC', topics: ['교통'] });
  await log('내부 방문', '2012-12-03', { channel: 'VISIT', stakeholderIds: [mayor, council], policyTaskIds: [task] });
  await log('제한 통화', '2012-12-02', { confidentiality: 'RESTRICTED', policyTaskIds: [task] });
  await log('100% 지원_요청 GTX', '2012-11-30', { channel: 'OFFICIAL_LETTER', staffIds: [t.actors.manager.id], topics: ['교통', '재정'] });
});

const subjectsOf = (page: { readonly rows: readonly { readonly row: Engagement }[] }) => page.rows.map(({ row }) => row.subject);
const list = async (filter: EngagementFilter) => subjectsOf(await t.staff.listEngagements({ filter }));

describe('a list of engagements', () => {
  test('runs from the newest, or from the oldest, in pages', async () => {
    expect(await list({})).toEqual(['내부 방문', '제한 통화', '공개 통화', '100% 지원_요청 GTX']);
    const first = await t.staff.listEngagements({ order: 'OLDEST', first: 3 });
    expect(subjectsOf(first)).toEqual(['100% 지원_요청 GTX', '공개 통화', '제한 통화']);
    expect(first).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = await t.staff.listEngagements({ order: 'OLDEST', first: 3, after: first.rows[2]?.cursor });
    expect(subjectsOf(rest)).toEqual(['내부 방문']);
    expect(rest.hasNextPage).toBe(false);
  });

  test.for<[string, () => EngagementFilter, string[]]>([
    ['channels', () => ({ channels: ['VISIT', 'OFFICIAL_LETTER'] }), ['내부 방문', '100% 지원_요청 GTX']],
    ['from and until, half-open', () => ({ from: '2012-12-01T09:00:00+09:00', until: '2012-12-03T00:00:00Z' }), ['제한 통화', '공개 통화']],
    ['confidentiality', () => ({ confidentiality: 'PUBLIC' }), ['공개 통화']],
    ['a topic', () => ({ topic: ' 교통' }), ['공개 통화', '100% 지원_요청 GTX']],
    ['a member of staff', () => ({ staffId: t.actors.manager.id }), ['100% 지원_요청 GTX']],
    ['a department', () => ({ enteredForId: t.departmentId, channels: ['VISIT'] }), ['내부 방문']],
    ['part of the subject, whatever it holds', () => ({ subjectContains: '0% 지원_요청 gtx' }), ['100% 지원_요청 GTX']],
    ['no wildcard', () => ({ subjectContains: '공_통화' }), []],
    ['one syllable', () => ({ subjectContains: '통' }), ['제한 통화', '공개 통화']],
    ['a part across words, with its blank', () => ({ subjectContains: '개 통' }), ['공개 통화']],
    ['no part with a blank that is not there', () => ({ subjectContains: '통 화' }), []],
    ['a mark alone', () => ({ subjectContains: '%' }), ['100% 지원_요청 GTX']],
  ])('filters by %s', async ([, filter, expected]) => {
    expect(await list(filter())).toEqual(expected);
  });

  test('shows each actor what they may read, in find as well', async () => {
    const reader = t.pcrm.as(service);
    expect(subjectsOf(await reader.listEngagements())).toEqual(['공개 통화']);
    expect(subjectsOf(await t.viewer.listEngagements({ filter: { channels: ['CALL'] } }))).toEqual(['공개 통화']);
    expect(subjectsOf(await t.manager.listEngagements({ filter: { channels: ['CALL'] } }))).toEqual(['제한 통화', '공개 통화']);
    expect(await reader.findEngagement(ids['내부 방문'] as string)).toBeNull();
    expect(await reader.findEngagement(ids['공개 통화'] as string)).toMatchObject({ subject: '공개 통화' });
  });

  test('refuses without engagements:read, and a bad filter', async () => {
    const writer = await t.admin.addActor({ kind: 'SERVICE', name: '기록기', scopes: ['engagements:write'] });
    await expect(t.pcrm.as(writer).listEngagements()).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'engagements:read' });
    await expect(t.pcrm.as(writer).findEngagement(mayor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const bad = t.staff.listEngagements({ filter: { channels: [], from: '2012-12-01', staffId: 'me' } });
    await expect(bad).rejects.toMatchObject({ problems: [{ path: ['channels'] }, { path: ['from'] }, { path: ['staffId'] }] });
  });
});

describe('engagements below', () => {
  const below = async (listOfParent: KeysetList<Engagement>, parentIds: string[], first = 2) =>
    (await loadPages(t.pcrm.db, listOfParent, { parentIds, first })).map((page) => ({
      subjects: subjectsOf(page),
      more: page.hasNextPage,
    }));

  test('each stakeholder come newest first, with the limit for each, in one statement', async () => {
    const statements: string[] = [];
    const stop = recordStatements(statements);
    const pages = await below(engagementsOfStakeholder(t.actors.staff), [council, mayor, task]);
    stop();
    expect(pages).toEqual([
      { subjects: ['내부 방문'], more: false },
      { subjects: ['내부 방문', '제한 통화'], more: true },
      { subjects: [], more: false },
    ]);
    expect(statements).toHaveLength(1);
  });

  test('each stakeholder go on after a cursor, filtered, and only as the actor may read them', async () => {
    const all = engagementsOfStakeholder(t.actors.viewer, { until: '2012-12-03T00:00:00Z' });
    expect(await below(all, [mayor])).toEqual([{ subjects: ['공개 통화', '100% 지원_요청 GTX'], more: false }]);
    const [first] = await loadPages(t.pcrm.db, engagementsOfStakeholder(t.actors.viewer), { parentIds: [mayor], first: 1 });
    const after = first?.rows[0]?.cursor;
    const [next] = await loadPages(t.pcrm.db, engagementsOfStakeholder(t.actors.viewer), { parentIds: [mayor], first: 1, after });
    expect(next && subjectsOf(next)).toEqual(['공개 통화']);
  });

  test('each policy task and each member of staff', async () => {
    expect(await below(engagementsOfPolicyTask(t.actors.staff), [task])).toEqual([{ subjects: ['내부 방문', '제한 통화'], more: false }]);
    expect(await below(engagementsOfPolicyTask(t.actors.viewer), [task])).toEqual([{ subjects: ['내부 방문'], more: false }]);
    expect(await below(engagementsOfActor(t.actors.viewer), [t.actors.manager.id, t.actors.staff.id])).toEqual([
      { subjects: ['100% 지원_요청 GTX'], more: false },
      { subjects: ['내부 방문', '공개 통화'], more: false },
    ]);
  });
});

describe('what is linked to engagements', () => {
  test('comes for each engagement in order, in one statement each', async () => {
    const asked = ['제한 통화', '내부 방문', '100% 지원_요청 GTX'].map((subject) => ids[subject] as string);
    const statements: string[] = [];
    const stop = recordStatements(statements);
    const stakeholders = await t.staff.stakeholdersOfEngagements(asked);
    const staff = await t.staff.staffOfEngagements(asked);
    const topics = await t.staff.topicsOfEngagements(asked);
    const tasks = await t.staff.policyTasksOfEngagements(asked);
    stop();
    expect(statements).toHaveLength(4);
    expect(stakeholders.map((each) => each.map(({ name }) => name))).toEqual([['구청장'], ['가 의회', '구청장'], ['구청장']]);
    expect(stakeholders[1]?.[0]).toEqual(await t.pcrm.db.stakeholder.findUnique({ where: { id: council } }));
    expect(staff.map((each) => each.map(({ id }) => id))).toEqual([[t.actors.staff.id], [t.actors.staff.id], [t.actors.manager.id]]);
    expect(topics.map((each) => each.map(({ name }) => name))).toEqual([[], [], ['교통', '재정']]);
    expect(tasks.map((each) => each.map(({ title }) => title))).toEqual([['과제 7'], ['과제 7'], []]);
  });

  test('is nothing where the engagement may not be read', async () => {
    const asked = ['제한 통화', '내부 방문'].map((subject) => ids[subject] as string);
    expect((await t.viewer.staffOfEngagements(asked)).map((each) => each.length)).toEqual([0, 1]);
    await expect(t.pcrm.as(service).stakeholdersOfEngagements(asked)).rejects.toMatchObject({ scope: 'stakeholders:read' });
    await expect(t.pcrm.as(service).policyTasksOfEngagements(asked)).rejects.toMatchObject({ scope: 'policy-tasks:read' });
    await expect(t.pcrm.as(service).staffOfEngagements(asked)).rejects.toMatchObject({ scope: 'access:read' });
    expect(await t.pcrm.as(service).topicsOfEngagements(asked)).toEqual([[], []]);
  });
});

// Plans count only on a server with statistics.
test.runIf(onServer)('the last engagements of a stakeholder are read from the index, as many as asked', async () => {
  const { client } = t.database;
  await client.$executeRaw`
    INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, confidentiality, "updatedAt", "enteredById")
    SELECT gen_random_uuid(), timestamptz '2009-01-01' + n * interval '1 hour', 'CALL', 'INBOUND', '대량 ' || n,
      (ARRAY['PUBLIC', 'INTERNAL', 'RESTRICTED'])[1 + n % 3]::"Confidentiality", now(), ${t.actors.admin.id}::uuid
    FROM generate_series(1, 20000) n`;
  const other = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '다른 사람' })).id;
  await client.$executeRaw`
    INSERT INTO "EngagementStakeholder" ("engagementId", "occurredAt", "stakeholderId")
    SELECT id, "occurredAt", (ARRAY[${mayor}::uuid, ${other}::uuid])[1 + (random() * 1)::int] FROM "Engagement" WHERE subject LIKE '대량%'`;
  await client.$executeRaw`ANALYZE`;

  const statements: { query: string; params: string }[] = [];
  const stop = recordStatements(statements, (event) => event);
  const request = { parentIds: [mayor, other], first: 5 };
  const pages = await loadPages(t.pcrm.db, engagementsOfStakeholder(t.actors.staff), request);
  stop();
  expect(pages.map(({ rows }) => rows.length)).toEqual([5, 5]);
  const [{ query, params } = { query: '', params: '[]' }] = statements;
  const [explained] = await client.$queryRawUnsafe<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${query}`,
    ...(JSON.parse(params) as unknown[]),
  );
  const nodes = flatten((explained as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan);
  const links = nodes.filter((node) => node['Relation Name'] === 'EngagementStakeholder');
  expect(links).toMatchObject([{ 'Index Name': 'EngagementStakeholder_stakeholderId_occurredAt_engagementId_idx', 'Actual Loops': 2 }]);
  // Six are asked for, and about one in three is restricted: it stops soon, and does not read the stakeholder's thousands.
  expect(links[0]?.['Actual Rows']).toBeLessThan(40);
  // The only sort is that of the few rows that all parents have together.
  expect(nodes.filter((node) => node['Node Type'].includes('Sort')).length).toBeLessThanOrEqual(1);
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly Plans?: readonly PlanNode[];
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** Collects statements until it is stopped. */
function recordStatements<Kept = string>(
  into: Kept[],
  keep: (event: { query: string; params: string }) => Kept = ({ query }) => query as Kept,
): () => void {
  let recording = true;
  t.database.client.$on('query', (event) => {
    if (recording && event.query.includes('SELECT')) into.push(keep(event));
  });
  return () => (recording = false);
}
