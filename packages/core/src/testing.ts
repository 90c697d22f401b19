import { afterAll, beforeAll } from 'vitest';
import { systemActor, type Actor } from './access/actor.js';
import { keysOf } from './access/secret.js';
import { openTestDatabase, type TestDatabase } from './database/testing.js';
import type { Role } from './generated/prisma/enums.js';
import { pcrmOn, type Pcrm, type PcrmAs } from './open-pcrm.js';

export { onServer } from './database/testing.js';
export { koreanSentences } from './messages/korean.js';
export { complaintsAbout, recordNamesOf } from './messages/testing-sentences.js';

/** The day on which tests play, at noon in Korea, unless they move the clock. */
export const TEST_NOW = '2012-12-12T03:00:00.000Z';

/** The secret of every installation in tests. */
export const TEST_SECRET = 'a secret that only tests have, of 32 bytes and more';

/** PCRM on a fresh database of the test file's own, with a department and an actor for each role. Filled before the first test. */
export interface TestPcrm {
  database: TestDatabase;
  pcrm: Pcrm;
  departmentId: string;
  actors: Record<Lowercase<Role>, Actor>;
  viewer: PcrmAs;
  staff: PcrmAs;
  manager: PcrmAs;
  admin: PcrmAs;
  /** Sets the clock. */
  setNow: (instant: string) => void;
}

/** Opens PCRM before the tests of a file and closes it after them. */
export function useTestPcrm(): TestPcrm {
  const test = {} as TestPcrm;
  beforeAll(async () => {
    let now = new Date(TEST_NOW);
    test.setNow = (instant) => (now = new Date(instant));
    test.database = await openTestDatabase();
    test.pcrm = pcrmOn(test.database, { now: () => now, keyFor: keysOf(TEST_SECRET) });
    const system = test.pcrm.as(systemActor);
    test.departmentId = (await system.addDepartment({ name: '소통협력관실' })).id;
    const add = (role: Role) => system.addActor({ kind: 'STAFF', name: role.toLowerCase(), role, departmentId: test.departmentId });
    test.actors = { viewer: await add('VIEWER'), staff: await add('STAFF'), manager: await add('MANAGER'), admin: await add('ADMIN') };
    for (const role of ['viewer', 'staff', 'manager', 'admin'] as const) test[role] = test.pcrm.as(test.actors[role]);
  });
  afterAll(() => test.pcrm.close());
  return test;
}
