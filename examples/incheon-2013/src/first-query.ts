/** The query with which a new user begins: the consultative bodies of the plan. */
export const firstQuery = `{
  viewer { name department { name } }
  stakeholders(filter: { categories: [CONSULTATIVE_BODY] }) {
    edges { node { name ... on Organization { founded } } }
  }
}`;

/** What to paste into a terminal and into a browser to ask it. */
export function firstQueryHelp({ url, key, graphiql }: { readonly url: string; readonly key: string; readonly graphiql: boolean }): string {
  const body = JSON.stringify({ query: firstQuery.replaceAll(/\s+/gu, ' ') });
  const lines = [
    'A first query, ready to paste into a terminal:',
    '',
    `curl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${key}' -d '${body}'`,
    '',
  ];
  if (!graphiql) return [...lines, 'GraphiQL is off; GRAPHIQL=on switches it on.'].join('\n');
  return [
    ...lines,
    `Or open ${url} in a browser, put this under Headers`,
    '',
    `{ "authorization": "Bearer ${key}" }`,
    '',
    'and run',
    '',
    firstQuery,
  ].join('\n');
}
