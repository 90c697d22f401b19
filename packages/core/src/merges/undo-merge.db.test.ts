import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';
import { dumpOf, merge } from './testing.js';

const t = useTestPcrm();
const runs = onServer ? 8 : 3;

/** Rows of every table that a merge moves, between persons 0 to 3 and organizations 4 to 6, that get in each other's way. */
const world = fc.record({
  memberships: fc.array(fc.record({ member: fc.nat(3), of: fc.integer({ min: 4, max: 6 }), from: fc.nat(4), label: fc.boolean() }), {
    maxLength: 8,
  }),
  engagements: fc.array(fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
  attendances: fc.uniqueArray(fc.record({ who: fc.nat(6), came: fc.boolean() }), { selector: ({ who }) => who, maxLength: 5 }),
  contacts: fc.array(fc.record({ of: fc.nat(6), number: fc.nat(1), doNotUse: fc.boolean() }), { maxLength: 8 }),
  parents: fc.uniqueArray(fc.record({ of: fc.integer({ min: 4, max: 5 }) }), { selector: ({ of }) => of, maxLength: 2 }),
  managed: fc.uniqueArray(fc.nat(6), { maxLength: 5 }),
  dismissed: fc.uniqueArray(fc.uniqueArray(fc.nat(3), { minLength: 2, maxLength: 2 }), {
    selector: (two) => two.toSorted((a, b) => a - b).join(),
    maxLength: 3,
  }),
  figures: fc.array(fc.record({ of: fc.integer({ min: 4, max: 6 }), value: fc.nat(1) }), { maxLength: 3 }),
  holder: fc.option(fc.nat(3), { nil: null }),
});

async function build(spec: typeof world extends fc.Arbitrary<infer World> ? World : never): Promise<string[]> {
  const db = t.database.client;
  const entered = { enteredById: t.actors.staff.id };
  const make = (kind: 'PERSON' | 'ORGANIZATION', name: string) => db.stakeholder.create({ data: { kind, name, region: name, ...entered } });
  const ids: string[] = [];
  for (const name of ['가', '나', '다', '라']) ids.push((await make('PERSON', name)).id);
  for (const name of ['기관 가', '기관 나', '기관 다']) ids.push((await make('ORGANIZATION', name)).id);
  const id = (index: number) => ids[index] as string;
  const body = await make('ORGANIZATION', '협의체');
  await db.body.create({ data: { id: body.id, kind: 'COMMITTEE', ...entered } });
  const meeting = await db.meeting.create({ data: { bodyId: body.id, kind: 'REGULAR', hostId: id(4), ...entered } });
  const source = await db.source.create({ data: { title: '자료', ...entered } });
  // What contradicts another row of the world is refused by the database, and then is not there.
  const tolerant = async (write: Promise<unknown>) => void (await write.catch(() => undefined));
  for (const { member, of, from, label } of spec.memberships) {
    const period = {
      fromDate: new Date(`${2000 + from}-01-01`),
      fromPrecision: 'YEAR',
      untilDate: new Date('2010-01-01'),
      untilPrecision: 'YEAR',
    } as const;
    const columns = { organizationId: id(of), memberId: id(member), onBehalfOfId: id(of), role: 'MEMBER', ...period } as const;
    await tolerant(db.membership.create({ data: { ...columns, label: label ? `위원 ${from}` : null, termEnd: 'ON_DATE', ...entered } }));
  }
  for (const who of spec.engagements) {
    const stakeholders = { create: who.map((index) => ({ stakeholder: { connect: { id: id(index) } } })) };
    const what = { occurredAt: new Date('2012-05-05'), channel: 'VISIT', direction: 'OUTBOUND', subject: '방문' } as const;
    await db.engagement.create({ data: { ...what, stakeholders, enteredBy: { connect: { id: entered.enteredById } } } });
  }
  for (const { who, came } of spec.attendances) {
    await db.attendance.create({ data: { meetingId: meeting.id, stakeholderId: id(who), status: came ? 'PRESENT' : 'ABSENT' } });
  }
  for (const { of, number, doNotUse } of spec.contacts) {
    await db.contactPoint.create({ data: { stakeholderId: id(of), kind: 'MOBILE', value: `010-0000-000${number}`, doNotUse, ...entered } });
  }
  for (const { of } of spec.parents) await db.stakeholder.update({ where: { id: id(of) }, data: { parentId: id(of + 1) } });
  const since = { fromDate: new Date('2012-01-01'), fromPrecision: 'DAY' } as const;
  for (const of of spec.managed) {
    const relation = { stakeholderId: id(of), managerId: t.actors.staff.id, departmentId: t.departmentId };
    await db.relationshipManager.create({ data: { ...relation, ...since, ...entered } });
  }
  for (const [first = 0, second = 0] of spec.dismissed) {
    await db.duplicateDismissal.create({ data: { firstId: id(first), secondId: id(second), reason: '동명이인', ...entered } });
  }
  for (const { of, value } of spec.figures) {
    const figure = { measure: 'MEMBERS', asOfDate: new Date('2012-01-01'), asOfPrecision: 'YEAR', sourceId: source.id } as const;
    await tolerant(db.declaredFigure.create({ data: { ...figure, organizationId: id(of), value, ...entered } }));
  }
  if (spec.holder !== null) {
    const post = await db.post.create({ data: { organizationId: id(6), title: '회장', ...entered } });
    const held = { organizationId: id(6), memberId: id(spec.holder), role: 'POST_HOLDER', postId: post.id, seatNumber: 1 } as const;
    await db.membership.create({ data: { ...held, ...since, ...entered } });
    const seat = {
      organizationId: body.id,
      memberId: id(spec.holder),
      role: 'MEMBER',
      basis: 'EX_OFFICIO',
      exOfficioPostId: post.id,
    } as const;
    await db.membership.create({ data: { ...seat, ...since, ...entered } });
  }
  return ids;
}

const twoOf = (min: number, max: number) => fc.uniqueArray(fc.integer({ min, max }), { minLength: 2, maxLength: 2 });
const pair = fc.oneof(twoOf(0, 3), twoOf(4, 6)).map(([from = 0, into = 0]) => ({ merge: from, into }));
const step = fc.oneof({ weight: 3, arbitrary: pair }, { weight: 1, arbitrary: fc.record({ undo: fc.nat(9) }) });

/** Does what is not refused, and says which merge it was. */
async function expected<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as { code?: string }).code !== 'CONFLICT') throw error;
    return undefined;
  }
}

