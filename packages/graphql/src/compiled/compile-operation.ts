import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { LIMITS } from '../builder.js';
import { textOfJson, type Json } from './json-text.js';
import { requireReadable } from './readable.js';
import { NotCompiled } from './rules.js';
import { fieldJson, type Compiling } from './selection.js';
import { sql, type Fragment } from './sql-fragment.js';
import { StatementDraft, type Guard, type Run } from './statement-draft.js';

/** An operation as a statement, for all runs in which the same is read of what it takes for granted. */
export interface CompiledOperation {
  readonly guards: readonly Guard[];
  readonly inputs: StatementDraft['inputs'];
  readonly statement: Fragment;
  readonly purposes: readonly string[];
}

/** Why an operation has no statement, for all runs in which the same is read. */
export interface NotCompilable {
  readonly guards: readonly Guard[];
  readonly why: string;
}

/** What is compiled, and for which run first. */
export interface Source {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The variables as they were sent. */
  readonly variableValues: ExecutionArgs['variableValues'];
  readonly run: Run;
}

/**
 * Writes the statement of a query. What each run has of its own, the values and with them the filters that are asked for, are holes in it.
 */
export function compileOperation(source: Source): CompiledOperation | NotCompilable {
  const { document, run } = source;
  const draft = new StatementDraft(run);
  // Fields that directives leave out are not in the statement.
  draft.fixed(readDirectives(document));
  try {
    requireWithinLimits(source);
    const statement = sql`SELECT ${textOfJson(['{"data":', ...dataJson(source, draft), '}'])}`;
    const { guards, inputs, purposes } = draft;
    return { guards, inputs, purposes, statement };
  } catch (error) {
    if (error instanceof NotCompiled) return { guards: draft.guards, why: error.message };
    throw error;
  }
}

function dataJson({ schema, document, operation, run }: Source, draft: StatementDraft): Json {
  const query = schema.getQueryType();
  if (!query) throw new NotCompiled('There is nothing to query.');
  requireReadable(draft, query);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const compiling: Compiling = { schema, fragments, variables: run.variables, draft };
  const members = [...collectFields(schema, fragments, run.variables, query, operation.selectionSet)];
  // Whoever only wants to know whether anybody answers asks this way.
  if (members.every(([, [node]]) => node?.name.value === '__typename')) throw new NotCompiled('It reads nothing.');
  const json = members.flatMap(([key, nodes], index): Json => {
    const name = nodes[0]?.name.value ?? '';
    const before = `${index === 0 ? '' : ','}"${key}":`;
    if (name === '__typename') return [`${before}"${query.name}"`];
    return [before, ...fieldJson(compiling, { name, nodes, declaring: query, types: [{ type: query }] })];
  });
  return ['{', ...json, '}'];
}

/** What the directives of a document say in a run. */
function readDirectives(document: DocumentNode): Guard['read'] {
  const nodes: Parameters<typeof getDirectiveValues>[1][] = [];
  visit(document, {
    enter(node) {
      if ('directives' in node && node.directives !== undefined && node.directives.length > 0) nodes.push(node);
    },
  });
  return ({ variables }) =>
    nodes
      .map((node) =>
        [GraphQLSkipDirective, GraphQLIncludeDirective].map((each) => String(getDirectiveValues(each, node, variables)?.['if'])),
      )
      .join();
}

/** The limits of a document that the resolvers keep, too. What its pages make an operation cost is counted for each run. */
function requireWithinLimits({ schema, document, operation, variableValues }: Source): void {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const { depth, breadth } = complexityFromQuery(
    { ...document, definitions: [operation, ...fragments] },
    { schema, variables: { ...variableValues } },
  );
  if (depth > LIMITS.depth || breadth > LIMITS.breadth) throw new NotCompiled('The document is too large.');
}
