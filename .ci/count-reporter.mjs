// A Vitest reporter that leaves the numbers of the run in the file named by PCRM_TEST_COUNTS, for the closing line of `npm test`.
import { writeFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'skipped' : state] += 1;
      }
      // A file that cannot be read, or a hook that throws, fails without any test failing.
      const errors = module.errors().length + [...module.children.allSuites()].reduce((sum, suite) => sum + suite.errors().length, 0);
      counts.failed += errors;
    }
    const file = process.env['PCRM_TEST_COUNTS'];
    if (file) writeFileSync(file, JSON.stringify(counts));
  }
}
