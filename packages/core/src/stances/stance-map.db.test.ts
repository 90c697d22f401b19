import { beforeAll, describe, expect, test } from 'vitest';
import type { StancePosition } from '../generated/prisma/enums.js';
import type { PcrmAs } from '../open-pcrm.js';
import { addTask } from '../policy-tasks/testing.js';
import { onServer, useTestPcrm } from '../testing.js';
import type { MapInput } from './stance-map.js';
import type { PositionTotal } from './stance-tally.js';

const t = useTestPcrm();
const names = [
  '김의원',
  '이의원',
  '박위원',
  '갯벌연대',
  '상공회의소',
  '강화군',
  '진보당',
  '정책위원회',
  '시의회',
  '최위원',
  '정무부시장실',
] as const;
type Name = (typeof names)[number];
const persons: readonly Name[] = ['김의원', '이의원', '박위원', '최위원'];
const id = {} as Record<Name, string>;
let taskId: string;
let sourceId: string;

const stand = (name: Name, position: StancePosition, heldFrom: string) =>
  t.staff.recordStance({
    stakeholderId: id[name],
    policyTaskId: taskId,
    position,
    heldFrom,
    confidence: 'STATED',
    sourceId,
    quotation: position,
    ...(persons.includes(name) && { legalBasis: 'PUBLIC_STATEMENT' as const }),
  });

beforeAll(async () => {
  for (const name of names) {
    const region = ['강화군', '갯벌연대'].includes(name) ? { region: '강화' } : {};
    const party = name === '진보당' ? { categories: ['PARTY' as const] } : { categories: ['CIVIC_GROUP' as const] };
    const kind = persons.includes(name) ? 'PERSON' : 'ORGANIZATION';
    ({ id: id[name] } = await t.staff.registerStakeholder({ kind, name, ...party, ...region }));
  }
  await t.staff.establishBody({ organizationId: id.정책위원회, kind: 'COMMITTEE' });
  ({ id: taskId } = await addTask(t, { bodyId: id.정책위원회 }));
  ({ id: sourceId } = await t.staff.recordSource({ title: '회의록' }));
  const member = { role: 'MEMBER', from: '2011' } as const;
  await t.staff.startMembership({ ...member, organizationId: id.정책위원회, memberId: id.박위원 });
  await t.staff.startMembership({ ...member, organizationId: id.정책위원회, memberId: id.최위원 });
  await t.staff.startMembership({ ...member, organizationId: id.시의회, memberId: id.이의원, onBehalfOfId: id.진보당 });
  await t.staff.startMembership({ ...member, organizationId: id.진보당, memberId: id.김의원, until: '2012-07' });
  const post = await t.staff.createPost({ organizationId: id.정무부시장실, title: '정무부시장' });
  await t.staff.startMembership({
    organizationId: id.정무부시장실,
    memberId: id.이의원,
    role: 'POST_HOLDER',
    postId: post.id,
    from: '2011',
  });
  await t.staff.startMembership({ ...member, organizationId: id.정책위원회, basis: 'EX_OFFICIO', exOfficioPostId: post.id });

  await stand('김의원', 'SUPPORTS', '2012-01');
  await stand('김의원', 'OPPOSES', '2012-09-01');
  await stand('김의원', 'OPPOSES', '2012-10-01');
  await stand('이의원', 'STRONGLY_OPPOSES', '2012-03');
  await stand('박위원', 'OPPOSES', '2012-12-01');
  await stand('갯벌연대', 'STRONGLY_OPPOSES', '2011');
  await stand('상공회의소', 'SUPPORTS', '2012-02');
  await stand('상공회의소', 'UNKNOWN', '2012-11');
  await stand('강화군', 'NEUTRAL', '2012-05-05');
  await stand('진보당', 'OPPOSES', '2012');
  const assess = (name: Name, influence: number, assessedOn: string, policyTaskId?: string) =>
    t.staff.assessStakeholder({ stakeholderId: id[name], influence, interest: 3, assessedOn, ...(policyTaskId && { policyTaskId }) });
  await assess('김의원', 4, '2012-01-01', taskId);
  await assess('김의원', 2, '2012-11-01');
  await assess('갯벌연대', 3, '2012-01-01');
  await assess('갯벌연대', 5, '2012-12-01');
  await assess('상공회의소', 1, '2012-01-01');
  await assess('정무부시장실', 2, '2012-01-01', taskId);
});

/** Those positions at which somebody stands, as "position stakeholders weight unassessed". */
const told = (positions: readonly PositionTotal[]) =>
  positions
    .filter(({ stakeholders }) => stakeholders > 0)
    .map(({ position, stakeholders, weight, unassessed }) => `${position} ${stakeholders} ${weight} ${unassessed}`);
