import type { ProgramName } from '../queries/query.js';

/** What was measured of one query with one program: a value of each round. */
export interface Figure {
  readonly query: string;
  readonly program: ProgramName;
  /** The median time until an answer over one connection, in ms. */
  readonly aloneMs: readonly number[];
  /** Requests in a second over sixteen connections; none where only one was measured. */
  readonly perSecond: readonly number[];
  /** Processor time of the program for a request, over sixteen connections, in ms. */
  readonly cpuMs: readonly number[];
  /** The most memory that it held, in bytes. */
  readonly memory: number;
}

/** The figure of a query and a program. */
export function figureOf(figures: readonly Figure[], query: string, program: ProgramName): Figure | undefined {
  return figures.find((figure) => figure.query === query && figure.program === program);
}