test('whatever is merged in whatever order, undoing it all leaves every table as it was', { timeout: 120_000 }, async () => {
  let merges = 0;
  await fc.assert(
    fc.asyncProperty(world, fc.array(step, { minLength: 1, maxLength: 7 }), async (spec, steps) => {
      const ids = await build(spec);
      const before = await dumpOf(t);
      const standing: string[] = [];
      for (const one of steps) {
        if ('undo' in one) {
          const id = standing[one.undo % Math.max(standing.length, 1)];
          if (id !== undefined && (await expected(t.manager.undoMerge({ id, reason: '아니다' })))) standing.splice(standing.indexOf(id), 1);
          continue;
        }
        const [mergeId, keepId] = [ids[one.merge] as string, ids[one.into] as string];
        const present = await t.pcrm.db.stakeholder.count({ where: { id: { in: [mergeId, keepId] } } });
        if (present < 2) continue;
        const merged = await expected(merge(t, mergeId, keepId));
        if (merged) standing.push(merged.id);
        merges += merged ? 1 : 0;
      }
      // The newest can always be undone.
      for (const id of standing.toReversed()) await t.manager.undoMerge({ id, reason: '아니다' });
      expect(await dumpOf(t)).toEqual(before);
    }),
    { numRuns: runs },
  );
  expect(merges).toBeGreaterThan(0);
});

