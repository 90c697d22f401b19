import { beforeAll, describe, expect, test } from 'vitest';
import { toJson } from '../command.js';
import { statementChannel } from '../database/statement-channel.js';
import { addStanceWorld, type StanceWorld } from '../stances/testing.js';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();
let world: StanceWorld;

beforeAll(async () => {
  world = await addStanceWorld(t);
});

const call = (subject: string) => ({
  occurredAt: '2012-12-11T10:00:00+09:00',
  channel: 'CALL' as const,
  direction: 'INBOUND' as const,
  subject,
  stakeholderIds: [world.kim, world.union],
});

const whole = (subject: string) => {
  const { kim, union, taskId } = world;
  return {
    ...call(subject),
    topics: [`${subject} 나`, `${subject} 가`],
    policyTaskIds: [taskId],
    commitments: [
      { direction: 'OURS' as const, text: '자료를 보낸다', stakeholderId: kim.toUpperCase(), due: '2012-12' },
      { direction: 'THEIRS' as const, text: '안건을 올린다', stakeholderId: union, ownerId: t.actors.manager.id.toUpperCase() },
    ],
    stances: [
      {
        stakeholderId: kim,
        policyTaskId: taskId,
        position: 'OPPOSES' as const,
        confidence: 'STATED' as const,
        legalBasis: 'CONSENT' as const,
      },
      { stakeholderId: union, policyTaskId: taskId, position: 'SUPPORTS' as const, confidence: 'STATED' as const, quotation: '찬성한다' },
    ],
  };
};

/** How many statements the work sends, by Prisma and beside it; those that begin and end a transaction are among them. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  let counting = true;
  const count = () => void (statements += counting ? 1 : 0);
  t.database.client.$on('query', count);
  statementChannel.start.subscribe(count);
  await work();
  statementChannel.start.unsubscribe(count);
  counting = false;
  return statements;
}

/** Runs the work while the statements are done and not committed. */
async function meanwhile(statements: readonly string[], work: (commit: () => Promise<void>) => Promise<void>): Promise<void> {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  let begun = () => {};
  const ready = new Promise<void>((resolve) => (begun = resolve));
  const held = t.database.client.$transaction(
    async (db) => {
      for (const statement of statements) await db.$executeRawUnsafe(statement);
      begun();
      await until;
    },
    { timeout: 20_000 },
  );
  await ready;
  await work(async () => {
    letGo();
    await held;
  });
}

describe('logging an engagement takes one round trip', () => {
  test('with everything that can be logged with it, and with a key', async () => {
    expect(await statementsOf(() => t.staff.logEngagement(call('하나')))).toBe(1);
    expect(await statementsOf(() => t.manager.logEngagement(whole('전부')))).toBe(1);
    expect(await statementsOf(() => t.manager.logEngagement(whole('열쇠'), { idempotencyKey: 'round trip' }))).toBe(1);
    expect(await statementsOf(() => t.manager.logEngagement(whole('열쇠'), { idempotencyKey: 'round trip' }))).toBe(1);
  });

  test('and a batch takes one, where nothing is wrong', async () => {
    const inputs = Array.from({ length: 20 }, (_, index) => whole(`묶음 ${index % 3}`));
    expect(await statementsOf(() => t.manager.logEngagements(inputs, { idempotencyKey: 'batch' }))).toBe(1);
    expect(await t.pcrm.db.engagement.count({ where: { subject: { startsWith: '묶음' } } })).toBe(20);
    expect(await t.pcrm.db.topic.count({ where: { name: { startsWith: '묶음' } } })).toBe(6);
  });
});

