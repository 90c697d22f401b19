import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const runSource = fileURLToPath(new URL('../../../.ci/run-source.mjs', import.meta.url));

/** The lines that a program wrote that logged a thousand and ended so. */
function linesOf(end: string): Promise<number[]> {
  return new Promise((resolve) => {
    execFile(process.execPath, [runSource, 'services/api/src/testing-log-program.ts', end], (_failure, output) => {
      resolve(
        output
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as { line: number }).line),
      );
    });
  });
}

test.each([
  ['comes to its end', 'return', 1_000],
  ['ends itself', 'exit', 1_000],
  ['fails', 'fail', 1_000],
  ['is told to stop', 'signal', 1_001],
])('when a program %s, no line that it logged is lost', async (_what, end, lines) => {
  expect(await linesOf(end)).toEqual(Array.from({ length: lines }, (_, index) => index + 1));
});
