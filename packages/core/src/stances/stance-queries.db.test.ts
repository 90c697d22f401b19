import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import type { Stance } from '../generated/prisma/client.js';
import { useTestPcrm } from '../testing.js';
import { addStanceWorld, logCall, type StanceWorld } from './testing.js';

const t = useTestPcrm();
let world: StanceWorld;
let ofKim: Stance;
let ofUnion: Stance;
/** The union's stance once more, as told in an engagement that only its department's managers may read. */
let restricted: Stance;

beforeAll(async () => {
  world = await addStanceWorld(t);
  const { taskId: policyTaskId, kim, union } = world;
  const stated = { policyTaskId, confidence: 'STATED' } as const;
  const call = await logCall(t, {
    stakeholderIds: [kim, union],
    stances: [
      { ...stated, stakeholderId: kim, position: 'SUPPORTS', legalBasis: 'PUBLIC_STATEMENT' },
      { ...stated, stakeholderId: union, position: 'OPPOSES', heldFrom: '2012-06' },
    ],
  });
  [ofKim, ofUnion] = call.stances as [Stance, Stance];
  const secret = await t.admin.logEngagement({
    occurredAt: '2012-12-01T02:00:00Z',
    channel: 'VISIT',
    direction: 'INBOUND',
    subject: '비공개 면담',
    confidentiality: 'RESTRICTED',
    stakeholderIds: [union],
    stances: [{ ...stated, position: 'NEUTRAL' }],
  });
  [restricted] = secret.stances as [Stance];
});

// The log is never emptied: each test reads what was added in its own minute.
let minute = 0;
beforeEach(() => {
  minute += 1;
  t.setNow(new Date(Date.UTC(2012, 11, 12, 3, minute)).toISOString());
});
const readsNow = async () => {
  const { rows } = await t.admin.listReads({ filter: { from: new Date(Date.UTC(2012, 11, 12, 3, minute)) }, first: 100 });
  return rows.map(({ row: { personId, actorId, recordIds, data } }) => ({ personId, actorId, recordIds, data }));
};

const service = (...scopes: string[]): Actor => ({
  ...t.actors.staff,
  kind: 'SERVICE',
  role: null,
  scopes: ['stances:read', 'engagements:read', 'engagements:read-internal', ...scopes],
});
const idsOf = (page: { readonly rows: readonly { readonly row: { readonly id: string } }[] }) => page.rows.map(({ row }) => row.id);

describe('who may see which', () => {
  test('organizations’ with stances:read, natural persons’ with a scope of their own', async () => {
    expect(idsOf(await t.staff.listStances())).toEqual([ofKim.id, ofUnion.id]);
    expect(idsOf(await t.viewer.listStances())).toEqual([ofUnion.id]);
    expect(idsOf(await t.pcrm.as(service()).listStances())).toEqual([ofUnion.id]);
    expect(idsOf(await t.pcrm.as(service('stances:read-persons')).listStances())).toEqual([ofKim.id, ofUnion.id]);
    await expect(t.pcrm.as({ ...service(), scopes: [] }).listStances()).rejects.toMatchObject({ scope: 'stances:read' });
  });

  test('what was heard in an engagement only if that may be read', async () => {
    expect(idsOf(await t.admin.listStances())).toEqual([restricted.id, ofKim.id, ofUnion.id]);
    expect(idsOf(await t.staff.listStances())).not.toContain(restricted.id);
    const withoutEngagements = { ...service('stances:read-persons'), scopes: ['stances:read', 'stances:read-persons'] };
    expect(idsOf(await t.pcrm.as(withoutEngagements).listStances())).toEqual([]);
  });

  test('neither in a list, nor counted, nor by id, nor as a correction', async () => {
    const { viewer } = t;
    const ids = [ofKim.id, ofUnion.id, restricted.id];
    expect((await viewer.findStances(ids)).map((stance) => stance?.id ?? null)).toEqual([null, ofUnion.id, null]);
    const below = { below: 'STAKEHOLDER', parentIds: [world.kim, world.union] } as const;
    expect((await viewer.stancesOfEach(below)).map(idsOf)).toEqual([[], [ofUnion.id]]);
    expect(await viewer.countStancesOfEach(below)).toEqual([0, 1]);
    expect(await (await viewer.listStances()).countAll()).toBe(1);
    expect(await viewer.listStances({ filter: { stakeholderId: world.kim } })).toMatchObject({ rows: [], hasNextPage: false });
  });

  test('an entry that is corrected where the actor may not look stands for that actor', async () => {
    const call = await logCall(t, {
      stakeholderIds: [world.union],
      stances: [{ policyTaskId: world.taskId, position: 'OPPOSES', confidence: 'REPORTED' }],
    });
    const [entry] = call.stances as [Stance];
    const correction = await t.admin.correctStance({
      stanceId: entry.id,
      reason: '면담에서 바로잡음',
      position: 'SUPPORTS',
      engagementId: restricted.engagementId,
    });
    expect(idsOf(await t.viewer.listStances())).toContain(entry.id);
    expect(await t.viewer.correctionsOfEach([entry.id])).toEqual([null]);
    expect(idsOf(await t.admin.listStances())).not.toContain(entry.id);
    expect((await t.admin.correctionsOfEach([entry.id]))[0]?.id).toBe(correction.id);
    await t.admin.retractStance({ stanceId: correction.id, reason: '시험' });
    await expect(t.staff.retractStance({ stanceId: entry.id, reason: '시험' })).rejects.toMatchObject({ rule: 'Stance_correctsId_key' });
  });
});