const map = async (as: PcrmAs, asOf?: string) => told((await as.stanceMap({ policyTaskId: taskId, asOf })).positions);

describe('the map', () => {
  test('counts who stands where on a day and weighs them by influence as it was assessed by then', async () => {
    expect(await map(t.staff, '2012-06-30')).toEqual(['SUPPORTS 2 5 0', 'NEUTRAL 1 0 1', 'OPPOSES 1 0 1', 'STRONGLY_OPPOSES 2 3 1']);
    expect(await map(t.staff)).toEqual(['NEUTRAL 1 0 1', 'OPPOSES 3 4 2', 'STRONGLY_OPPOSES 2 5 1', 'UNKNOWN 1 1 0']);
    expect(await map(t.staff, '2010-12-31')).toEqual([]);
  });

  test('names every position, in order', async () => {
    const { positions, asOf } = await t.staff.stanceMap({ policyTaskId: taskId, asOf: '2010-12-31' });
    expect(positions.map(({ position }) => position)).toEqual([
      'STRONGLY_SUPPORTS',
      'SUPPORTS',
      'NEUTRAL',
      'OPPOSES',
      'STRONGLY_OPPOSES',
      'UNKNOWN',
    ]);
    expect(asOf.toISOString()).toBe('2010-12-31T00:00:00.000Z');
  });

  test('is of organizations only for those who may not read where natural persons stand, and says so', async () => {
    expect(await map(t.viewer)).toEqual(['NEUTRAL 1 0 1', 'OPPOSES 1 0 1', 'STRONGLY_OPPOSES 1 5 0', 'UNKNOWN 1 1 0']);
    expect((await t.viewer.stanceMap({ policyTaskId: taskId })).includesPersons).toBe(false);
    expect((await t.staff.stanceMap({ policyTaskId: taskId })).includesPersons).toBe(true);
  });

  test('needs what it tells of, and a task that is there', async () => {
    const tool = t.pcrm.as({ ...t.actors.staff, kind: 'SERVICE', role: null, scopes: ['stances:read', 'stakeholders:read'] });
    await expect(tool.stanceMap({ policyTaskId: taskId })).rejects.toMatchObject({ scope: 'policy-tasks:read' });
    await expect(tool.stanceMap({ proposalId: taskId })).rejects.toMatchObject({ scope: 'proposals:read' });
    await expect(t.staff.stanceMap({ policyTaskId: id.김의원 })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'PolicyTask' });
    await expect(t.staff.stanceMap({ proposalId: id.김의원 })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Proposal' });
    await expect(t.staff.stanceMap({})).rejects.toMatchObject({ problems: [{ path: ['policyTaskId'], code: 'required' }] });
  });
});

describe('the standings', () => {
  const standings = async (
    input: Omit<MapInput, 'policyTaskId'> & { position?: StancePosition; first?: number; after?: string | undefined },
  ) => t.staff.stanceStandings({ policyTaskId: taskId, ...input });
  const nameOf = (stakeholderId: string) => names.find((name) => id[name] === stakeholderId);

  test('tell of each since when they stand there unchanged, and their influence', async () => {
    const { rows } = await standings({ asOf: '2012-12-12' });
    const lines = rows.map(({ row: { stakeholderId, position, sinceDate, sincePrecision, influence } }) =>
      [nameOf(stakeholderId), position, sinceDate.toISOString().slice(0, 10), sincePrecision, influence].join(' '),
    );
    expect(lines.toSorted()).toEqual(
      [
        '갯벌연대 STRONGLY_OPPOSES 2011-01-01 YEAR 5',
        '강화군 NEUTRAL 2012-05-05 DAY ',
        '김의원 OPPOSES 2012-09-01 DAY 4',
        '박위원 OPPOSES 2012-12-01 DAY ',
        '상공회의소 UNKNOWN 2012-11-01 MONTH 1',
        '이의원 STRONGLY_OPPOSES 2012-03-01 MONTH ',
        '진보당 OPPOSES 2012-01-01 YEAR ',
      ].toSorted(),
    );
  });

  test('are paged and filtered', async () => {
    const page = await standings({ position: 'OPPOSES', first: 2 });
    expect(page.hasNextPage).toBe(true);
    expect(await page.countAll()).toBe(3);
    const next = await standings({ position: 'OPPOSES', first: 2, after: page.rows[1]?.cursor });
    const all = [...page.rows, ...next.rows].map(({ row }) => nameOf(row.stakeholderId));
    expect(all).toEqual(['김의원', '박위원', '진보당']);
  });
});

