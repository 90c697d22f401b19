import { channel } from 'node:diagnostics_channel';
import type { TextStatement } from '@pcrm/core';
import {
  getOperationAST,
  getVariableValues,
  Kind,
  locatedError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { COST_LIMIT, costOf } from '../allowance.js';
import type { GraphQLContext } from '../context.js';
import { compileOperation, type CompiledOperation, type NotCompilable, type Source } from './compile-operation.js';
import { AnsweredElsewhere, withoutMarkers } from './markers.js';
import type { Run } from './statement-draft.js';
import { StatementFiller } from './statement-filler.js';

/** A result whose text is there already; `data` is read from it only where somebody asks. */
export interface WrittenResult extends ExecutionResult {
  readonly stringify: () => string;
}

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** Which lane answered an operation: to whoever subscribes. */
export const lanes = channel('pcrm:lane');

/**
 * Answers queries by one statement where they have one, and leaves everything else to `execute`: what has no rule, what is wrong with the
 * arguments, and what no statement can tell.
 */
export function executeCompiled(execute: Execute): Execute {
  return (args) => {
    const ready = prepare(args);
    if (typeof ready === 'string') return left(ready);
    return answer(args, ready).then((result) => (typeof result === 'string' ? left(result) : result));

    function left(why: string) {
      lanes.publish({ lane: 'resolvers', why } satisfies LaneTaken);
      return execute(args);
    }
  };
}

/** What is told of each operation. */
export interface LaneTaken {
  readonly lane: 'statement' | 'resolvers';
  /** Why it has no statement. */
  readonly why?: string;
}

interface Known {
  readonly schema: GraphQLSchema;
  readonly compiled: CompiledOperation | NotCompilable;
  readonly filler: StatementFiller | undefined;
}

interface Ready {
  readonly operation: OperationDefinitionNode;
  readonly compiled: CompiledOperation;
  readonly statement: TextStatement;
}

// A word for why there is none.
function prepare(args: ExecutionArgs): Ready | string {
  const { schema, document, operationName, variableValues, contextValue } = args;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return 'It is no query.';
  const { coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (variables === undefined) return 'The variables do not fit.';
  const context = contextValue as GraphQLContext;
  const run: Run = { context, variables };
  // A service that counts has counted, and refused what costs too much.
  if (context.allowance === undefined && (costOf(args) ?? Infinity) > COST_LIMIT) return 'It costs too much.';
  try {
    const { compiled, filler } = knownFor({ schema, document, operation, variableValues, run });
    if ('why' in compiled || filler === undefined) return 'why' in compiled ? compiled.why : '';
    return { operation, compiled, statement: filler.statementOf(run) };
  } catch (error) {
    // The resolvers find the same wrong, and tell where.
    return String(error);
  }
}

// Documents are kept by whoever parses them, and what was made of them as long as they are.
const known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Known[]>>();

// As many as there are roles, each with a few values of its directives.
const MOST_STATEMENTS = 16;

function knownFor(source: Source): Known {
  const { schema, document, operation, run } = source;
  const operations = known.get(document) ?? new Map<OperationDefinitionNode, Known[]>();
  known.set(document, operations);
  const statements = operations.get(operation) ?? [];
  operations.set(operation, statements);
  const found = statements.find((each) => each.schema === schema && each.compiled.guards.every(({ read, value }) => read(run) === value));
  if (found !== undefined) return found;
  const compiled = compileOperation(source);
  const made = { schema, compiled, filler: 'why' in compiled ? undefined : new StatementFiller(compiled) };
  statements.unshift(made);
  if (statements.length > MOST_STATEMENTS) statements.pop();
  return made;
}

async function answer(args: ExecutionArgs, { operation, compiled, statement }: Ready): Promise<WrittenResult | ExecutionResult | string> {
  const context = args.contextValue as GraphQLContext;
  try {
    const text = withoutMarkers(await context.readText(statement), context, compiled.purposes);
    lanes.publish({ lane: 'statement' } satisfies LaneTaken);
    return written(text);
  } catch (error) {
    if (error instanceof AnsweredElsewhere || isOfValue(error)) return String(error);
    return failure(operation, error);
  }
}

// A value that PostgreSQL cannot read, such as an id that is none: SQLSTATE class 22.
function isOfValue(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^22...$/u.test(code);
}

function written(text: string): WrittenResult {
  let data: ExecutionResult['data'] | undefined;
  return {
    get data() {
      data ??= (JSON.parse(text) as ExecutionResult).data ?? null;
      return data;
    },
    stringify: () => text,
  };
}

/** What the resolvers answer when the database cannot be read. */
function failure({ selectionSet: { selections } }: OperationDefinitionNode, error: unknown): ExecutionResult {
  const field = selections.find((selection) => selection.kind === Kind.FIELD);
  const path = field && [(field.alias ?? field.name).value];
  return { data: null, errors: [locatedError(error, field, path)] };
}
