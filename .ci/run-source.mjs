// Runs a program of a workspace from its TypeScript source, for tests that need it as a process of its own:
//   node .ci/run-source.mjs services/api/src/main.ts
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const root = new URL('..', import.meta.url).pathname;
const inline = { resolve: { conditions: ['source', 'node'], external: [], noExternal: [/^@pcrm\//u] } };
await runnerImport(resolve(root, process.argv[2]), { root, logLevel: 'error', environments: { inline } });