describe('lists', () => {
  test('below an engagement, a meeting, a policy task and a proposal, in the order asked', async () => {
    const { engagementId } = ofKim;
    const pages = await t.staff.stancesOfEach({ below: 'ENGAGEMENT', parentIds: [world.kim, engagementId as string] });
    expect(pages.map(idsOf)).toEqual([[], [ofKim.id, ofUnion.id]]);
    const onTask = await t.staff.stancesOfEach({
      below: 'POLICY_TASK',
      parentIds: [world.taskId],
      first: 1,
      filter: { positions: ['SUPPORTS'] },
    });
    expect(onTask.map(idsOf)).toEqual([[ofKim.id]]);
    for (const below of ['MEETING', 'PROPOSAL'] as const) {
      expect((await t.staff.stancesOfEach({ below, parentIds: [world.taskId] })).map(idsOf)).toEqual([[]]);
    }
  });

  test('the timeline of a stakeholder on a task has the latest first; corrected and retracted entries when they are asked for', async () => {
    const { union, taskId: policyTaskId } = world;
    const heardOn = async (occurredAt: string, position: Stance['position']) => {
      const stances = [{ policyTaskId, position, confidence: 'STATED' }] as const;
      const call = await logCall(t, { occurredAt, stakeholderIds: [union], stances: [...stances] });
      return call.stances[0] as Stance;
    };
    const early = await heardOn('2011-03-02T02:00:00Z', 'STRONGLY_OPPOSES');
    const wrong = await heardOn('2011-04-02T02:00:00Z', 'SUPPORTS');
    const taken = await t.staff.retractStance({ stanceId: wrong.id, reason: '동명 단체' });
    const filter = { stakeholderId: union, policyTaskId };
    const timeline = idsOf(await t.staff.listStances({ filter }));
    expect(timeline.at(-1)).toBe(early.id);
    expect(timeline).not.toContain(wrong.id);
    expect(timeline).not.toContain(taken.id);
    const whole = idsOf(await t.staff.listStances({ filter: { ...filter, includeCorrected: true } }));
    expect(whole.slice(-3)).toEqual([taken.id, wrong.id, early.id]);
  });
});

