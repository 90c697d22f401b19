import { readdir } from 'node:fs/promises';
import type { Bar } from './bar.js';
import { ROOT, runTests, type TestReport } from './suites.js';

const ZONES = ['UTC', 'Asia/Seoul', 'America/New_York'] as const;

// Beside all rules of core, which take the time as an argument: what is told of instants, days and periods of a database.
const WITH_DATABASE = [
  'packages/core/src/period',
  'packages/core/src/appointments/',
  'packages/core/src/calendar/',
  'packages/core/src/commitments/',
  'packages/core/src/elections/',
  'packages/core/src/engagements/',
  'packages/core/src/insights/',
  'packages/core/src/meetings/',
  'packages/core/src/memberships/',
  'packages/core/src/rotations/',
  'packages/graphql/src/scalars',
  'packages/graphql/src/insights',
  'packages/graphql/src/engagements',
];

/** What holds wherever the machine is. */
export const timeZoneBars: readonly Bar[] = [
  {
    name: `The suite under TZ=${ZONES.join(', ')}`,
    demanded:
      'the rules of core and what is asked of a database about instants, days and periods: the same tests with the same results in each',
    measure: async () => {
      const files = [...(await rulesOfCore()), ...WITH_DATABASE];
      const told: { readonly zone: string; readonly results: ReadonlyMap<string, string> }[] = [];
      for (const zone of ZONES) told.push({ zone, results: resultsOf(await runTests(files, { TZ: zone })) });
      const [first, ...others] = told;
      const names = new Set(told.flatMap(({ results }) => [...results.keys()]));
      const differing = [...names].filter((name) => others.some(({ results }) => results.get(name) !== first?.results.get(name)));
      const failed = told.map(({ zone, results }) => `${zone} ${[...results.values()].filter((status) => status === 'failed').length}`);
      return {
        measured: `${names.size} tests in each; failed: ${failed.join(', ')}; ${differing.length} with different results ${differing.slice(0, 5).join(', ')}`,
        passed: names.size > 300 && differing.length === 0 && told.every(({ results }) => ![...results.values()].includes('failed')),
      };
    },
  },
];

async function rulesOfCore(): Promise<string[]> {
  const files = await readdir(`${ROOT}packages/core/src`, { recursive: true });
  return files.filter((file) => /(?<!\.db|\.scale)\.test\.ts$/u.test(file)).map((file) => `packages/core/src/${file}`);
}

function resultsOf({ testResults }: TestReport): ReadonlyMap<string, string> {
  return new Map(
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => [nameOf(name, fullName), status] as const),
    ),
  );
}

// A property test writes its seed, another one in each run, behind its name.
function nameOf(file: string, test: string): string {
  return `${file.replace(/^.*\/(?=packages\/)/u, '')}: ${test.replace(/ \(with seed=-?\d+\)$/u, '')}`;
}
