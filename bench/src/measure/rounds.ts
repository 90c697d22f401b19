import type { Body, ProgramName } from '../queries/query.js';
import { medianOf } from '../report/statistics.js';
import type { Figure } from './figure.js';
import { load } from './load.js';
import type { Program } from './program.js';

/** How long and how often it is measured. */
export interface Times {
  readonly rounds: number;
  /** Before the first round. */
  readonly warmUpSeconds: number;
  readonly aloneSeconds: number;
  /** Over sixteen connections; 0 leaves them out. */
  readonly togetherSeconds: number;
}

/** One query with one program. */
export interface Lane {
  readonly query: string;
  readonly program: ProgramName;
  readonly target: Program;
  readonly bodies: readonly Body[];
}

const TOGETHER = 16;
// What takes long is given time for so many answers on each connection.
const ANSWERS_AT_LEAST = 3;

/** Measures the lanes in rounds: in each, every query with one program after the other, so that what disturbs the machine disturbs them all. */
export async function measureRounds(lanes: readonly Lane[], times: Times): Promise<Figure[]> {
  const figures = lanes.map(({ query, program }) => ({
    query,
    program,
    aloneMs: [] as number[],
    perSecond: [] as number[],
    cpuMs: [] as number[],
    memory: 0,
  }));
  const slowness: number[] = [];
  for (const { target, bodies } of lanes) {
    const [first = {}] = bodies;
    const started = performance.now();
    await target.ask(first);
    const seconds = Math.max(times.warmUpSeconds, (ANSWERS_AT_LEAST * (performance.now() - started)) / 1000);
    slowness.push((await load(target, bodies, { connections: 1, seconds })).medianMs);
  }
  for (let round = 0; round < times.rounds; round += 1) {
    for (const [index, { target, bodies }] of lanes.entries()) {
      const figure = figures[index];
      if (!figure) continue;
      const atLeast = (ANSWERS_AT_LEAST * medianOf([slowness[index] ?? 0, ...figure.aloneMs])) / 1000;
      const alone = await load(target, bodies, { connections: 1, seconds: Math.max(times.aloneSeconds, atLeast) });
      figure.aloneMs.push(alone.medianMs);
      figure.memory = Math.max(figure.memory, alone.memory);
      if (times.togetherSeconds === 0) continue;
      const together = await load(target, bodies, { connections: TOGETHER, seconds: Math.max(times.togetherSeconds, atLeast * TOGETHER) });
      figure.perSecond.push(together.requestsPerSecond);
      figure.cpuMs.push(together.cpuMs);
      figure.memory = Math.max(figure.memory, together.memory);
    }
  }
  return figures;
}
