import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPcrm, systemActor } from '@pcrm/core';
import { fillEmbedded, type DataSize } from '../data/fill-database.js';
import { administratorId } from '../queries/log-engagement.js';
import type { Body, Query } from '../queries/query.js';
import { firstDifference, sideOf } from './compare.js';
import { BENCH_SECRET, openBenchDatabase, untilIdle, withClient } from './database.js';
import type { Figure } from './figure.js';
import { firstAnswer, startProgram, type Program } from './program.js';
import { measureRounds, type Lane, type Times } from './rounds.js';

/** What is measured on the embedded database and, at the same time, on a server with the same data. */
export interface EmbeddedPlan extends Times {
  readonly serverUrl: string;
  readonly size: DataSize;
  readonly queries: readonly Query[];
}

/** The figures of the product on both. */
export interface EmbeddedFigures {
  readonly embedded: readonly Figure[];
  readonly server: readonly Figure[];
}

/** Measures the product on the embedded database beside itself on a server, with the same rows and the same answers. */
export async function measureEmbedded(plan: EmbeddedPlan): Promise<EmbeddedFigures> {
  const { serverUrl, size, queries, tell } = plan;
  tell(`filling an embedded database with ${size.engagements} engagements`);
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-bench-'));
  const database = await openBenchDatabase(serverUrl, size);
  const programs: Program[] = [];
  try {
    const dataDir = join(folder, 'data');
    await fillEmbedded(dataDir, size);
    const key = await issueKey(dataDir, await withClient(database.databaseUrl, administratorId));
    for (const start of [
      { data: { dataDir }, key },
      { data: database, key: database.key },
    ]) {
      const program = await startProgram({ name: 'pcrm', folder, ...start });
      await firstAnswer(program, { query: '{ viewer { id } }' });
      programs.push(program);
    }
    const lanes: Lane[] = [];
    for (const query of queries) {
      const samples = await withClient(database.databaseUrl, query.samples);
      lanes.push(...(await lanesOf(query, samples, programs)));
    }
    const figures = await measureRounds(lanes, () => untilIdle(serverUrl), plan);
    return { embedded: figures.filter((_, index) => index % 2 === 0), server: figures.filter((_, index) => index % 2 === 1) };
  } finally {
    for (const program of programs) await program.stop();
    await database.drop();
    await rm(folder, { recursive: true });
  }
}

async function issueKey(dataDir: string, actorId: string): Promise<string> {
  const pcrm = await openPcrm({ dataDir }, { secret: BENCH_SECRET });
  try {
    return (await pcrm.as(systemActor).issueApiKey({ actorId, label: 'measurement' })).secret;
  } finally {
    await pcrm.close();
  }
}

async function lanesOf(query: Query, samples: readonly unknown[], programs: readonly Program[]): Promise<Lane[]> {
  const { body, read } = sideOf(query, 'pcrm');
  const answers: unknown[] = [];
  const lanes: Lane[] = [];
  for (const target of programs) {
    const bodies: Body[] = [];
    for (const sample of samples) bodies.push(await body(sample, target.ask));
    answers.push(read((await target.ask(bodies[0] ?? {})) as never));
    lanes.push({ query: query.name, program: 'pcrm', target, bodies });
  }
  const difference = firstDifference(answers[0], answers[1]);
  if (difference) throw new Error(`${query.name}: the embedded database and the server answer differently ${difference}`);
  return lanes;
}
