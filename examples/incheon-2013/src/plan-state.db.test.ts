import { systemActor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { loadPlan, planIsLoaded } from './load-plan.js';
import { holdsPlan, isEmpty } from './plan-state.js';

const t = useTestPcrm();

test('a database in which anything was entered is not empty, and holds no plan until loading one has begun', async () => {
  expect(await isEmpty(t.pcrm)).toBe(false);
  expect(await holdsPlan(t.pcrm)).toBe(false);
  await t.database.client.auditRecord.findFirstOrThrow({ where: { actorId: systemActor.id } });
});

test('a load that was broken off is recognised, and the next one completes it', { timeout: 120_000 }, async () => {
  const broken = loadPlan(t.pcrm, (step) => {
    if (step.startsWith('meetings')) throw new Error('broken off');
  });
  await expect(broken).rejects.toThrow('broken off');
  expect(await planIsLoaded(t.pcrm)).toBe(false);
  expect(await holdsPlan(t.pcrm)).toBe(true);
  const before = await t.database.client.stakeholder.count();
  await loadPlan(t.pcrm);
  expect(await planIsLoaded(t.pcrm)).toBe(true);
  expect(await t.database.client.stakeholder.count()).toBe(before);
});
