/** A request that is made to be expensive. */
export interface QueryAttack {
  readonly name: string;
  /** The body, as JSON. */
  readonly body: string;
  /** The limit that it meets, its figure, and how much it has where that is told. */
  readonly limit?: string;
  readonly maximum?: number;
  readonly found?: number;
  readonly code?: string;
}

const query = (text: string) => JSON.stringify({ query: text });
const each = (count: number, of: (index: number) => string) => Array.from({ length: count }, (_, index) => of(index)).join(' ');

/** Each fragment spreads the next one twice, so that n levels come to two to the power of n. */
const bomb = (levels: number) =>
  query(
    `{ viewer { ...F0 } } ${each(levels, (level) => `fragment F${level} on Actor { name ... { ...F${level + 1} ...F${level + 1} } }`)} fragment F${levels} on Actor { id }`,
  );

/** Requests that are made to be expensive, and what they are refused for. */
export const queryAttacks: readonly QueryAttack[] = [
  {
    name: 'depth',
    body: query(`{ viewer { department { ${'parent { '.repeat(20)} name ${'} '.repeat(20)} } } }`),
    limit: 'depth',
    maximum: 15,
    found: 23,
  },
  {
    name: 'depth by fragments',
    body: query(
      `{ viewer { department { ...D0 } } } ${each(20, (index) => `fragment D${index} on Department { parent { ...D${index + 1} } }`)} fragment D20 on Department { name }`,
    ),
    limit: 'depth',
    maximum: 15,
    found: 23,
  },
  { name: 'aliases', body: query(`{ ${each(60, (index) => `a${index}: viewer { name }`)} }`), limit: 'aliases', maximum: 50, found: 60 },
  {
    name: 'directives',
    body: query(`{ viewer { name ${'@include(if: true) '.repeat(60)} } }`),
    limit: 'directives',
    maximum: 50,
    found: 60,
  },
  { name: 'tokens', body: query(`{ ${'a '.repeat(60_000)} }`), limit: 'tokens', maximum: 2_000 },
  { name: 'repeated fields', body: query(`{ viewer { ${'name '.repeat(1_900)} } }`), limit: 'fields', maximum: 300, found: 1_901 },
  {
    name: 'repeated fields by fragments',
    body: query(`{ viewer { ${'...A '.repeat(60)} } } fragment A on Actor { ${'...B '.repeat(60)} } fragment B on Actor { name id }`),
    limit: 'fields',
    maximum: 300,
    found: 7_201,
  },
  {
    name: 'fragments that nobody uses',
    body: query(`{ viewer { name } } ${each(60, (index) => `fragment U${index} on Actor { ${'name '.repeat(20)} }`)}`),
    limit: 'fields',
    maximum: 300,
    found: 1_202,
  },
  {
    name: 'operations that nobody runs',
    body: JSON.stringify({ operationName: 'O1', query: each(120, (index) => `query O${index} { viewer { name } }`) }),
    limit: 'definitions',
    maximum: 100,
    found: 120,
  },
  { name: 'fragments that double 18 times', body: bomb(18), limit: 'fields', maximum: 300, found: 2 ** 19 },
  { name: 'fragments that double 25 times', body: bomb(25), limit: 'fields', maximum: 300, found: 2 ** 26 },
  { name: 'fragments that double 40 times', body: bomb(40), limit: 'fields', maximum: 300, found: 2 ** 41 },
  {
    name: 'fragments within themselves',
    body: query('{ viewer { ...A } } fragment A on Actor { ...B ...B } fragment B on Actor { ...A ...A }'),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'brackets within brackets',
    body: query(`{ nodes(ids: ${'['.repeat(2_000)}${']'.repeat(2_000)}) { id } }`),
    limit: 'nesting',
    maximum: 50,
  },
  {
    name: 'deep variables',
    body: `{"query":"query ($ids: [ID!]!) { nodes(ids: $ids) { id } }","variables":{"ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    limit: 'variableDepth',
    maximum: 20,
  },
  {
    name: 'deep variables of objects',
    body: `{"query":"{ viewer { name } }","variables":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`,
    limit: 'variableDepth',
    maximum: 20,
  },
  {
    name: 'a batch',
    body: JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ viewer { name } }' }))),
    limit: 'batch',
    maximum: 1,
    found: 1_000,
  },
  { name: 'a body of half a megabyte', body: query(`{ viewer { name } } #${'x'.repeat(512 * 1024)}`), limit: 'body', maximum: 262_144 },
];
