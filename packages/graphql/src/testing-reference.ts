import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Examples by the root field that they ask for. */
export type Examples = Readonly<Record<string, string>>;

const beginning = `# Reference of the schema

What can be asked and done, with an example of each. The examples are the files in [examples](../examples): a test runs every one of them.
This page is written by \`npx vitest run packages/graphql/src/reference.db.test.ts -u\` from the schema and the examples; change those.

- **Lists** are Relay connections. \`first\` and \`after\` page forward, \`last\` and \`before\` back: 1 to 100 rows, 20 when nothing is said.
  They are left out of the tables below.
- **Mutations** take an \`idempotencyKey\` of at most 255 characters: the same key with the same input returns the first result, with another
  input it is a conflict. (Those that give out a secret or personal data take none.) They answer with what was done, as \`data\`, or with
  an \`Error\` that has a code and a sentence with cause and cure.
- **A revision** names the \`version\` that it is based on; when somebody else was faster it is refused with \`STALE_VERSION\`.
- **What comes back** is described, field by field, in [schema.graphql](../schema.graphql).
- **Dates** may be partial (\`2012\`, \`2012-10\`, \`2012-10-05\`) where the type says \`PartialDate\`. Days are those of Korea.
`;

// Said once, above.
const common: ReadonlySet<string> = new Set(['first', 'after', 'last', 'before', 'idempotencyKey']);

/** The page: every root field with its arguments and its example. */
export function referenceOf(schema: GraphQLSchema, examples: Examples): string {
  const roots = [
    { title: 'Queries', type: schema.getQueryType() },
    { title: 'Mutations', type: schema.getMutationType() },
    { title: 'Subscriptions', type: schema.getSubscriptionType() },
  ];
  return [beginning, ...roots.flatMap(({ title, type }) => (type ? [rootSection(title, type, examples)] : []))].join('\n');
}

function rootSection(title: string, type: GraphQLObjectType, examples: Examples): string {
  const fields = Object.values(type.getFields()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const contents = fields.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(' · ');
  return [`## ${title}\n`, `${contents}\n`, ...fields.map((field) => fieldSection(field, examples[field.name] ?? ''))].join('\n');
}

function fieldSection(field: GraphQLField<unknown, unknown>, example: string): string {
  const rows = field.args.filter(({ name }) => !common.has(name)).flatMap((argument) => inputRows(argument, ''));
  return [
    `### ${field.name}\n`,
    `${field.description ?? ''} Answers \`${answerOf(field)}\`.\n`,
    ...(rows.length > 0 ? [table(rows)] : []),
    `\`\`\`graphql\n${example.trim()}\n\`\`\`\n`,
  ].join('\n');
}

// Of a mutation what it has done, since how it is refused is always the same.
function answerOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isUnionType(named)) return String(type);
  const success = named.getTypes().find(({ name }) => name.endsWith('Success'));
  return String(success?.getFields()['data']?.type ?? type);
}

const DEEPEST = 3;

function inputRows({ name, type, description }: GraphQLArgument | GraphQLInputField, parent: string, depth = 1): string[][] {
  const path = `${parent}${name}`;
  const named = getNamedType(type);
  const row = [`\`${path}\``, `\`${String(type)}\``, meaningOf(description, named)];
  if (!isInputObjectType(named) || depth === DEEPEST) return [row];
  const below = `${path}${String(type).startsWith('[') ? '[]' : ''}.`;
  return [row, ...Object.values(named.getFields()).flatMap((field) => inputRows(field, below, depth + 1))];
}

function meaningOf(description: string | null | undefined, type: GraphQLNamedType): string {
  const values = isEnumType(type) ? type.getValues().map(({ name }) => `\`${name}\``) : [];
  return [description ?? '', ...(values.length > 0 ? [`One of ${values.join(', ')}.`] : [])].join(' ').trim();
}

function table(rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll(/\s+/gu, ' ')).join(' | ')} |`;
  return `${['| argument | type | meaning |', '| --- | --- | --- |', ...rows.map(line)].join('\n')}\n`;
}
