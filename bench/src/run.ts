import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readServerUrl } from './environment.js';
import { withClient } from './measure/database.js';
import { measureEmbedded } from './measure/embedded.js';
import { figureOf, type Figure } from './measure/figure.js';
import { measure, type Measured, type Plan } from './measure/measure.js';
import { programNames, type Query } from './queries/query.js';
import { queries } from './queries/queries.js';
import { judge } from './report/goal.js';
import { machineSentence } from './report/machine.js';
import { plot } from './report/plot.js';
import { embeddedTable, growthTable, markdown, resultTable, startTable } from './report/table.js';
import { medianOf } from './report/statistics.js';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, sizes: { type: 'boolean', default: false } },
});
const BEGIN = '<!-- measured: written by npm run bench -- --sizes -->';
const END = '<!-- end of what was measured -->';
const serverUrl = readServerUrl();
const started = performance.now();
const tell = (what: string) => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${what}`);

const onEngagements = queries.filter(({ data }) => data === undefined);
const onStakeholders = queries.filter(({ data }) => data === 'stakeholders');
const times = options.quick
  ? {
      rounds: 3,
      warmUpSeconds: 0.4,
      againSeconds: 0,
      aloneSeconds: 0.1,
      togetherSeconds: 0.3,
      starts: 1,
      programs: ['pcrm', 'postgraphile', 'limit'] as const,
    }
  : { rounds: 3, warmUpSeconds: 2, againSeconds: 0.7, aloneSeconds: 0.5, togetherSeconds: 1.2, starts: 3, programs: programNames };
const common = { serverUrl, tell, ...times };
const LARGEST = options.quick ? 20_000 : 1_000_000;
const SMALLER = [10_000, 100_000] as const;
const EMBEDDED = 20_000;

const sizes = new Map<number, readonly Figure[]>();
if (options.sizes) {
  for (const engagements of SMALLER) sizes.set(engagements, (await onlyAlone({ engagements })).figures);
}
const main = await measure({ ...common, size: { engagements: LARGEST }, queries: options.quick ? queries : onEngagements });
sizes.set(LARGEST, main.figures);
const many = options.quick
  ? undefined
  : await measure({ ...common, size: { engagements: 10_000, stakeholders: 1_000_000 }, queries: onStakeholders, starts: 1 });
const bare = options.quick
  ? undefined
  : await measure({
      ...common,
      size: { engagements: LARGEST },
      queries: onEngagements.filter(({ writes }) => writes),
      starts: 1,
      bareForRivals: true,
    });
const embedded = options.sizes ? await measureEmbedded({ ...common, size: { engagements: EMBEDDED }, queries: onEngagements }) : undefined;

const figures = [...main.figures, ...(many?.figures ?? [])];
const goal = judge({ queries, figures, starts: main.starts, sizes });
const verdict = (reached: boolean | undefined) => (reached === undefined ? '–' : reached ? 'reached' : 'NOT reached');
const report = [
  `${await withClient(serverUrl, machineSentence)} Command: \`npm run bench${options.quick ? ' -- --quick' : ''}${options.sizes ? ' -- --sizes' : ''}\`; ${LARGEST.toLocaleString('en')} engagements, medians of ${times.rounds} interleaved rounds, ± half of what lies between the smallest and the largest.`,
  resultTable(queries, figures),
  ...(bare
    ? [
        'The same writes, with PostGraphile, Apollo Server and Pothos on a copy of the tables on which no trigger keeps search and counters, as their own tables would have none; the product and the limit keep them:',
        resultTable(onEngagements, bare.figures),
      ]
    : []),
  startTable(main.starts),
  markdown(
    ['demanded', 'measured', ''],
    goal.map(({ demanded, measured, reached }) => [demanded, measured, verdict(reached)]),
  ),
  ...(embedded
    ? [
        `The same on the embedded database, with ${EMBEDDED.toLocaleString('en')} engagements, beside PostgreSQL with as many:`,
        embeddedTable(onEngagements, embedded),
      ]
    : []),
  ...(options.sizes
    ? ['How the median at one connection grows with the data:', growthTable(onEngagements, sizes), await writePlots()]
    : []),
].join('\n\n');
console.log(report);
if (options.sizes) await writeIntoReadme(report);
console.error(`${goal.filter(({ reached }) => reached).length} of ${goal.length} lines of the goal are reached.`);

function onlyAlone(size: Plan['size']): Promise<Measured> {
  return measure({ ...common, size, queries: onEngagements, warmUpSeconds: 1.5, againSeconds: 0.5, togetherSeconds: 0, starts: 1 });
}

async function writePlots(): Promise<string> {
  const folder = new URL('../plots/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const images: string[] = [];
  for (const query of onEngagements) {
    await writeFile(new URL(`${query.name.toLowerCase()}.svg`, folder), plot(`${query.name}: ${query.title}`, curvesOf(query)));
    images.push(`![${query.name}: median by size of the data](plots/${query.name.toLowerCase()}.svg)`);
  }
  return images.join('\n');
}

function curvesOf({ name }: Query) {
  return new Map(
    programNames.map((program) => [
      program,
      [...sizes].map(([size, measured]) => ({ size, ms: medianOf(figureOf(measured, name, program)?.aloneMs ?? []) })),
    ]),
  );
}

async function writeIntoReadme(measured: string): Promise<void> {
  const path = new URL('../README.md', import.meta.url);
  const readme = await readFile(path, 'utf8');
  const [before = '', rest = ''] = readme.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  await writeFile(path, `${before}${BEGIN}\n\n${measured}\n\n${END}${after}`);
}
