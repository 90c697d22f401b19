import {
  GraphQLError,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  type GraphQLFieldConfig,
  type GraphQLInterfaceType,
} from 'graphql';
import type { GraphQLContext } from './context.js';
import { schema } from './schema.js';

/** What a gateway sends to name a record: its type and its id. */
interface Representation {
  readonly __typename: string;
  readonly id: string;
}

// As many as a page has rows.
const MOST_REPRESENTATIONS = 100;

function asSubgraph(whole: GraphQLSchema): GraphQLSchema {
  const config = whole.toConfig();
  const query = whole.getQueryType();
  const node = whole.getType('Node');
  if (!query || !isInterfaceType(node)) throw new Error('A subgraph has queries and types with ids.');
  const fields = query.toConfig().fields;
  const extended = new GraphQLObjectType({
    ...query.toConfig(),
    fields: { ...fields, _entities: entitiesField(whole, node), _service: serviceField(subgraphSdl(whole, node)) },
  });
  return new GraphQLSchema({ ...config, query: extended, types: config.types.filter((type) => type !== query) });
}

const AnyScalar = new GraphQLScalarType<Representation, never>({
  name: '_Any',
  description: 'What names a record to a gateway: its __typename and its id.',
  parseValue: (value) => {
    const { __typename, id } = (value ?? {}) as Partial<Record<string, unknown>>;
    if (typeof __typename === 'string' && typeof id === 'string') return { __typename, id };
    throw new GraphQLError('Name a record by its __typename and its id.');
  },
});

function entitiesField(whole: GraphQLSchema, node: GraphQLInterfaceType): GraphQLFieldConfig<unknown, GraphQLContext> {
  const entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'Everything that has an id of its own.',
    types: whole.getPossibleTypes(node),
    resolveType: (value, context, info) => node.resolveType?.(value, context, info, entity),
  });
  return {
    type: new GraphQLNonNull(new GraphQLList(entity)),
    description: 'The records that a gateway names, in their order; null for each that is not there, or that the caller may not see.',
    args: {
      representations: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(AnyScalar))),
        description: 'Which records, at most 100.',
      },
    },
    extensions: {
      complexity: ({ representations }: { representations: readonly unknown[] }) => ({ field: 1, multiplier: representations.length }),
    },
    resolve: async (root, { representations }: { representations: readonly Representation[] }, context, info) => {
      if (representations.length > MOST_REPRESENTATIONS) {
        throw new GraphQLError(`At most ${MOST_REPRESENTATIONS} records are named at once. Ask for them in several requests.`);
      }
      const { nodes } = whole.getQueryType()?.getFields() ?? {};
      const asked = representations.filter((one) => entity.getTypes().some(({ name }) => name === one.__typename) && isOfItsType(one));
      const found = (
        asked.length === 0 ? [] : await nodes?.resolve?.(root, { ids: asked.map(({ id }) => id) }, context, info)
      ) as unknown[];
      const byRepresentation = new Map(asked.map((representation, index) => [representation, found[index] ?? null]));
      return representations.map((representation) => byRepresentation.get(representation) ?? null);
    },
  };
}

// An id says itself of which type it is.
function isOfItsType({ __typename, id }: Representation): boolean {
  return Buffer.from(id, 'base64').toString('utf8').startsWith(`${__typename}:`);
}

function serviceField(sdl: string): GraphQLFieldConfig<unknown, GraphQLContext> {
  const service = new GraphQLObjectType({
    name: '_Service',
    description: 'This subgraph.',
    fields: { sdl: { type: new GraphQLNonNull(GraphQLString), description: 'Its schema, with what a gateway has to know of it.' } },
  });
  return {
    type: new GraphQLNonNull(service),
    description: 'This subgraph, for a gateway.',
    // As much as introspection.
    extensions: { complexity: 500 },
    resolve: () => ({ sdl }),
  };
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** The schema with its keys. Where a page begins and ends other subgraphs tell, too, by a type of the same name. */
function subgraphSdl(whole: GraphQLSchema, node: GraphQLInterfaceType): string {
  const entities = new Set(whole.getPossibleTypes(node).map(({ name }) => name));
  const directiveOf = (name: string) => {
    if (entities.has(name)) return ' @key(fields: "id")';
    return name === 'PageInfo' && isObjectType(whole.getType(name)) ? ' @shareable' : '';
  };
  const printed = printSchema(lexicographicSortSchema(whole)).replaceAll(
    /^type (\w+)([^{\n]*) \{$/gmu,
    (_line, name: string, interfaces: string) => `type ${name}${interfaces}${directiveOf(name)} {`,
  );
  return `${LINK}\n\n${printed}\n`;
}

/**
 * The schema as a subgraph of Apollo Federation 2: every type with an id is an entity under that id. A gateway passes on the key of whoever
 * asks; records are found as `nodes` finds them, so that one that the caller may not see is null, as one that is not there.
 */
export function subgraphSchema(): GraphQLSchema {
  return asSubgraph(schema);
}