describe('the groups', () => {
  const groups = async (as: PcrmAs, by: 'PARTY' | 'BODY' | 'REGION', asOf?: string) => {
    const { rows } = await as.stanceGroups({ policyTaskId: taskId, by, asOf });
    return rows.map(({ row: { name, positions } }) => [name, ...told(positions)]);
  };

  test('by party: its members, those who hold a seat for it, and itself', async () => {
    const others = ['NEUTRAL 1 0 1', 'OPPOSES 2 4 1', 'STRONGLY_OPPOSES 1 5 0', 'UNKNOWN 1 1 0'];
    expect(await groups(t.staff, 'PARTY')).toEqual([
      ['진보당', 'OPPOSES 1 0 1', 'STRONGLY_OPPOSES 1 0 1'],
      [null, ...others],
    ]);
    const [inJune] = await groups(t.staff, 'PARTY', '2012-06-30');
    expect(inJune).toEqual(['진보당', 'SUPPORTS 1 4 0', 'OPPOSES 1 0 1', 'STRONGLY_OPPOSES 1 0 1']);
    expect((await groups(t.viewer, 'PARTY'))[0]).toEqual(['진보당', 'OPPOSES 1 0 1']);
  });

  test('by body: its members, and who holds the post of a seat', async () => {
    const [body] = await groups(t.staff, 'BODY');
    expect(body).toEqual(['정책위원회', 'OPPOSES 1 0 1', 'STRONGLY_OPPOSES 1 0 1']);
  });

  test('by region, and those of none last', async () => {
    expect(await groups(t.staff, 'REGION')).toEqual([
      ['강화', 'NEUTRAL 1 0 1', 'STRONGLY_OPPOSES 1 5 0'],
      [null, 'OPPOSES 3 4 2', 'STRONGLY_OPPOSES 1 0 1', 'UNKNOWN 1 1 0'],
    ]);
    const page = await t.staff.stanceGroups({ policyTaskId: taskId, by: 'REGION', first: 1 });
    const next = await t.staff.stanceGroups({ policyTaskId: taskId, by: 'REGION', first: 1, after: page.rows[0]?.cursor });
    expect([page, next].map(({ rows }) => rows[0]?.row.name)).toEqual(['강화', null]);
    expect(await page.countAll()).toBe(2);
  });

  test('parties and bodies take memberships:read', async () => {
    const scopes = ['stances:read', 'stakeholders:read', 'policy-tasks:read'];
    const tool = t.pcrm.as({ ...t.actors.staff, kind: 'SERVICE', role: null, scopes });
    await expect(groups(tool, 'PARTY')).rejects.toMatchObject({ scope: 'memberships:read' });
    expect(await groups(tool, 'REGION')).toHaveLength(2);
  });
});

describe('what moved between two days', () => {
  const moves = async (as: PcrmAs, from: string, to: string) => {
    const { rows } = await as.stanceMoves({ policyTaskId: taskId, from, to });
    return rows.map(
      ({ row: { stakeholderId, before, after } }) => `${names.find((name) => id[name] === stakeholderId)} ${before} ${after}`,
    );
  };

  test('tells from where to where, and who spoke for the first time', async () => {
    expect(await moves(t.staff, '2012-06-30', '2012-12-12')).toEqual([
      '김의원 SUPPORTS OPPOSES',
      '박위원 null OPPOSES',
      '상공회의소 SUPPORTS UNKNOWN',
    ]);
    expect(await moves(t.viewer, '2012-06-30', '2012-12-12')).toEqual(['상공회의소 SUPPORTS UNKNOWN']);
    expect(await moves(t.staff, '2012-12-11', '2012-12-12')).toEqual([]);
  });

  test('the days are in order', async () => {
    await expect(moves(t.staff, '2012-12-12', '2012-12-12')).rejects.toMatchObject({ problems: [{ path: ['to'], code: 'out_of_order' }] });
  });
});

