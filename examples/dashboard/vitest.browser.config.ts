import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const conditions = ['source', 'node'];

// What needs a browser and the built page: npm run test:browser
export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    conditions,
    // One copy of graphql: two refuse each other's schemas.
    alias: [{ find: /^graphql$/u, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  ssr: { resolve: { conditions } },
  // Before the first test the plan is loaded, which takes minutes on a machine that is busy with other things.
  test: { include: ['browser/**/*.test.ts'], hookTimeout: 600_000, testTimeout: 120_000 },
});
