import { statementChannel, type Actor } from '@pcrm/core';
import type { TestPcrm } from '@pcrm/core/testing';
import { execute, parse, validate, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql';
import { createContext } from './context.js';
import { describeError } from './errors.js';
import { schema } from './schema.js';

/** How many operations the twin worlds are asked as each role: fewer than the bar demands, so that the suite stays quick. */
export const twinOperations = Number(process.env['TWIN_OPERATIONS'] ?? 2000);

/** Of how many operations the two lanes' answers are compared. */
export const laneOperations = Number(process.env['LANE_OPERATIONS'] ?? 1000);

/** What a client would read: data, and errors as the service describes them. */
export interface Answer {
  // oxlint-disable-next-line typescript/no-explicit-any -- a test names what it expects
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly code: unknown }[];
}

/** Runs operations as an actor, by the resolvers unless something else is to execute them: `ask(t, t.actors.staff)(source, variables)`. */
export function ask({ pcrm }: Pick<TestPcrm, 'pcrm'>, actor: Actor, executeFn: Execute = execute) {
  return async (source: string, variables: { readonly [name: string]: unknown } = {}): Promise<Answer> => {
    const { data, errors } = await run(source, { variableValues: variables, contextValue: createContext(pcrm, actor) }, executeFn);
    // A fault is shown whole, for the test to fail with.
    const described = errors?.map((error) => {
      const { message, extensions } = describeError(error) ?? { message: String(error.originalError?.stack), extensions: {} };
      return { message, code: extensions['code'] };
    });
    return { ...(data == null ? {} : { data: JSON.parse(JSON.stringify(data)) }), ...(described ? { errors: described } : {}) };
  };
}

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

async function run(source: string, args: Omit<ExecutionArgs, 'schema' | 'document'>, executeFn: Execute): Promise<ExecutionResult> {
  let document;
  try {
    document = parse(source);
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
  const errors = validate(schema, document);
  return errors.length > 0 ? { errors } : executeFn({ schema, document, ...args });
}

/** Runs the work and returns how many statements it sent to the database, and its result. */
export async function countStatements<Result>(
  { database }: TestPcrm,
  work: () => Promise<Result>,
): Promise<{ statements: string[]; result: Result }> {
  const statements: string[] = [];
  let counting = true;
  database.client.$on('query', ({ query }) => {
    if (counting) statements.push(query);
  });
  const besidePrisma = (statement: unknown) => void statements.push((statement as { readonly text: string }).text);
  statementChannel.start.subscribe(besidePrisma);
  const result = await work();
  statementChannel.start.unsubscribe(besidePrisma);
  counting = false;
  return { statements, result };
}
