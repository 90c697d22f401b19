import { withBarDatabase } from './bar-database.js';
import type { Bar, Measurement } from './bar.js';
import { canaryBars } from './canaries.js';
import { concurrencyBars } from './concurrency.js';
import { databaseAwayBars } from './database-away.js';
import { readBarEnvironment } from './environment.js';
import { exhaustedPoolBars } from './exhausted-pool.js';
import { identityBars } from './identity.js';
import { queryAttackBars } from './query-attacks.js';
import { serviceKilledBars } from './service-killed.js';
import { sqlmapBars } from './sqlmap.js';
import { stoppingBars } from './stopping.js';
import { suiteBars } from './suites.js';
import { timeZoneBars } from './time-zones.js';

const { serverUrl, wanted } = readBarEnvironment();

// In the order in which they are printed. The heavy ones come last.
const bars: readonly Bar[] = [
  ...queryAttackBars,
  ...suiteBars,
  ...timeZoneBars,
  ...sqlmapBars,
  ...canaryBars,
  ...concurrencyBars,
  ...identityBars,
  ...exhaustedPoolBars,
  ...stoppingBars,
  ...databaseAwayBars(serverUrl),
  ...serviceKilledBars,
];
const chosen = bars.filter(({ name }) => name.toLowerCase().includes(wanted));
if (chosen.length === 0) {
  console.error(`No bar has "${wanted}" in its name. There are: ${bars.map(({ name }) => name).join('; ')}.`);
  process.exit(1);
}

console.log('| bar | demanded | measured | passed | seconds |\n| --- | --- | --- | --- | --- |');
let failed = 0;
for (const bar of chosen) {
  const started = performance.now();
  const { measured, passed } = await measure(bar);
  if (!passed) failed += 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`| ${[bar.name, bar.demanded, measured, passed ? 'yes' : 'NO', seconds].map(cell).join(' | ')} |`);
}
console.log(`\n${chosen.length - failed} of ${chosen.length} bars passed on ${new Date().toISOString().slice(0, 10)}.`);
process.exit(failed === 0 ? 0 : 1);

async function measure(bar: Bar): Promise<Measurement> {
  try {
    return await withBarDatabase(serverUrl, bar.measure);
  } catch (error) {
    console.error(error);
    return { measured: String(error), passed: false };
  }
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/gu, ' ');
}
