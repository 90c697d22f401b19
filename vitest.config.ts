import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// Workspaces are tested from source.
const conditions = ['source', 'node'];

// Vite would take graphql's module build and Node its main one: two copies, which refuse each other's schemas.
const alias = [{ find: /^graphql$/u, replacement: createRequire(import.meta.url).resolve('graphql') }];

export default defineConfig({
  resolve: { conditions, alias },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,services,examples}/*/src/**/*.test.ts'],
    globalSetup: ['packages/core/src/database/testing-setup.ts'],
    // Files share the modules of their process: loading the schema engine and the database for each would take longer than the tests.
    isolate: false,
    // One for each core: by default one core is kept free, which on two cores halves the speed.
    maxWorkers: '100%',
    // Opening an embedded database takes seconds on a busy machine.
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
});
