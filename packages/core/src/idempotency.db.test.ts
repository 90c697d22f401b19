import { expect, test } from 'vitest';
import { onServer, useTestPcrm } from './testing.js';

const t = useTestPcrm();
const register = (name: string, idempotencyKey?: string) => t.staff.registerStakeholder({ kind: 'ORGANIZATION', name }, { idempotencyKey });
const keys = async () => (await t.database.client.idempotencyRecord.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);

// On the embedded database one transaction runs at a time, so that no second one finds the first running.
test.runIf(onServer)('while a request runs, another with its key is told so at once, and afterwards gets its result', async () => {
  const { client } = t.database;
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const held = client.$transaction(
    async (db) => {
      await db.$executeRaw`LOCK TABLE "Stakeholder" IN ACCESS EXCLUSIVE MODE`;
      await until;
    },
    { timeout: 20_000 },
  );
  const first = register('진행 중', 'running');
  const locks = () =>
    client.$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await expect.poll(locks).toHaveLength(1);
  const conflict = { code: 'CONFLICT', rule: 'idempotency_key_in_use' };
  await expect(register('진행 중', 'running')).rejects.toMatchObject(conflict);
  // Another input under the key cannot be told from the same one before the first has ended.
  await expect(register('다른 이름', 'running')).rejects.toMatchObject(conflict);
  letGo();
  await held;
  const { id } = await first;
  expect(await register('진행 중', 'running')).toMatchObject({ id });
  await expect(register('다른 이름', 'running')).rejects.toMatchObject({ rule: 'idempotency_key_reused' });
});

test('a key belongs to one actor and one command', async () => {
  const { id } = await register('처음', 'mine');
  const input = { kind: 'ORGANIZATION', name: '처음' } as const;
  expect((await t.manager.registerStakeholder(input, { idempotencyKey: 'mine' })).id).not.toBe(id);
  const topic = { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '문의' } as const;
  expect(await t.staff.logEngagement({ ...topic, stakeholderIds: [id] }, { idempotencyKey: 'mine' })).toMatchObject({ subject: '문의' });
});

test('a request that was refused leaves nothing under its key, wherever it was refused', async () => {
  const before = await keys();
  const subject = { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '거절' } as const;
  const unknown = '01936c5f-0000-7000-8000-00000000dead';
  await expect(register(' ', 'refused')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const nobody = t.staff.logEngagement({ ...subject, stakeholderIds: [unknown] }, { idempotencyKey: 'refused' });
  await expect(nobody).rejects.toMatchObject({ problems: [{ code: 'unknown_id' }] });
  await expect(t.viewer.registerStakeholder({ kind: 'PERSON', name: '거절' }, { idempotencyKey: 'refused' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await keys()).toEqual(before);
  expect(await register('고친 뒤', 'refused')).toMatchObject({ name: '고친 뒤' });
});

test('answers are forgotten after 24 hours, a batch at a time, and not before', async () => {
  await t.database.client.idempotencyRecord.deleteMany();
  const { id } = await register('어제', 'yesterday');
  const actorId = t.actors.staff.id;
  const inputHash = new Uint8Array(32);
  const data = Array.from({ length: 2_500 }, (_, index) => ({
    actorId,
    command: 'x',
    key: `old ${index}`,
    inputHash,
    result: '',
    createdAt: new Date('2012-12-11'),
  }));
  await t.database.client.idempotencyRecord.createMany({ data });
  t.setNow('2012-12-13T03:00:00.000Z');
  expect(await t.pcrm.sweepIdempotencyKeys()).toBe(2_500);
  expect(await keys()).toEqual(['yesterday']);
  expect(await register('어제', 'yesterday')).toMatchObject({ id });
  t.setNow('2012-12-13T03:00:00.001Z');
  expect(await t.pcrm.sweepIdempotencyKeys()).toBe(1);
  expect(await t.pcrm.sweepIdempotencyKeys()).toBe(0);
  expect((await register('어제', 'yesterday')).id).not.toBe(id);
});

test('what was unmasked is kept nowhere', async () => {
  const { id } = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '홍길동',
    categories: ['CITIZEN'],
    contactPoints: [{ kind: 'MOBILE', value: '010-9876-5432' }],
  });
  await t.database.client.idempotencyRecord.deleteMany();
  // Whoever has no types may give a key, too.
  const unmask = t.viewer.unmask as (...given: unknown[]) => Promise<unknown>;
  expect(JSON.stringify(await unmask({ id, reason: '회신' }, { idempotencyKey: 'unmask' }))).toContain('9876');
  expect(await keys()).toEqual([]);
});
