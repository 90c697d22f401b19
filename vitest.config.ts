import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// Workspaces are tested from source.
const conditions = ['source', 'node'];

const ofEachProject = {
  resolve: {
    conditions,
    // Vite would take graphql's module build and Node its main one: two copies, which refuse each other's schemas.
    alias: [{ find: /^graphql$/u, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  ssr: { resolve: { conditions } },
};

const ofEachTest = {
  // Files share the modules of their process: loading the schema engine and the database for each would take longer than the tests.
  isolate: false,
  // Opening an embedded database takes seconds on a busy machine.
  hookTimeout: 60_000,
  testTimeout: 30_000,
};

const FOLDERS = '{packages/*,services/*,examples/*,bench}/src/**';

export default defineConfig({
  ...ofEachProject,
  test: {
    globalSetup: ['packages/core/src/database/testing-setup.ts'],
    projects: [
      {
        ...ofEachProject,
        test: {
          ...ofEachTest,
          name: 'tests',
          include: [`${FOLDERS}/*.test.ts`],
          exclude: [`${FOLDERS}/*.scale.test.ts`],
          // One for each core: by default one core is kept free, which on two cores halves the speed.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...ofEachProject,
        // What is demanded of requests, once more with each over a socket and by the HTTP lane.
        test: {
          ...ofEachTest,
          name: 'lane',
          include: ['services/api/src/{http-audits,request-rules,query-limits,server,error-codes,idempotency-key}.db.test.ts'],
          env: { TEST_HTTP_LANE: 'on' },
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...ofEachProject,
        // Large data on a server, one file after the other and after all others: they would take the machine from tests that have a limit.
        test: { ...ofEachTest, name: 'scale', include: [`${FOLDERS}/*.scale.test.ts`], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
