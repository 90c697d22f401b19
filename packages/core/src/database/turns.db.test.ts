import { expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();

test.each([
  ['enters', (index: number) => t.staff.registerStakeholder({ kind: 'PERSON', name: `차례 ${index}` })],
  ['reads', () => t.database.client.stakeholder.findFirst()],
])('a program that %s record after record lets signals, timers and sockets have their turn', async (_what, work) => {
  let turns = 0;
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  for (let index = 0; index < 20; index += 1) await work(index);
  counting = false;
  expect(turns).toBeGreaterThanOrEqual(20);
});