describe('who has said nothing', () => {
  const silent = async (as: PcrmAs, asOf?: string) => {
    const { rows } = await as.silentStakeholders({ policyTaskId: taskId, asOf });
    return rows.map(({ row }) => row.name);
  };

  test('of the members of the body, of those assessed for the task and of those in engagements that touched it', async () => {
    await t.staff.logEngagement({
      occurredAt: '2012-08-31T16:00:00Z',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '문의',
      stakeholderIds: [id.시의회, id.갯벌연대],
      policyTaskIds: [taskId],
    });
    await t.admin.logEngagement({
      occurredAt: '2012-08-31T16:00:00Z',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '비공개',
      confidentiality: 'RESTRICTED',
      stakeholderIds: [id.정책위원회],
      policyTaskIds: [taskId],
    });
    expect(await silent(t.staff, '2012-08-31')).toEqual(['박위원', '정무부시장실', '최위원']);
    expect(await silent(t.staff)).toEqual(['시의회', '정무부시장실', '최위원']);
    expect(await silent(t.admin)).toEqual(['시의회', '정무부시장실', '정책위원회', '최위원']);
    expect(await silent(t.viewer)).toEqual(['시의회', '정무부시장실']);
    expect(await (await t.staff.silentStakeholders({ policyTaskId: taskId, first: 1 })).countAll()).toBe(3);
    const { version } = await t.pcrm.db.stakeholder.findUniqueOrThrow({ where: { id: id.시의회 } });
    await t.staff.reviseStakeholder({ id: id.시의회, version, archived: true });
    expect(await silent(t.staff)).toEqual(['정무부시장실', '최위원']);
    expect(await silent(t.staff, '2012-12-11')).toEqual(['시의회', '정무부시장실', '최위원']);
  });

  test('of the addressees of a proposal and the members of the body that makes it', async () => {
    const proposal = await t.database.client.proposal.create({
      data: {
        title: '조력발전 재검토',
        bodyId: id.정책위원회,
        proposedDate: new Date('2012-10-05'),
        proposedPrecision: 'DAY',
        enteredById: t.actors.staff.id,
        addressees: { create: [{ stakeholderId: id.강화군 }, { stakeholderId: id.상공회의소 }] },
      },
    });
    await t.staff.recordStance({
      stakeholderId: id.강화군,
      proposalId: proposal.id,
      position: 'SUPPORTS',
      heldFrom: '2012-11',
      confidence: 'STATED',
      sourceId,
      quotation: '찬성',
    });
    const { rows } = await t.staff.silentStakeholders({ proposalId: proposal.id });
    expect(rows.map(({ row }) => row.name)).toEqual(['박위원', '상공회의소', '이의원', '최위원']);
    const { positions } = await t.staff.stanceMap({ proposalId: proposal.id });
    expect(told(positions)).toEqual(['SUPPORTS 1 0 1']);
  });
});

test.runIf(onServer)('a task on which 2,000 stakeholders took three stances each is answered in a moment (only on a server)', async () => {
  const { id: bigTask } = await addTask(t, {});
  const { client } = t.database;
  const enteredById = t.actors.staff.id;
  await client.$executeRaw`
    INSERT INTO "Stakeholder" (id, kind, name, "enteredById", "updatedAt")
    SELECT gen_random_uuid(), (ARRAY['PERSON', 'ORGANIZATION'])[1 + n % 2]::"StakeholderKind", '단체 ' || n, ${enteredById}::uuid, now()
    FROM generate_series(1, 2000) n`;
  await client.$executeRaw`
    INSERT INTO "Stance" (id, "stakeholderId", "policyTaskId", position, "heldFromDate", "heldFromPrecision", confidence, "legalBasis",
      "sourceId", quotation, "enteredById")
    SELECT gen_random_uuid(), s.id, ${bigTask}::uuid, (ARRAY['OPPOSES', 'NEUTRAL', 'SUPPORTS'])[step]::"StancePosition",
      make_date(2008 + step, 1, 1), 'YEAR', 'INFERRED', CASE s.kind WHEN 'PERSON' THEN 'STATUTE'::"StanceLegalBasis" END,
      ${sourceId}::uuid, '말', ${enteredById}::uuid
    FROM "Stakeholder" s CROSS JOIN generate_series(1, 3) step WHERE s.name LIKE '단체 %'`;
  await client.$executeRaw`ANALYZE "Stance"`;
  const took: Record<string, number> = {};
  const time = async <Result>(what: string, work: () => Promise<Result>) => {
    const started = performance.now();
    const result = await work();
    took[what] = performance.now() - started;
    return result;
  };
  const { positions } = await time('map', () => t.staff.stanceMap({ policyTaskId: bigTask }));
  await time('standings', () => t.staff.stanceStandings({ policyTaskId: bigTask }));
  await time('groups', () => t.viewer.stanceGroups({ policyTaskId: bigTask, by: 'PARTY' }));
  await time('moves', () => t.staff.stanceMoves({ policyTaskId: bigTask, from: '2010-06-30', to: '2012-01-01' }));
  expect(told(positions)).toEqual(['SUPPORTS 2000 0 2000']);
  expect(Math.max(...Object.values(took))).toBeLessThan(5_000);
});
