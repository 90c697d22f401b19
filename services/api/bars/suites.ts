import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bar, Measurement } from './bar.js';

/** The folder of the repository. */
export const ROOT = new URL('../../../', import.meta.url).pathname;

/** A test file that shows what a bar demands. */
interface Suite {
  readonly name: string;
  readonly demanded: string;
  readonly file: string;
  /** The block of the file; all of it when left out. */
  readonly block?: string;
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
    name: 'Ids of others, deleted, other types, malformed',
    demanded: 'in every ID argument: no data, the same answer for "not yours" and "not there"',
    file: 'packages/graphql/src/hostile-arguments.db.test.ts',
    block: 'an id',
  },
  {
    name: 'SQL injection payloads in every string argument',
    demanded: 'no effect, no fault',
    file: 'packages/graphql/src/hostile-arguments.db.test.ts',
    block: 'a text',
  },
  {
    name: 'Walks of lists while rows come and go',
    demanded: 'no duplicate, no row missed that was there throughout',
    file: 'packages/core/src/database/keyset.db.test.ts',
  },
];

/** What test files show: all of their tests pass, on the server. */
export const suiteBars: readonly Bar[] = suites.map((suite) => ({
  name: suite.name,
  demanded: suite.demanded,
  measure: () => runSuite(suite),
}));

async function runSuite({ file, block, settings = {} }: Suite): Promise<Measurement> {
  const { numPassedTests, numFailedTests, success } = await runTests(block === undefined ? [file] : [file, '-t', block], settings);
  return { measured: `${numPassedTests} tests passed, ${numFailedTests} failed`, passed: success && numPassedTests > 0 };
}

/** What came of tests. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs test files on the server, with settings beside those of this process. */
export async function runTests(words: readonly string[], settings: Readonly<Record<string, string>>): Promise<TestReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-bar-'));
  const report = join(folder, 'report.json');
  try {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--project=tests', '--reporter=json', `--outputFile=${report}`, ...words];
    // oxlint-disable-next-line node/no-process-env -- the tests take their server from there
    const tests = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...settings }, stdio: 'ignore' });
    await once(tests, 'exit');
    return JSON.parse(await readFile(report, 'utf8')) as TestReport;
  } finally {
    await rm(folder, { recursive: true });
  }
}
