import { defineConfig } from 'vitest/config';

// Workspaces are tested from source; what node_modules hold is used as it is.
const conditions = ['source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,services,examples}/*/src/**/*.test.ts'],
    globalSetup: ['packages/core/src/database/testing-setup.ts'],
    // Opening an embedded database takes seconds on a busy machine.
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
});