describe('every read of a natural person’s stance is logged', () => {
  const entry = () => ({ personId: world.kim, actorId: t.actors.staff.id, recordIds: [ofKim.id], data: 'STANCES' });

  test.each<[string, () => Promise<unknown>]>([
    ['a list', () => t.staff.listStances()],
    ['lists below others', () => t.staff.stancesOfEach({ below: 'POLICY_TASK', parentIds: [world.taskId] })],
    ['by id', () => t.staff.findStances([ofKim.id, ofUnion.id])],
    ['the map', () => t.staff.stanceMap({ policyTaskId: world.taskId })],
    ['the standings', () => t.staff.stanceStandings({ policyTaskId: world.taskId })],
    ['the groups', () => t.staff.stanceGroups({ policyTaskId: world.taskId, by: 'REGION' })],
    ['the moves', () => t.staff.stanceMoves({ policyTaskId: world.taskId, from: '2012-01-01', to: '2012-12-12' })],
  ])('%s', async (_way, read) => {
    await read();
    expect(await readsNow()).toEqual([entry()]);
  });

  // A page that begins behind the last entry holds nobody, and only its total tells that Kim stands there.
  const behindAll = async () => {
    const { rows } = await t.staff.listStances({ filter: { stakeholderId: world.union }, last: 1 });
    return { after: rows.at(-1)?.cursor };
  };

  test.each<[string, () => Promise<number>]>([
    [
      'a list',
      async () => {
        const filter = { stakeholderId: world.kim, positions: ['SUPPORTS' as const] };
        return (await t.staff.listStances({ filter, ...(await behindAll()) })).countAll();
      },
    ],
    [
      'lists below others',
      async () => {
        const filter = { positions: ['SUPPORTS' as const] };
        const [total = 0] = await t.staff.countStancesOfEach({ below: 'STAKEHOLDER', parentIds: [world.kim], filter });
        return total;
      },
    ],
  ])('that only the total of %s tells', async (_way, count) => {
    expect(await count()).toBe(1);
    expect(await readsNow()).toEqual([entry()]);
  });

  test('those behind the page that is shown, where the total counts them', async () => {
    const total = async (page: Promise<{ readonly countAll: () => Promise<number> }>) => (await page).countAll();
    const first = { policyTaskId: world.taskId, first: 1 };
    const lee = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '가의원' })).id;
    const stated = { policyTaskId: world.taskId, confidence: 'STATED', legalBasis: 'CONSENT' } as const;
    const call = await logCall(t, { stakeholderIds: [lee], stances: [{ ...stated, position: 'OPPOSES' }] });
    const persons = async () => [...new Set((await readsNow()).map(({ personId }) => personId))].toSorted();
    const both = [world.kim, lee].toSorted();
    for (const [index, page] of [
      () => t.staff.stanceStandings(first),
      () => t.staff.stanceMoves({ ...first, from: '2012-01-01', to: '2012-12-12' }),
      () => t.staff.stanceGroups({ ...first, by: 'REGION' }),
    ].entries()) {
      t.setNow(new Date(Date.UTC(2012, 11, 12, 3, (minute += 1))).toISOString());
      expect([index, await total(page())]).toEqual([index, expect.any(Number)]);
      expect([index, await persons()]).toEqual([index, both]);
    }
    await t.staff.retractStance({ stanceId: call.stances[0]?.id ?? '', reason: '시험' });
  });

  test('a correction', async () => {
    const second = await t.staff.correctStance({ stanceId: ofKim.id, reason: '근거 정정', legalBasis: 'CONSENT' });
    expect(await readsNow()).toEqual([]);
    await t.staff.correctionsOfEach([ofKim.id]);
    expect(await readsNow()).toEqual([{ ...entry(), recordIds: [second.id] }]);
    ofKim = second;
  });

  test('what is not read is not logged: organizations’, and a page that holds none', async () => {
    await t.staff.listStances({ filter: { stakeholderId: world.union } });
    await t.viewer.stanceMap({ policyTaskId: world.taskId });
    await t.staff.stanceStandings({ policyTaskId: world.taskId, position: 'UNKNOWN' });
    await t.staff.silentStakeholders({ policyTaskId: world.taskId });
    await (await t.viewer.listStances()).countAll();
    expect(await readsNow()).toEqual([]);
  });

  test('with the request it served', async () => {
    await t.pcrm.as(t.actors.staff, { requestId: 'r-1' }).findStances([ofKim.id]);
    const { rows } = await t.admin.listReads({ filter: { personId: world.kim, actorId: t.actors.staff.id, data: 'STANCES' }, first: 1 });
    expect(rows[0]?.row).toMatchObject({ requestId: 'r-1', departmentId: t.departmentId });
  });

  test('what cannot be logged is not read', async () => {
    // An actor who is not in the database: the log refuses the record.
    const nobody = t.pcrm.as({ ...t.actors.admin, id: '01900000-0000-7000-8000-00000000dead' });
    await expect(nobody.listStances()).rejects.toThrow('ReadRecord_actorId_fkey');
    await expect(nobody.stanceMap({ policyTaskId: world.taskId })).rejects.toThrow('ReadRecord_actorId_fkey');
    expect(idsOf(await nobody.listStances({ filter: { stakeholderId: world.union } })).length).toBeGreaterThan(0);
  });

  test('the log takes a scope, and tells of a span of time', async () => {
    await expect(t.manager.listReads()).rejects.toMatchObject({ scope: 'audit:read' });
    const until = new Date(Date.UTC(2012, 11, 12, 2));
    expect((await t.admin.listReads({ filter: { until } })).rows).toEqual([]);
  });
});
