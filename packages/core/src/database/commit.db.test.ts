import { expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import { asPcrmError } from './database-error.js';

const t = useTestPcrm();

test('what a deferred constraint refuses at COMMIT is told, and nothing of it is kept', async () => {
  const task = await t.staff.addPolicyTask({ number: 1, title: '과제', origin: 'NEW', status: 'PROPOSED', on: '2012', reason: '제안' });
  const step = {
    policyTaskId: task.id,
    sequence: 2,
    status: 'SUPERSEDED',
    changedDate: new Date('2012-12-01'),
    changedPrecision: 'DAY',
    reason: '대체',
    enteredById: t.actors.staff.id,
  } as const;
  const refused = t.database.client.$transaction(async (db) => {
    await db.policyTaskStatusChange.create({ data: step });
    return 'written';
  });
  const error: unknown = await refused.catch(asPcrmError);
  expect(error).toMatchObject({ code: 'CONFLICT', rule: 'superseded_names_successor' });
  expect(await t.pcrm.db.policyTaskStatusChange.count({ where: { policyTaskId: task.id } })).toBe(1);
  // The connection serves others as before.
  expect((await t.staff.listPolicyTasks()).rows).toHaveLength(1);
});
