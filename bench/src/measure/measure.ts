import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSize } from '../data/fill-database.js';
import type { ProgramName, Query } from '../queries/query.js';
import { queries as allQueries } from '../queries/queries.js';
import { compareAnswers, sideOf } from './compare.js';
import { openBenchDatabase, untilIdle, withClient, type BenchDatabase } from './database.js';
import type { Figure } from './figure.js';
import { measureRounds, type Lane, type Times } from './rounds.js';
import { firstAnswer, startProgram, type Program } from './program.js';

/** What is measured on one size of the data. */
export interface Plan extends Times {
  readonly serverUrl: string;
  readonly size: DataSize;
  readonly queries: readonly Query[];
  readonly programs: readonly ProgramName[];
  /** How often each program is started. */
  readonly starts: number;
  /** Whether the rivals get a copy of the tables on which nothing follows a write but what keeps references whole. */
  readonly bareForRivals?: boolean;
}

/** What was measured. */
export interface Measured {
  readonly figures: readonly Figure[];
  /** Times from the start of a program to its first answer, in ms. */
  readonly starts: ReadonlyMap<ProgramName, readonly number[]>;
}

/** Starts every program over the same data, compares their answers, and measures those that read before those that write. */
export async function measure(plan: Plan): Promise<Measured> {
  const { serverUrl, size, tell } = plan;
  tell(`filling a database with ${size.engagements} engagements and ${size.stakeholders ?? 20_000} stakeholders, where there is none`);
  const database = await openBenchDatabase(serverUrl, size);
  const bare = plan.bareForRivals ? await openBenchDatabase(serverUrl, size, { bare: true }) : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-bench-'));
  const programs: Program[] = [];
  try {
    tell('starting the programs');
    const dataOf = (name: ProgramName) => (bare === undefined || name === 'pcrm' || name === 'limit' ? database : bare);
    const starts = await startAll(plan, { database, dataOf, folder, programs });
    const figures: Figure[] = [];
    for (const writes of [false, true]) {
      const queries = plan.queries.filter((query) => (query.writes ?? false) === writes);
      figures.push(...(await measureQueries(plan, queries, { database, programs })));
    }
    return { figures, starts };
  } finally {
    for (const program of programs) await program.stop();
    await database.drop();
    await bare?.drop();
    await rm(folder, { recursive: true });
  }
}

interface Running {
  readonly database: BenchDatabase;
  readonly programs: Program[];
}

/** The query that a program answers first: one that every program compiles and that reads little. */
const FIRST_QUERY = 'Q2';

async function startAll(
  { starts, programs: names }: Plan,
  { database, dataOf, folder, programs }: Running & { readonly folder: string; readonly dataOf: (name: ProgramName) => BenchDatabase },
): Promise<Map<ProgramName, number[]>> {
  const query = allQueries.find(({ name }) => name === FIRST_QUERY) as Query;
  const [sample] = await withClient(database.databaseUrl, query.samples);
  const times = new Map<ProgramName, number[]>();
  for (let round = 1; round <= starts; round += 1) {
    for (const name of names) {
      const program = await startProgram({ name, data: dataOf(name), key: database.key, folder });
      const body = await sideOf(query, name).body(sample, program.ask);
      const time = await firstAnswer(program, body);
      times.set(name, [...(times.get(name) ?? []), time]);
      if (round < starts) await program.stop();
      else programs.push(program);
    }
  }
  return times;
}

async function measureQueries(plan: Plan, queries: readonly Query[], { database, programs }: Running): Promise<Figure[]> {
  const lanes: Lane[] = [];
  for (const query of queries) {
    const samples = await withClient(database.databaseUrl, query.samples);
    const bodies = await compareAnswers(query, samples, programs);
    plan.tell(`${query.name}: ${programs.length} programs give the same ${query.writes ? 1 : samples.length} answers`);
    for (const program of programs)
      lanes.push({ query: query.name, program: program.name, target: program, bodies: bodies.get(program.name) ?? [] });
  }
  return measureRounds(lanes, () => untilIdle(plan.serverUrl), plan);
}
