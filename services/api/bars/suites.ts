import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bar, Measurement } from './bar.js';

const ROOT = new URL('../../../', import.meta.url).pathname;

/** A test file that shows what a bar demands. */
interface Suite {
  readonly name: string;
  readonly demanded: string;
  readonly file: string;
  readonly settings?: Readonly<Record<string, string>>;
}

const suites: readonly Suite[] = [
  {
    name: 'Audits of GraphQL over HTTP',
    demanded: '61 of 61 against the production configuration',
    file: 'services/api/src/http-audits.db.test.ts',
  },
  {
    name: 'Field × role matrix',
    demanded: 'every cell executed, none other than the committed table says',
    file: 'packages/graphql/src/access-matrix.db.test.ts',
  },
  {
    name: 'Twin worlds',
    demanded: '5,000 generated operations for each role, all answers byte-equal',
    file: 'packages/graphql/src/twin-worlds.db.test.ts',
    settings: { TWIN_OPERATIONS: '5000' },
  },
  {
    name: 'Ids and SQL injection in every argument',
    demanded: 'no data, the same answer for "not yours" and "not there"; no effect, no fault',
    file: 'packages/graphql/src/hostile-arguments.db.test.ts',
  },
  {
    name: 'Walks of lists while rows come and go',
    demanded: 'no duplicate, no row missed that was there throughout',
    file: 'packages/core/src/database/keyset.db.test.ts',
  },
];

/** What test files show: all of their tests pass, on the server. */
export const suiteBars: readonly Bar[] = suites.map(({ name, demanded, file, settings = {} }) => ({
  name,
  demanded,
  measure: () => runSuite(file, settings),
}));

async function runSuite(file: string, settings: Readonly<Record<string, string>>): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-bar-'));
  const report = join(folder, 'report.json');
  try {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${report}`, file];
    // oxlint-disable-next-line node/no-process-env -- the tests take their server from there
    const tests = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...settings }, stdio: 'ignore' });
    await once(tests, 'exit');
    const { numPassedTests, numFailedTests, success } = JSON.parse(await readFile(report, 'utf8')) as {
      readonly numPassedTests: number;
      readonly numFailedTests: number;
      readonly success: boolean;
    };
    return { measured: `${numPassedTests} tests passed, ${numFailedTests} failed`, passed: success && numPassedTests > 0 };
  } finally {
    await rm(folder, { recursive: true });
  }
}