const edit = fc.oneof(
  { weight: 4, arbitrary: fc.record({ merge: fc.nat(3), into: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.constant({ undo: true as const }) },
  { weight: 2, arbitrary: fc.record({ move: fc.nat(3), region: fc.constantFrom('인천', '부산', null) }) },
  { weight: 2, arbitrary: fc.record({ visit: fc.uniqueArray(fc.nat(3), { minLength: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ correct: fc.nat(5), to: fc.uniqueArray(fc.nat(3), { minLength: 1 }) }) },
);

/** What should come of merges, edits and undoing, in a few maps: the same rules written a second time, without a database. */
class Model {
  readonly region = new Map<string, string | null>();
  readonly visits = new Map<string, Set<string>>();
  private readonly merges: {
    kept: string;
    gone: string;
    own: string | null;
    before: string | null;
    after: string | null;
    moved: string[];
    dropped: string[];
  }[] = [];

  merge(gone: string, kept: string) {
    const of = (id: string) => this.region.get(id) ?? null;
    const [before, own] = [of(kept), of(gone)];
    const after = before ?? own;
    const record = { kept, gone, own, before, after, moved: [] as string[], dropped: [] as string[] };
    this.region.set(kept, after);
    this.region.delete(gone);
    for (const [visit, who] of this.visits) {
      if (who.delete(gone)) (who.has(kept) ? record.dropped : record.moved).push(visit);
      if (record.moved.includes(visit)) who.add(kept);
    }
    this.merges.push(record);
  }

  undo() {
    const record = this.merges.pop();
    if (!record) return;
    const { kept, gone, own, before, after, moved, dropped } = record;
    if (before !== after && this.region.get(kept) === after) this.region.set(kept, before);
    this.region.set(gone, own);
    for (const visit of [...moved, ...dropped]) {
      const who = this.visits.get(visit);
      if (!who?.has(kept)) continue;
      who.add(gone);
      if (moved.includes(visit)) who.delete(kept);
    }
  }
}

test('edits between merging and undoing stay: what was entered since, and what was revised since', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 10 }), async (edits) => {
      const model = new Model();
      const ids: string[] = [];
      for (const region of ['서울', null, null, '대구']) {
        const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '사람', region });
        ids.push(id);
        model.region.set(id, region);
      }
      const standing: string[] = [];
      const visits: string[] = [];
      const living = (indices: readonly number[]) => indices.map((index) => ids[index] as string).filter((id) => model.region.has(id));
      const logVisit = async (stakeholderIds: string[]) => {
        const what = { occurredAt: '2012-05-05T10:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND', subject: '방문' } as const;
        const { id } = await t.staff.logEngagement({ ...what, stakeholderIds });
        visits.push(id);
        model.visits.set(id, new Set(stakeholderIds));
      };
      await logVisit(living([0, 1]));
      await logVisit(living([2]));
      for (const one of edits) {
        if ('merge' in one) {
          const [gone, kept] = [living([one.merge])[0], living([one.into])[0]];
          if (gone === undefined || kept === undefined || gone === kept) continue;
          standing.push((await merge(t, gone, kept)).id);
          model.merge(gone, kept);
        } else if ('undo' in one) {
          const id = standing.pop();
          if (id === undefined) continue;
          await t.manager.undoMerge({ id, reason: '아니다' });
          model.undo();
        } else if ('move' in one) {
          const [id] = living([one.move]);
          if (id === undefined) continue;
          const { version } = await t.pcrm.db.stakeholder.findUniqueOrThrow({ where: { id } });
          await t.staff.reviseStakeholder({ id, version, region: one.region });
          model.region.set(id, one.region);
        } else if ('visit' in one) {
          const who = living(one.visit);
          if (who.length > 0) await logVisit(who);
        } else {
          const [id, who] = [visits[one.correct % visits.length] as string, living(one.to)];
          if (who.length === 0) continue;
          const { version } = await t.pcrm.db.engagement.findUniqueOrThrow({ where: { id } });
          // To another time as well, which the link of each stakeholder carries.
          const occurredAt = `2012-06-0${1 + (version % 9)}T10:00:00+09:00`;
          await t.staff.correctEngagement({ id, version, reason: '정정', stakeholderIds: who, occurredAt });
          model.visits.set(id, new Set(who));
        }
      }
      const people = await t.pcrm.db.stakeholder.findMany({ where: { id: { in: ids } }, select: { id: true, region: true } });
      expect(new Map(people.map(({ id, region }) => [id, region]))).toEqual(model.region);
      const links = await t.pcrm.db.engagementStakeholder.findMany({ where: { engagementId: { in: visits } } });
      const found = new Map(
        visits.map((id) => [id, new Set(links.filter((link) => link.engagementId === id).map((link) => link.stakeholderId))]),
      );
      expect(found).toEqual(model.visits);
    }),
    { numRuns: runs },
  );
});