describe('what is written', () => {
  test('is what is answered, in every table, and what the audit and a repeated request have', async () => {
    const logged = await t.manager.logEngagement(whole('기록'), { idempotencyKey: 'written' });
    const { stakeholderIds, staffIds, topicIds, policyTaskIds, commitments, stances, ...engagement } = logged;
    const { id, occurredAt } = engagement;
    const { client } = t.database;
    const where = { engagementId: id };
    expect(await client.engagement.findUnique({ where: { id } })).toEqual(engagement);
    expect(await client.commitment.findMany({ where, orderBy: { id: 'asc' } })).toEqual(commitments);
    expect(await client.stance.findMany({ where, orderBy: { id: 'asc' } })).toEqual(stances);
    expect(commitments).toMatchObject([
      { stakeholderId: world.kim, ownerId: t.actors.manager.id, ownerDepartmentId: t.departmentId },
      { stakeholderId: world.union, ownerId: t.actors.manager.id, ownerDepartmentId: t.departmentId },
    ]);
    expect(await client.engagementStakeholder.findMany({ where, orderBy: { stakeholderId: 'asc' } })).toEqual(
      stakeholderIds.toSorted().map((stakeholderId) => ({ engagementId: id, stakeholderId, occurredAt })),
    );
    expect(await client.engagementStaff.findMany({ where })).toEqual(staffIds.map((actorId) => ({ engagementId: id, actorId })));
    expect(await client.engagementPolicyTask.findMany({ where })).toEqual([
      { engagementId: id, policyTaskId: policyTaskIds[0], occurredAt },
    ]);
    const topics = await client.engagementTopic.findMany({ where, include: { topic: true }, orderBy: { topic: { name: 'asc' } } });
    expect(topics.map(({ topicId, topic }) => [topicId, topic.name])).toEqual([
      [topicIds[0], '기록 가'],
      [topicIds[1], '기록 나'],
    ]);
    const [audit, ...others] = await client.auditRecord.findMany({ where: { subjectId: id } });
    expect(others).toEqual([]);
    const [{ position: _position, quotation: _quotation, note: _note, correctionReason: _reason, ...ofPerson }, ofUnion] =
      stances as never as [Record<string, unknown>, unknown];
    expect(audit?.after).toEqual(toJson({ ...logged, stances: [ofPerson, ofUnion] }));
    expect(audit).toMatchObject({
      command: 'logEngagement',
      subjectType: 'Engagement',
      before: null,
      actorId: t.actors.manager.id,
      departmentId: t.departmentId,
      at: t.pcrm.now(),
      requestId: null,
    });
    const subjects = [id, ...commitments.map((each) => each.id), ...stances.map((each) => each.id)];
    const events = await client.outboxEvent.findMany({ where: { subjectId: { in: subjects } }, orderBy: { id: 'asc' } });
    expect(events.map(({ name, subjectId }) => [name, subjectId])).toEqual([
      ['engagementLogged', id],
      ['commitmentMade', commitments[0]?.id],
      ['commitmentMade', commitments[1]?.id],
      ['stanceRecorded', stances[0]?.id],
      ['stanceRecorded', stances[1]?.id],
    ]);
    const kept = await client.idempotencyRecord.findFirstOrThrow({ where: { key: 'written' } });
    expect(kept).toMatchObject({ actorId: t.actors.manager.id, command: 'logEngagement', createdAt: t.pcrm.now() });
    expect(await t.manager.logEngagement(whole('기록'), { idempotencyKey: 'written' })).toEqual(logged);
  });

  test('has the defaults of the database where nothing is said', async () => {
    const { client } = t.database;
    const { id, commitments, stances } = await t.manager.logEngagement(whole('기본값'));
    const enteredById = t.actors.manager.id;
    const enteredForId = t.departmentId;
    const { channel, direction, subject } = call('기본값');
    const occurredAt = new Date(call('기본값').occurredAt);
    const expected = await client.engagement.create({ data: { occurredAt, channel, direction, subject, enteredById, enteredForId } });
    const ofItsOwn = { id: expect.any(String) as string, createdAt: expect.any(Date) as Date, updatedAt: expect.any(Date) as Date };
    expect(await client.engagement.findUnique({ where: { id } })).toEqual({ ...expected, ...ofItsOwn });
    const { text, ownerId, ownerDepartmentId, stakeholderId } = commitments[1]!;
    const commitment = await client.commitment.create({
      data: { direction: 'THEIRS', text, stakeholderId, ownerId, ownerDepartmentId, engagementId: id, enteredById, enteredForId },
    });
    expect(commitments[1]).toEqual({ ...commitment, ...ofItsOwn });
    const { policyTaskId, position, confidence, quotation, heldFromDate, heldFromPrecision } = stances[1]!;
    const stance = await client.stance.create({
      data: {
        stakeholderId,
        policyTaskId,
        position,
        confidence,
        quotation,
        heldFromDate,
        heldFromPrecision,
        engagementId: id,
        enteredById,
        enteredForId,
      },
    });
    expect(stances[1]).toEqual({ ...stance, id: ofItsOwn.id, createdAt: ofItsOwn.createdAt });
  });

  test('is nothing at all when something stops it half way, and the key is free again', async () => {
    const { client } = t.database;
    const counts = () =>
      Promise.all([client.engagement.count(), client.topic.count(), client.auditRecord.count(), client.outboxEvent.count()]);
    const before = await counts();
    await client.$executeRawUnsafe(`CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM 1/0; RETURN NULL; END'`);
    await client.$executeRawUnsafe('CREATE TRIGGER stop AFTER INSERT ON "OutboxEvent" EXECUTE FUNCTION stop()');
    await expect(t.manager.logEngagement(whole('멈춤'), { idempotencyKey: 'stopped' })).rejects.toThrow('division by zero');
    await client.$executeRawUnsafe('DROP FUNCTION stop CASCADE');
    expect(await counts()).toEqual(before);
    expect(await t.manager.logEngagement(whole('멈춤'), { idempotencyKey: 'stopped' })).toMatchObject({ subject: '멈춤' });
  });
});

