import { beforeAll, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';
let council: string;

beforeAll(async () => {
  council = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회' })).id;
});

const call = (subject: string, stakeholderIds = [council]) =>
  ({ occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject, stakeholderIds }) as const;
const calls = (name: string, count: number) => Array.from({ length: count }, (_, index) => call(`${name} ${index}`));
const count = (name: string) => t.pcrm.db.engagement.count({ where: { subject: { startsWith: `${name} ` } } });

test('a batch logs each entry in its order, with an audit record and an event of its own', async () => {
  const entries = await t.staff.logEngagements(calls('순서', 5));
  expect(entries.map(({ index, engagement, error }) => [index, engagement?.subject, error])).toEqual(
    Array.from({ length: 5 }, (_, index) => [index, `순서 ${index}`, null]),
  );
  const ids = entries.map(({ engagement }) => engagement!.id);
  expect(ids.toSorted()).toEqual(ids);
  const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: { in: ids } } });
  expect(new Set(audit.map(({ subjectId }) => subjectId)).size).toBe(5);
  expect(audit.map(({ command }) => command)).toEqual(Array.from({ length: 5 }, () => 'logEngagement'));
  expect(await t.database.client.outboxEvent.count({ where: { subjectId: { in: ids }, name: 'engagementLogged' } })).toBe(5);
});

test('the 57th that is bad does not take the others with it, and nothing of it is written', async () => {
  const inputs = calls('쉰일곱째', 60).with(56, { ...call('쉰일곱째 56', [council, UNKNOWN]), topics: ['새 주제'] } as never);
  const entries = await t.staff.logEngagements(inputs, { idempotencyKey: '57' });
  const refused = entries.filter(({ error }) => error !== null);
  expect(refused).toMatchObject([
    { index: 56, engagement: null, error: { code: 'INVALID_INPUT', problems: [{ path: ['stakeholderIds', 1], code: 'unknown_id' }] } },
  ]);
  expect(await count('쉰일곱째')).toBe(59);
  expect(await t.pcrm.db.topic.count({ where: { name: '새 주제' } })).toBe(0);
  // Mended and sent again with its key, it is logged, and nothing else is doubled.
  const again = await t.staff.logEngagements(inputs.with(56, call('쉰일곱째 56')), { idempotencyKey: '57' });
  expect(again.map(({ error }) => error)).toEqual(Array.from({ length: 60 }, () => null));
  expect(again.toSpliced(56, 1)).toEqual(entries.toSpliced(56, 1));
  expect(await count('쉰일곱째')).toBe(60);
}, 120_000);

test('a batch that is sent again answers the same, and an entry that says something else is a conflict', async () => {
  const inputs = calls('다시', 5);
  const idempotencyKey = '열쇠'.repeat(127);
  const first = await t.staff.logEngagements(inputs, { idempotencyKey });
  expect(await t.staff.logEngagements(inputs, { idempotencyKey })).toEqual(first);
  const changed = await t.staff.logEngagements(inputs.with(2, call('다시 다른 말')), { idempotencyKey });
  expect(changed.map(({ error }) => error?.code)).toEqual([undefined, undefined, 'CONFLICT', undefined, undefined]);
  expect(changed[2]).toMatchObject({ index: 2, engagement: null, error: { rule: 'idempotency_key_reused' } });
  expect(await count('다시')).toBe(5);
  // The keys of entries are not those of engagements that are logged alone.
  await t.staff.logEngagement(call('다시 혼자'), { idempotencyKey });
  expect(await count('다시')).toBe(6);
});

test('entries that are alike are engagements of their own, with a key as without', async () => {
  const alike = [call('같은 일'), call('같은 일'), call('같은 일')];
  for (const idempotencyKey of [null, 'alike']) await t.staff.logEngagements(alike, { idempotencyKey });
  expect(await t.pcrm.db.engagement.count({ where: { subject: '같은 일' } })).toBe(6);
});

test('more than a hundred, none, or a key that is too long is refused as a whole', async () => {
  await expect(t.staff.logEngagements(calls('많다', 101))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    problems: [{ path: ['inputs'], code: 'too_big', message: expect.stringContaining('not 101') }],
  });
  await expect(t.staff.logEngagements([])).rejects.toMatchObject({ problems: [{ path: ['inputs'], code: 'too_small' }] });
  const tooLong = t.staff.logEngagements(calls('많다', 2), { idempotencyKey: 'x'.repeat(256) });
  await expect(tooLong).rejects.toMatchObject({ problems: [{ path: ['idempotencyKey'] }] });
  expect(await count('많다')).toBe(0);
});

test('without the permission nothing is looked at, and an entry that takes another permission is refused alone', async () => {
  await expect(t.viewer.logEngagements(calls('권한', 2))).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'engagements:write' });
  const callCentre = t.pcrm.as(await t.admin.addActor({ kind: 'SERVICE', name: '콜센터', scopes: ['engagements:write'] }));
  const promise = { direction: 'OURS', text: '회신', stakeholderId: council, ownerId: t.actors.staff.id } as const;
  const entries = await callCentre.logEngagements([call('권한 0'), { ...call('권한 1'), commitments: [promise] }, call('권한 2')]);
  expect(entries.map(({ error }) => error?.code)).toEqual([undefined, 'FORBIDDEN', undefined]);
  expect(await count('권한')).toBe(2);
});

test('who may not read personal data logs contacts with private persons, and learns no more of them', async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동', categories: ['CITIZEN'], note: '야간 연락' });
  const callCentre = t.pcrm.as(
    await t.admin.addActor({ kind: 'SERVICE', name: '민원실', scopes: ['engagements:write', 'engagements:read'] }),
  );
  const entries = await callCentre.logEngagements([call('시민 0', [id]), call('시민 1', [UNKNOWN]), call('시민 2')]);
  expect(entries.map(({ error }) => error?.code)).toEqual([undefined, 'INVALID_INPUT', undefined]);
  expect(JSON.stringify(entries)).not.toMatch(/홍길동|야간/u);
});

test('a fault on the way ends the batch, and with its key the rest is logged', async () => {
  await t.database.client.$executeRawUnsafe(
    `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW."subject" = ''고장 3'' THEN PERFORM 1/0; END IF; RETURN NEW; END'`,
  );
  await t.database.client.$executeRawUnsafe('CREATE TRIGGER fault BEFORE INSERT ON "Engagement" FOR EACH ROW EXECUTE FUNCTION fault()');
  const inputs = calls('고장', 5);
  await expect(t.staff.logEngagements(inputs, { idempotencyKey: 'fault' })).rejects.not.toHaveProperty('problems');
  expect(await count('고장')).toBe(3);
  await t.database.client.$executeRawUnsafe('DROP FUNCTION fault CASCADE');
  await t.staff.logEngagements(inputs, { idempotencyKey: 'fault' });
  expect(await count('고장')).toBe(5);
});
