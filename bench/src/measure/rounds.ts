import type { Body, ProgramName } from '../queries/query.js';
import type { Figure } from './figure.js';
import { load } from './load.js';
import type { Program } from './program.js';

/** How long and how often it is measured. */
export interface Times {
  readonly rounds: number;
  /** Before the first round, over sixteen connections. */
  readonly warmUpSeconds: number;
  /** The same before each figure of a round; 0 leaves it out. */
  readonly againSeconds: number;
  readonly aloneSeconds: number;
  /** Over sixteen connections; 0 leaves them out. */
  readonly togetherSeconds: number;
  /** Told what is being done. */
  readonly tell: (what: string) => void;
}

/** Waits until the database has ended what was asked of it: a program whose client is gone lets its statements run to their end. */
export type Settle = () => Promise<void>;

/** One query with one program. */
export interface Lane {
  readonly query: string;
  readonly program: ProgramName;
  readonly target: Program;
  readonly bodies: readonly Body[];
}

const TOGETHER = 16;
// What takes long is given the time of so many answers over one connection, and over sixteen that of as many as there are connections: on
// two cores these get about two each.
const ANSWERS_ALONE = 3;
const ANSWERS_TOGETHER = 16;
// From here on the database takes nearly all of the time, however the program is.
const SLOW_SECONDS = 0.1;

/** Measures the lanes in rounds: in each, every query with one program after the other, so that what disturbs the machine disturbs them all. */
export async function measureRounds(lanes: readonly Lane[], settle: Settle, times: Times): Promise<Figure[]> {
  const figures = lanes.map(({ query, program }) => ({
    query,
    program,
    aloneMs: [] as number[],
    perSecond: [] as number[],
    cpuMs: [] as number[],
    memory: 0,
  }));
  const loadTogether = async ({ target, bodies }: Lane, seconds: number) => {
    const measured = await load(target, bodies, { connections: TOGETHER, seconds });
    await settle();
    return measured;
  };
  const slowness: number[] = [];
  for (const lane of lanes) {
    const { target, bodies } = lane;
    // Every connection of the program to the database has planned the statements by then.
    const { medianMs } = await loadTogether(lane, times.warmUpSeconds);
    const seconds = Math.max(times.aloneSeconds, (ANSWERS_ALONE * medianMs) / TOGETHER / 1000);
    slowness.push((await load(target, bodies, { connections: 1, seconds })).medianMs / 1000);
  }
  for (let round = 1; round <= times.rounds; round += 1) {
    times.tell(`round ${round} of ${times.rounds}`);
    for (const [index, lane] of lanes.entries()) {
      const { target, bodies } = lane;
      const figure = figures[index];
      if (!figure) continue;
      const slow = slowness[index] ?? 0;
      // A program that was not asked for a while is slower at first, and it has just waited for all others.
      if (times.againSeconds > 0 && slow < SLOW_SECONDS) await loadTogether(lane, times.againSeconds);
      const alone = await load(target, bodies, { connections: 1, seconds: Math.max(times.aloneSeconds, slow * ANSWERS_ALONE) });
      figure.aloneMs.push(alone.medianMs);
      figure.memory = Math.max(figure.memory, alone.memory);
      if (times.togetherSeconds === 0) continue;
      const seconds = Math.max(times.togetherSeconds, slow * ANSWERS_TOGETHER);
      const together = await loadTogether(lane, seconds);
      figure.perSecond.push(together.requestsPerSecond);
      figure.cpuMs.push(together.cpuMs);
      figure.memory = Math.max(figure.memory, together.memory);
    }
  }
  return figures;
}
