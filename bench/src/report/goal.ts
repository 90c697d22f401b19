import { figureOf, type Figure } from '../measure/figure.js';
import type { ProgramName, Query } from '../queries/query.js';
import { medianOf } from './statistics.js';
import { short } from './table.js';

/** What is demanded of a measurement, and what came of it. */
export interface GoalLine {
  readonly demanded: string;
  readonly measured: string;
  /** Undefined where it was not measured. */
  readonly reached: boolean | undefined;
}

/** What the goal is judged by. */
export interface GoalFigures {
  readonly queries: readonly Query[];
  /** On the largest data. */
  readonly figures: readonly Figure[];
  readonly starts: ReadonlyMap<ProgramName, readonly number[]>;
  /** The figures by the number of engagements, where more than one was measured. */
  readonly sizes: ReadonlyMap<number, readonly Figure[]>;
}

const TIMES_POSTGRAPHILE = 3;
const TIMES_LIMIT = 1.25;
const GROWTH = 1.3;
const GROWING = ['Q1', 'Q2', 'Q3', 'Q5', 'Q6a', 'Q6b'];
const START_MS = 1_000;
const MEMORY_MB = 200;

/** Every line of the goal with its figure. */
export function judge({ queries, figures, starts, sizes }: GoalFigures): GoalLine[] {
  const medianAlone = (of: readonly Figure[], query: string, program: ProgramName) => medianOf(figureOf(of, query, program)?.aloneMs ?? []);
  const throughput = (query: string, program: ProgramName) => medianOf(figureOf(figures, query, program)?.perSecond ?? []);
  const start = medianOf(starts.get('pcrm') ?? []);
  const memory = Math.max(...figures.filter(({ program }) => program === 'pcrm').map((figure) => figure.memory)) / 1024 ** 2;
  const [smallest, largest] = [Math.min(...sizes.keys()), Math.max(...sizes.keys())];
  return [
    ...queries.map(({ name }) =>
      line(
        `${name}: at least ${TIMES_POSTGRAPHILE} times PostGraphile's throughput at 16 connections`,
        throughput(name, 'pcrm') / throughput(name, 'postgraphile'),
        {
          atLeast: TIMES_POSTGRAPHILE,
        },
      ),
    ),
    ...queries.map(({ name }) =>
      line(
        `${name}: at most ${TIMES_LIMIT} times the limit's median at one connection`,
        medianAlone(figures, name, 'pcrm') / medianAlone(figures, name, 'limit'),
        {
          atMost: TIMES_LIMIT,
        },
      ),
    ),
    ...queries
      .filter(({ name }) => GROWING.includes(name))
      .map(({ name }) =>
        line(
          `${name}: within ${GROWTH} times from the smallest data to the largest`,
          sizes.size < 2
            ? Number.NaN
            : medianAlone(sizes.get(largest) ?? [], name, 'pcrm') / medianAlone(sizes.get(smallest) ?? [], name, 'pcrm'),
          { atMost: GROWTH },
        ),
      ),
    line('Startup to the first answer under 1 s on an existing database', start, { atMost: START_MS, unit: ' ms' }),
    line(`RSS under ${MEMORY_MB} MB at 16 connections`, memory, { atMost: MEMORY_MB, unit: ' MB' }),
  ];
}

interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly unit?: string;
}

function line(demanded: string, value: number, { atLeast = -Infinity, atMost = Infinity, unit = ' times' }: Bound): GoalLine {
  if (Number.isNaN(value)) return { demanded, measured: 'not measured in this run', reached: undefined };
  return { demanded, measured: `${short(value)}${unit}`, reached: value >= atLeast && value <= atMost };
}
