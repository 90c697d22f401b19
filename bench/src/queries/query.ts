/** A database from which samples are read. */
export interface SampledDatabase {
  readonly query: (text: string, values?: unknown[]) => Promise<{ readonly rows: readonly object[] }>;
}

/** What is measured, and what it is measured beside. */
export const programNames = ['pcrm', 'postgraphile', 'apollo', 'pothos', 'limit'] as const;
export type ProgramName = (typeof programNames)[number];

/** The body of a POST: an operation, or for the limit the name of a statement with its values. */
export type Body = object;

/** Asks the program that is being prepared, and gives what its answer holds under `data`. */
export type Ask = (body: Body) => Promise<unknown>;

/** How one program is asked, and how its answer is read. */
export interface Side<Sample> {
  /** The body for a sample. It may ask the program first, for what only it can tell, such as a cursor. */
  readonly body: (sample: Sample, ask: Ask) => Body | Promise<Body>;
  /** What the answer says, in the shape that all answers are compared in. */
  readonly read: (data: never) => unknown;
}

/** A statement of the limit: its result is the text of the answer. */
export interface Statement {
  readonly text: string;
  /** Whether it is planned for the values of each call. */
  readonly plannedEachTime?: boolean;
}

/** One query in the words of every program. */
export interface Query<Sample = unknown> {
  readonly name: string;
  readonly title: string;
  readonly writes?: boolean;
  /** Which data it is measured on: the engagements, or a million stakeholders. */
  readonly data?: 'stakeholders';
  /** How many rows one request writes, where it is more than one. */
  readonly rows?: number;
  /** What it is asked with: each request the next, and then from the first again. */
  readonly samples: (database: SampledDatabase) => Promise<readonly Sample[]>;
  readonly statement: Statement;
  readonly values: (sample: Sample) => readonly unknown[];
  readonly sides: Readonly<Record<Exclude<ProgramName, 'limit'>, Side<Sample>>>;
}

/** A query of samples of one type among queries of any. */
export function defineQuery<Sample>(query: Query<Sample>): Query {
  return query as Query;
}

/** How the limit is asked. */
export function limitSide<Sample>({ name, values }: Pick<Query<Sample>, 'name' | 'values'>): Side<Sample> {
  return { body: (sample) => ({ statement: name, values: values(sample) }), read: (data) => data };
}

/** The nodes of a connection. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

/** The nodes of a connection, in order. */
export function nodesOf<Node>({ edges }: Connection<Node>): Node[] {
  return edges.map(({ node }) => node);
}

/** A global id of Relay, as the product and Pothos write them. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64');
}

/** The id of the database in a global one, or the id itself where it is no global one. */
export function plainId(id: string): string {
  return /^\w+:(.+)$/u.exec(Buffer.from(id, 'base64').toString())?.[1] ?? id;
}

/** The same answer in one spelling: instants in UTC. */
export function inOneSpelling(answer: unknown): unknown {
  if (typeof answer === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(answer)) return new Date(answer).toISOString();
  if (Array.isArray(answer)) return answer.map((each) => inOneSpelling(each));
  if (answer === null || typeof answer !== 'object') return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, inOneSpelling(value)]));
}