describe('what the statement refuses', () => {
  test('is a stance under the wrong kind of holder, told as it is', async () => {
    const [ofPerson, ofUnion] = whole('종류').stances as [ReturnType<typeof whole>['stances'][0], ReturnType<typeof whole>['stances'][1]];
    const swapped = {
      ...whole('종류'),
      stances: [
        { ...ofUnion, stakeholderId: world.kim },
        { ...ofPerson, stakeholderId: world.union },
      ],
    };
    await expect(t.manager.logEngagement(swapped)).rejects.toMatchObject({
      problems: [
        { path: ['stances', 0, 'legalBasis'], code: 'required' },
        { path: ['stances', 1, 'legalBasis'], code: 'not_allowed' },
      ],
    });
  });

  test('is told before what is wrong with the input, where its key was used for another', async () => {
    await t.staff.logEngagement(call('먼저'), { idempotencyKey: 'first' });
    const wrong = { ...call('나중'), occurredAt: '2013-12-14T00:00:00+09:00' };
    await expect(t.staff.logEngagement(wrong, { idempotencyKey: 'first' })).rejects.toMatchObject({ rule: 'idempotency_key_reused' });
    await expect(t.staff.logEngagement(wrong, { idempotencyKey: 'other' })).rejects.toMatchObject({
      problems: [{ code: 'in_the_future' }],
    });
    expect(await t.staff.logEngagement(call('나중'), { idempotencyKey: 'other' })).toMatchObject({ subject: '나중' });
  });
});

// The embedded database has one connection, so that nothing runs at once there.
describe.runIf(onServer)('while another transaction', () => {
  const waiting = async () => {
    const [row] = await t.database.client.$queryRaw<{ waiting: boolean }[]>`
      SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waiting`;
    return row?.waiting;
  };

  test('makes the same topic, the engagement waits for it and takes it', async () => {
    const id = '01936c5f-0000-7000-8000-00000000aaaa';
    await meanwhile([`INSERT INTO "Topic" ("id", "name") VALUES ('${id}', '함께 만든 주제')`], async (commit) => {
      const logging = t.staff.logEngagement({ ...call('주제'), topics: ['함께 만든 주제'] });
      await expect.poll(waiting).toBe(true);
      await commit();
      expect((await logging).topicIds).toEqual([id]);
    });
  });

  test('keeps it waiting, a second request with its key is told so at once, and gets its result afterwards', async () => {
    await meanwhile([`SELECT 1 FROM "Stakeholder" WHERE "id" = '${world.union}' FOR UPDATE`], async (commit) => {
      const logging = t.staff.logEngagement(call('기다림'), { idempotencyKey: 'waiting' });
      await expect.poll(waiting).toBe(true);
      const second = t.staff.logEngagement(call('기다림'), { idempotencyKey: 'waiting' });
      await expect(second).rejects.toMatchObject({ code: 'CONFLICT', rule: 'idempotency_key_in_use' });
      await commit();
      const { id } = await logging;
      expect(await t.staff.logEngagement(call('기다림'), { idempotencyKey: 'waiting' })).toMatchObject({ id });
    });
  });

  test('commits an answer under the key that the statement did not see, that answer is given', async () => {
    const earlier = await t.staff.logEngagement(call('앞선 답'), { idempotencyKey: 'unseen' });
    const take = `UPDATE "IdempotencyRecord" SET "key" = 'seen' WHERE "key" = 'unseen'`;
    await t.database.client.$executeRawUnsafe(take);
    await meanwhile([`UPDATE "IdempotencyRecord" SET "key" = 'unseen' WHERE "key" = 'seen'`], async (commit) => {
      const logging = t.staff.logEngagement(call('앞선 답'), { idempotencyKey: 'unseen' });
      await expect.poll(waiting).toBe(true);
      await commit();
      expect(await logging).toEqual(earlier);
    });
    expect(await t.pcrm.db.engagement.count({ where: { subject: '앞선 답' } })).toBe(1);
  });
});
