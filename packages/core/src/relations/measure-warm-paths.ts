// Measures warm paths and the graph of relations on a PostgreSQL server, in a database of its own that it drops; after `npm run build`:
// npm run measure:warm-paths -w @pcrm/core -- postgresql://postgres@127.0.0.1:5432/postgres 1000000 20000
import { systemActor } from '../access/actor.js';
import { withMeasuredDatabase } from '../database/measured-database.js';
import type { PcrmAs } from '../open-pcrm.js';
import { generateNetwork, type GeneratedNetwork } from './generated-network.js';

const ROUNDS = 9;
const [serverUrl = '', engagements = '1000000', persons = '20000'] = process.argv.slice(2);

await withMeasuredDatabase(serverUrl, async (pcrm, databaseUrl) => {
  const network = await generateNetwork(databaseUrl, Number(engagements), Number(persons));
  await measure(pcrm.as(systemActor), network);
});

async function measure(system: PcrmAs, { near, hub, newcomer, departmentId }: GeneratedNetwork): Promise<void> {
  process.stdout.write(`${engagements} engagements, ${persons} persons; of ${ROUNDS} rounds: the first, the median, the worst, in ms\n`);
  const cases: [string, () => Promise<unknown>][] = [
    ['to an ordinary person', () => system.warmPaths({ toId: near })],
    ['to a person of 4,000 engagements', () => system.warmPaths({ toId: hub })],
    ['to a newcomer, three steps away', () => system.warmPaths({ toId: newcomer })],
    ['to a newcomer, twenty paths', () => system.warmPaths({ toId: newcomer, limit: 20 })],
    ['to an ordinary person from a department of one', () => system.warmPaths({ toId: near, departmentId, limit: 20 })],
    ['to a newcomer from a department of one', () => system.warmPaths({ toId: newcomer, departmentId, limit: 20 })],
    ['the graph around an ordinary person, depth 2', () => system.relationGraph({ stakeholderId: near, depth: 2 })],
    ['the graph around the person of note, depth 2', () => system.relationGraph({ stakeholderId: hub, depth: 2 })],
  ];
  for (const [name, work] of cases) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      await work();
      times.push(Math.round(performance.now() - started));
    }
    const sorted = times.toSorted((a, b) => a - b);
    process.stdout.write(`${name}: ${times[0]}, ${sorted[(ROUNDS - 1) / 2]}, ${sorted.at(-1)}\n`);
  }
}
