import { execFile, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = 'services/api/src/testing-log-program.ts';
const runSource = fileURLToPath(new URL('../../../.ci/run-source.mjs', import.meta.url));

/** The lines that a program wrote that logged a thousand and ended so. */
function linesOf(end: string): Promise<number[]> {
  return new Promise((resolve) => {
    execFile(process.execPath, [runSource, program, end], (_failure, output) => {
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

test('lines are written in their turn, all but the last few kilobytes at once, so that nothing is still under way when a program ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pcrm-log-'));
  try {
    const path = join(folder, 'log');
    const file = openSync(path, 'w');
    const { stderr } = spawnSync(process.execPath, [runSource, program, 'return'], { stdio: ['ignore', file, 'pipe'], encoding: 'utf8' });
    closeSync(file);
    const bytes = readFileSync(path).length;
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes - Number(stderr)).toBeLessThan(4_096);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
